/** Money received for a loan: first what it would do, to the cent, then the record of it. */
import { Button, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Currency } from '../../../domain/money.ts';
import { prepaymentStrategies } from '../../../domain/choices.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { previewPayment, recordPayment } from '../../api/contracts/loans.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ChannelSelect } from './ChannelSelect.tsx';
import { Comparison } from './Comparison.tsx';

const purposes = ['installment', 'prepayment'] as const;
type Purpose = (typeof purposes)[number];
type Strategy = (typeof prepaymentStrategies)[number];

export type PaidLoan = {
  readonly loanId: string;
  readonly currency: Currency;
  readonly businessDate: string;
};

type Draft = {
  readonly amount: string;
  readonly effectiveDate: string;
  readonly provider: string;
  readonly providerReference: string;
  readonly purpose: Purpose;
  readonly strategy: Strategy | null;
};

type Props = { readonly loan: PaidLoan; readonly onEnd: () => void };

export function PaymentForm({ loan, onEnd }: Props): ReactNode {
  const { t } = useTranslation('loans');
  const form = usePaymentForm(loan, onEnd);
  const { draft, change, fieldProps, shown } = form;
  const isComplete =
    draft.amount !== '' && draft.provider.trim() !== '' && draft.providerReference.trim() !== '';
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('payment.register')}
      </Title>
      <CommandForm
        command={form.command}
        refused={form.refused}
        verb={t(shown === null ? 'change.preview' : 'payment.post')}
        {...(isComplete ? {} : { blockedReason: t('payment.needs') })}
        conflict={{ mine: draft.providerReference, onReload: form.again }}
        onSubmit={form.submit}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <PaymentFields loan={loan} draft={draft} change={change} fieldProps={fieldProps} />
        {shown === null ? null : <Comparison quote={shown} />}
      </CommandForm>
    </Stack>
  );
}

type FieldsProps = {
  readonly loan: PaidLoan;
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly fieldProps: FieldErrors['fieldProps'];
};

function PaymentFields({ loan, draft, change, fieldProps }: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm" maw={900}>
      <MoneyInput
        data-autofocus
        label={t('payment.amount')}
        withAsterisk
        currency={loan.currency}
        value={draft.amount}
        onChange={(amount) => change({ amount })}
        {...fieldProps('/amount')}
      />
      <TextInput
        type="date"
        label={t('payment.valueDate')}
        max={loan.businessDate}
        value={draft.effectiveDate}
        onChange={({ currentTarget }) => change({ effectiveDate: currentTarget.value })}
        {...fieldProps('/effectiveDate')}
      />
      <Select
        label={t('payment.purpose')}
        allowDeselect={false}
        data={purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        value={draft.purpose}
        onChange={(value) => change({ purpose: (value ?? 'installment') as Purpose })}
      />
      <ChannelSelect
        value={draft.provider}
        onChange={(provider) => change({ provider })}
        {...fieldProps('/provider')}
      />
      <TextInput
        label={t('payment.reference')}
        withAsterisk
        maxLength={140}
        value={draft.providerReference}
        onChange={({ currentTarget }) => change({ providerReference: currentTarget.value })}
        {...fieldProps('/providerReference')}
      />
      {draft.purpose === 'prepayment' ? (
        <Select
          label={t('payment.strategy')}
          placeholder={t('payment.strategyOfTerms')}
          clearable
          data={prepaymentStrategies.map((value) => ({
            value,
            label: t(`strategy.${value}`),
          }))}
          value={draft.strategy}
          onChange={(value) => change({ strategy: value as Strategy | null })}
        />
      ) : null}
    </SimpleGrid>
  );
}

/** Previews until the words stand still, then records them. */
function usePaymentForm({ loanId, currency, businessDate }: PaidLoan, onEnd: () => void) {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    amount: '',
    effectiveDate: businessDate,
    provider: 'bank',
    providerReference: '',
    purpose: 'installment',
    strategy: null,
  });
  const [shown, setShown] = useState<AnswerOf<typeof previewPayment> | null>(null);
  const preview = useCommand(previewPayment, (outcome) => {
    if (outcome.kind === 'done') setShown(outcome.body);
  });
  const record = useCommand(recordPayment, () => {
    announce(t('payment.posted'));
    void refresh(client, '/v1/loans');
    void refresh(client, '/v1/payments');
    onEnd();
  });
  const command = shown === null ? preview : record;
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const again = () => {
    setShown(null);
    preview.renew();
    if (!record.isHeld) record.renew();
  };
  const change = (changes: Partial<Draft>) => {
    // While an answer is out, what it is about stays as it was sent.
    if (record.isHeld || preview.isHeld) return;
    setDraft((now) => ({ ...now, ...changes }));
    again();
  };
  const submit = () => {
    const { effectiveDate, provider, providerReference, purpose, strategy } = draft;
    const amount = { amount: draft.amount, currency };
    const params = { loanId };
    if (shown === null) {
      void preview.send({ params, body: { amount, effectiveDate, purpose, strategy } });
      return;
    }
    const chosen = strategy === null ? {} : { strategy };
    void record.send({
      params,
      body: { amount, effectiveDate, provider, providerReference, purpose, ...chosen },
    });
  };
  return { draft, change, submit, again, command, shown, refused, fieldProps };
}
