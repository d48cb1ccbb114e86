/** What an officer does with a case for a reason: withdraw it for the applicant, recall it, have it looked at again. */
import { Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  recallApplication,
  reconsiderApplication,
  withdrawApplication,
} from '../../api/contracts/cases.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from '../approvals/action-form.tsx';
import type { OwnFormProps } from './own-actions.ts';
import { ReasonField } from '../approvals/ReasonField.tsx';

const contracts = {
  withdraw: withdrawApplication,
  recall: recallApplication,
  reconsider: reconsiderApplication,
} as const;

type Props = OwnFormProps & { readonly step: keyof typeof contracts };

function ReasonStepForm({ application, step, onEnd }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const [reason, setReason] = useState('');
  const held = useStageCommand(contracts[step], t(`own.done.${step}`), onEnd);
  const { applicationId } = application;
  return (
    <ActionForm
      {...held}
      verb={t(`own.verb.${step}`)}
      danger={step === 'withdraw'}
      mine={reason}
      onEnd={onEnd}
      blocked={reason.trim() === '' ? t('approvals:dialog.needsReason') : null}
      input={() => ({ params: { applicationId }, body: { reason: reason.trim() } })}
    >
      <Text size="sm">{t(`own.sentence.${step}`)}</Text>
      <ReasonField
        data-autofocus
        value={reason}
        onChange={setReason}
        {...held.fields.fieldProps('/reason')}
      />
    </ActionForm>
  );
}

export function WithdrawForm(props: OwnFormProps): ReactNode {
  return <ReasonStepForm {...props} step="withdraw" />;
}

export function RecallForm(props: OwnFormProps): ReactNode {
  return <ReasonStepForm {...props} step="recall" />;
}

export function ReconsiderForm(props: OwnFormProps): ReactNode {
  return <ReasonStepForm {...props} step="reconsider" />;
}
