/** The dialog of each step that asks for something; one is open at a time. */
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Stage, Subject } from './decision.ts';
import { AskAdviceForm, TransferForm } from './hand-over-forms.tsx';
import { AddSignersForm, RemoveSignerForm } from './signer-forms.tsx';
import { CommentForm, CopyForm, RecuseForm, TakeBackForm } from './word-forms.tsx';

const forms = {
  transfer: TransferForm,
  ask_advice: AskAdviceForm,
  add_signer: AddSignersForm,
  remove_signer: RemoveSignerForm,
  copy: CopyForm,
  comment: CommentForm,
  take_back: TakeBackForm,
  recuse: RecuseForm,
} as const;

export type DialogName = keyof typeof forms;

export type ActionFormProps = {
  readonly stage: Stage;
  readonly subject: Subject;
  readonly onEnd: () => void;
};

type Props = Omit<ActionFormProps, 'onEnd'> & {
  readonly name: DialogName | null;
  readonly onClose: () => void;
};

export function ActionDialogs({ name, stage, subject, onClose }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const Form = name === null ? null : forms[name];
  return (
    <Modal
      opened={name !== null}
      onClose={onClose}
      title={name === null ? '' : t(`dialog.${name}`, { number: subject.number })}
      centered
      radius="sm"
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      {Form === null ? null : <Form stage={stage} subject={subject} onEnd={onClose} />}
    </Modal>
  );
}
