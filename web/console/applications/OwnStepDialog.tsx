/** The dialog of each step of the officer; the last one stays while it closes. */
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { AcceptForm, AnswerForm } from './answer-forms.tsx';
import { DisburseForm } from './DisburseForm.tsx';
import type { OwnStep } from './own-actions.ts';
import { RecallForm, ReconsiderForm, WithdrawForm } from './reason-forms.tsx';
import type { Application } from './use-case.ts';

const forms = {
  answer: AnswerForm,
  accept: AcceptForm,
  disburse: DisburseForm,
  reconsider: ReconsiderForm,
  recall: RecallForm,
  withdraw: WithdrawForm,
} as const;

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly step: OwnStep | null;
  readonly application: Application;
};

export function OwnStepDialog({ isOpen, onClose, step, application }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const Form = step === null ? null : forms[step];
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={step === null ? '' : t(`own.title.${step}`, { number: application.number })}
      centered
      radius="sm"
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      {Form === null ? null : <Form application={application} onEnd={onClose} />}
    </Modal>
  );
}
