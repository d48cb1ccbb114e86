/** Money whose loan nobody knows yet: recorded as it came, matched later. */
import { Button, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useHouseTime } from '../../api/clock.ts';
import { recordSuspense } from '../../api/contracts/payments.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { useMe } from '../../app/session.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ChannelSelect } from '../loans/ChannelSelect.tsx';

type Draft = {
  readonly amount: string;
  readonly effectiveDate: string;
  readonly provider: string;
  readonly providerReference: string;
  readonly remark: string;
};

export function SuspenseForm({ onEnd }: { readonly onEnd: () => void }): ReactNode {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const me = useMe();
  const today = useHouseTime().businessDate ?? me.businessDate;
  const [draft, setDraft] = useState<Draft>({
    amount: '',
    effectiveDate: today,
    provider: 'bank',
    providerReference: '',
    remark: '',
  });
  const command = useCommand(recordSuspense, () => {
    announce(t('suspense.recorded'));
    void refresh(client, '/v1/suspense-payments');
    void refresh(client, '/v1/payments');
    onEnd();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const change = (changes: Partial<Draft>) => {
    if (!command.isHeld) setDraft((now) => ({ ...now, ...changes }));
  };
  const isReady = draft.amount !== '' && draft.providerReference.trim() !== '';
  const { remark, amount, ...rest } = draft;
  const body = {
    ...rest,
    amount: { amount, currency: 'CNY' as const },
    ...(remark.trim() === '' ? {} : { remark }),
  };
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('suspense.record')}
      </Title>
      <CommandForm
        command={command}
        refused={refused}
        verb={t('suspense.record')}
        {...(isReady ? {} : { blockedReason: t('suspense.needs') })}
        conflict={{ mine: draft.providerReference, onReload: command.renew }}
        onSubmit={() => void command.send({ body })}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <SuspenseFields today={today} draft={draft} change={change} fieldProps={fieldProps} />
      </CommandForm>
    </Stack>
  );
}

type FieldsProps = {
  readonly today: string;
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly fieldProps: FieldErrors['fieldProps'];
};

function SuspenseFields({ today, draft, change, fieldProps }: FieldsProps): ReactNode {
  const { t } = useTranslation('payments');
  const field = (name: 'providerReference' | 'remark', max: number) => ({
    maxLength: max,
    value: draft[name],
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      change({ [name]: currentTarget.value }),
    ...fieldProps(`/${name}`),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm" maw={900}>
      <MoneyInput
        data-autofocus
        withAsterisk
        label={t('columns.amount')}
        currency="CNY"
        value={draft.amount}
        onChange={(next) => change({ amount: next })}
        {...fieldProps('/amount')}
      />
      <TextInput
        type="date"
        label={t('columns.valueDate')}
        max={today}
        value={draft.effectiveDate}
        onChange={({ currentTarget }) => change({ effectiveDate: currentTarget.value })}
        {...fieldProps('/effectiveDate')}
      />
      <ChannelSelect
        value={draft.provider}
        onChange={(provider) => change({ provider })}
        {...fieldProps('/provider')}
      />
      <TextInput label={t('columns.reference')} withAsterisk {...field('providerReference', 140)} />
      <TextInput label={t('columns.remark')} {...field('remark', 400)} />
    </SimpleGrid>
  );
}
