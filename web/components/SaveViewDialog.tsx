import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SavedViewsProps } from './SavedViews.tsx';
import { useWords } from './words.ts';

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSave: SavedViewsProps['onSave'];
};

/** Under which name the filters are kept, and whether the team sees them. */
export function SaveViewDialog({ isOpen, onClose, onSave }: Props) {
  const { t } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('views.save')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <SaveForm onSave={onSave} onEnd={onClose} />
    </Modal>
  );
}

type SaveFormProps = {
  readonly onSave: SavedViewsProps['onSave'];
  readonly onEnd: () => void;
};

function SaveForm({ onSave, onEnd }: SaveFormProps) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    try {
      await onSave({ name: name.trim(), isShared });
      onEnd();
    } catch (refusal) {
      setError(refusal instanceof Error ? refusal.message : t('reason.failed'));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') setError(t('views.nameMissing'));
        else void save();
      }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('views.name')}
          maxLength={60}
          value={name}
          error={error}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Checkbox
          label={t('views.share')}
          checked={isShared}
          onChange={({ currentTarget }) => setShared(currentTarget.checked)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onEnd}>
            {t('cancel')}
          </Button>
          <Button type="submit">{t('views.saveVerb')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
