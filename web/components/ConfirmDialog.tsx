import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './ConfirmDialog.module.css';
import { normaliseDigits } from './money-text.ts';
import { useWords } from './words.ts';

export type ConfirmDialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Who, how much, effective when: what the act is about. */
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
  /** The act itself on the button: 拒绝申请, never 确定. */
  readonly verb: string;
  /** Red, and the focus starts on cancel. */
  readonly danger?: boolean;
  /** A number to be typed first, for what cannot be undone. */
  readonly typed?: string;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
};

/** The last question before an act, with its facts. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title } = props;
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      radius="sm"
      role="alertdialog"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Question {...props} />
    </Modal>
  );
}

function Question(props: ConfirmDialogProps) {
  const { facts, verb, danger = false, typed, isBusy = false, onClose, onConfirm } = props;
  const { t } = useWords();
  const [text, setText] = useState('');
  const isTyped = typed === undefined || normaliseDigits(text) === normaliseDigits(typed);
  const startsAt = typed !== undefined ? 'field' : danger ? 'cancel' : 'verb';
  const focusOn = (place: typeof startsAt) =>
    startsAt === place ? { 'data-autofocus': true } : {};
  return (
    <Stack gap="md">
      <dl className={classes.facts ?? ''}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {typed === undefined ? null : (
        <TextInput
          {...focusOn('field')}
          label={t('confirm.typed', { typed })}
          value={text}
          autoComplete="off"
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      {typed === undefined || isTyped ? null : (
        <Text size="xs" c="dimmed">
          {t('confirm.typedWhy')}
        </Text>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} {...focusOn('cancel')}>
          {t('cancel')}
        </Button>
        <Button
          color={danger ? 'red' : 'blue'}
          disabled={!isTyped || isBusy}
          onClick={onConfirm}
          {...focusOn('verb')}
        >
          {isBusy ? t('form.pending') : verb}
        </Button>
      </Group>
    </Stack>
  );
}
