/** Asks why, before something ends that cannot be taken up again. The words stay when the sending fails. */
import { Button, Modal, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton, type ShownCommand } from '../parts/Outcome.tsx';

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly verb: string;
  readonly command: ShownCommand;
  readonly onSend: (reason: string) => void;
};

export function ReasonModal(props: Props): ReactNode {
  const { isOpen, onClose, title, text, label, verb, command, onSend } = props;
  const { t } = usePortalWords();
  const [reason, setReason] = useState('');
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} centered>
      <Form onSubmit={() => onSend(reason.trim())}>
        <Text>{text}</Text>
        <Textarea
          label={label}
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Outcome command={command} />
        <SendButton command={command} color="red" isBlocked={reason.trim() === ''}>
          {verb}
        </SendButton>
        <Button variant="default" onClick={onClose}>
          {t('common.back')}
        </Button>
      </Form>
    </Modal>
  );
}
