import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useWords } from './words.ts';

export type ReasonCode = { readonly code: string; readonly label: string };

export type Reason = { readonly code: string | null; readonly text: string };

export type ReasonDialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the act does, in a sentence. */
  readonly sentence?: string;
  /** Chosen from a list first; the text then explains it. */
  readonly codes?: readonly ReasonCode[];
  readonly codesLabel?: string;
  /** Fewest characters of the text; 0 where the code says enough. */
  readonly min: number;
  readonly max?: number;
  readonly verb: string;
  readonly danger?: boolean;
  /** Rejects with the sentence to show; the text stays. */
  readonly onSubmit: (reason: Reason) => Promise<void>;
};

/** Asks for a reason before an act; what was typed survives a refusal. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { isOpen, onClose, title } = props;
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      radius="sm"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <ReasonForm {...props} />
    </Modal>
  );
}

function ReasonForm(props: ReasonDialogProps) {
  const { sentence, codes, codesLabel, min, max = 500, verb, danger = false, onClose } = props;
  const { t } = useWords();
  const form = useReasonForm(props);
  const count = [...form.text.trim()].length;
  return (
    <Stack gap="md" onKeyDown={form.onKeyDown}>
      {sentence === undefined ? null : <Text size="sm">{sentence}</Text>}
      {codes === undefined ? null : (
        <Select
          data-autofocus
          label={codesLabel ?? t('reason.code')}
          data={codes.map(({ code, label }) => ({ value: code, label }))}
          value={form.code}
          onChange={form.setCode}
          error={form.isTried && form.code === null ? t('reason.codeMissing') : null}
          withAsterisk
        />
      )}
      <Textarea
        {...(codes === undefined ? { 'data-autofocus': true } : {})}
        label={min === 0 ? t('reason.textOptional') : t('reason.text')}
        description={t(min === 0 ? 'reason.countOptional' : 'reason.count', {
          typed: count,
          min,
          max,
        })}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        error={form.isTried && count < min ? t('reason.tooShort', { min }) : form.refusal}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={max}
        withAsterisk={min > 0}
        value={form.text}
        onChange={({ currentTarget }) => form.setText(currentTarget.value)}
      />
      <Group justify="flex-end" gap="sm">
        <Text size="xs" c="dimmed" flex={1}>
          {t('reason.keys')}
        </Text>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button color={danger ? 'red' : 'blue'} disabled={form.isBusy} onClick={form.submit}>
          {form.isBusy ? t('form.pending') : verb}
        </Button>
      </Group>
    </Stack>
  );
}

function useReasonForm({ codes, min, onSubmit }: ReasonDialogProps) {
  const { t } = useWords();
  const [code, setCode] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = async () => {
    setTried(true);
    const lacksCode = codes !== undefined && code === null;
    if (isBusy || lacksCode || [...text.trim()].length < min) return;
    setBusy(true);
    setRefusal(null);
    try {
      await onSubmit({ code, text: text.trim() });
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : t('reason.failed'));
    } finally {
      setBusy(false);
    }
  };
  const submit = () => void send();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return { code, setCode, text, setText, isTried, isBusy, refusal, submit, onKeyDown };
}
