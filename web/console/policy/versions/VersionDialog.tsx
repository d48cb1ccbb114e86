/** The steps of a version's life, each a form of its own: submit, confirm, send back, roll back. */
import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  confirmVersion,
  rollBackVersion,
  sendBackVersion,
  submitVersion,
} from '../../../api/contracts/policy-versions.ts';
import type { Contract } from '../../../api/contract.ts';
import { useCommand } from '../../../api/use-command.ts';
import { announce } from '../../../app/live-region.tsx';
import { useOpenPage } from '../../../app/links.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { useFieldErrors, type FieldProps } from '../../../components/field-errors.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { refreshVersions, type PolicyPath, type Version } from './version.ts';

export type VersionStep = 'submit' | 'confirm' | 'send_back' | 'roll_back';

type Props = {
  readonly step: VersionStep;
  readonly version: Version;
  readonly listPath: PolicyPath;
  readonly onClose: () => void;
};

export function VersionDialog(props: Props): ReactNode {
  const { step, onClose } = props;
  const { t } = useTranslation('policy');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`version.${step}`)}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <StepForm {...props} />
    </Modal>
  );
}

const contracts = {
  submit: submitVersion,
  confirm: confirmVersion,
  send_back: sendBackVersion,
  roll_back: rollBackVersion,
} as const satisfies Record<VersionStep, Contract>;

function StepForm({ step, version, listPath, onClose }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const client = useQueryClient();
  const openPage = useOpenPage();
  const [effectiveDate, setDate] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { policyVersionId } = version;
  const command = useCommand(contracts[step] as Contract, ({ body }) => {
    announce(t(`version.done.${step}`));
    refreshVersions(client);
    onClose();
    if (step !== 'roll_back') return;
    const made = body as unknown as { readonly policyVersionId: string };
    const params = { policyVersionId: made.policyVersionId };
    openPage({ to: `${listPath}/$policyVersionId`, params } as never);
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const asksDate = step === 'submit' || step === 'roll_back';
  const asksReason = step === 'send_back' || step === 'roll_back';
  const body = {
    ...(asksDate ? { effectiveDate } : {}),
    ...(asksReason ? { reason } : {}),
  };
  const blocked = blockedReason(t, { asksDate, asksReason, effectiveDate, reason });
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t(`version.${step}`)}
      danger={step === 'send_back'}
      onSubmit={() =>
        void command.send({ params: { policyVersionId }, body } as never, version.version)
      }
      conflict={{ mine: reason, onReload: () => refreshVersions(client) }}
      {...(blocked === undefined ? {} : { blockedReason: blocked })}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`version.about.${step}`)}</Text>
        {step === 'confirm' && version.effectiveDate !== null ? (
          <Text size="sm" component="div">
            {t('version.effectiveDate')} <DateText date={version.effectiveDate} />
          </Text>
        ) : null}
        {asksDate ? (
          <EffectiveDate
            field={fieldProps('/effectiveDate')}
            value={effectiveDate}
            onChange={setDate}
          />
        ) : null}
        {asksReason ? (
          <Textarea
            {...fieldProps('/reason')}
            {...(asksDate ? {} : { 'data-autofocus': true })}
            label={t('version.reason')}
            autosize
            minRows={3}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        ) : null}
      </Stack>
    </CommandForm>
  );
}

type DateProps = {
  readonly field: FieldProps;
  readonly value: string | null;
  readonly onChange: (date: string | null) => void;
};

function EffectiveDate({ field, value, onChange }: DateProps): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <DateInput
      {...field}
      data-autofocus
      label={t('version.effectiveDate')}
      description={t('version.effectiveHint')}
      placeholder="2026-12-01"
      valueFormat="YYYY-MM-DD"
      popoverProps={{ attributes: { dropdown: { 'aria-label': t('version.effectiveDate') } } }}
      value={value}
      onChange={onChange}
    />
  );
}

type Typed = {
  readonly asksDate: boolean;
  readonly asksReason: boolean;
  readonly effectiveDate: string | null;
  readonly reason: string;
};

function blockedReason(t: ReturnType<typeof useTranslation<'policy'>>['t'], typed: Typed) {
  if (typed.asksDate && typed.effectiveDate === null) return t('version.dateMissing');
  if (typed.asksReason && typed.reason.trim() === '') return t('version.reasonMissing');
  return undefined;
}
