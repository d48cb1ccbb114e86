/** Says what became of money whose answer from the bank was lost. It is never sent again. */
import { Button, Radio, SimpleGrid, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Contract, InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';

export type Reconciliation = {
  readonly outcome: 'confirmed' | 'refused';
  readonly reference: string;
  readonly comment: string;
  readonly effectiveDate?: string;
};

type Props<C extends Contract> = {
  readonly contract: C;
  readonly toInput: (body: Reconciliation) => InputOf<C>;
  readonly onDone: () => void;
  readonly onEnd: () => void;
};

const outcomes = ['confirmed', 'refused'] as const;
type Outcome = (typeof outcomes)[number];
type Words = {
  readonly reference: string;
  readonly comment: string;
  readonly effectiveDate: string;
};

export function ReconcileForm<C extends Contract>(props: Props<C>): ReactNode {
  const { contract, toInput, onDone, onEnd } = props;
  const { t } = useTranslation('payments');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [text, setText] = useState<Words>({ reference: '', comment: '', effectiveDate: '' });
  const command = useCommand(contract, () => {
    announce(t('reconcile.done'));
    onDone();
    onEnd();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const change = (changes: Partial<Words>) => {
    if (!command.isHeld) setText((now) => ({ ...now, ...changes }));
  };
  const { reference, comment, effectiveDate } = text;
  const isReady = outcome !== null && reference.trim() !== '' && comment.trim() !== '';
  const submit = () => {
    if (outcome === null) return;
    const dated = effectiveDate === '' ? {} : { effectiveDate };
    void command.send(toInput({ outcome, reference, comment, ...dated }));
  };
  return (
    <Stack gap="md">
      <Title order={3} size="h5">
        {t('reconcile.title')}
      </Title>
      <CommandForm
        command={command}
        refused={refused}
        verb={t('reconcile.verb')}
        {...(isReady ? {} : { blockedReason: t('reconcile.needs') })}
        conflict={{ mine: comment, onReload: onDone }}
        onSubmit={submit}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <ReconcileFields
          outcome={outcome}
          onOutcome={setOutcome}
          text={text}
          onText={change}
          fieldProps={fieldProps}
        />
      </CommandForm>
    </Stack>
  );
}

type FieldsProps = {
  readonly outcome: Outcome | null;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly text: Words;
  readonly onText: (changes: Partial<Words>) => void;
  readonly fieldProps: FieldErrors['fieldProps'];
};

function ReconcileFields(props: FieldsProps): ReactNode {
  const { outcome, onOutcome, text, onText, fieldProps } = props;
  const { t } = useTranslation('payments');
  return (
    <>
      <Radio.Group
        label={t('reconcile.outcome')}
        withAsterisk
        value={outcome}
        onChange={(value) => onOutcome(value as Outcome)}
      >
        <Stack gap="xs" mt={4}>
          {outcomes.map((value) => (
            <Radio key={value} value={value} label={t(`reconcile.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" maw={700}>
        <TextInput
          label={t('reconcile.reference')}
          withAsterisk
          maxLength={140}
          value={text.reference}
          onChange={({ currentTarget }) => onText({ reference: currentTarget.value })}
          {...fieldProps('/reference')}
        />
        <TextInput
          type="date"
          label={t('reconcile.date')}
          value={text.effectiveDate}
          onChange={({ currentTarget }) => onText({ effectiveDate: currentTarget.value })}
          {...fieldProps('/effectiveDate')}
        />
      </SimpleGrid>
      <Textarea
        maw={700}
        label={t('reconcile.comment')}
        withAsterisk
        autosize
        minRows={2}
        maxLength={1_000}
        value={text.comment}
        onChange={({ currentTarget }) => onText({ comment: currentTarget.value })}
        {...fieldProps('/comment')}
      />
    </>
  );
}
