/** The form around the fields of a draft: save, discard, what the API refused, and the question before leaving. */
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { LeaveQuestion } from '../../../app/LeaveQuestion.tsx';
import { useShortcuts } from '../../../app/shortcuts.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import type { ContentDraft } from './use-content-draft.ts';

type Props = {
  readonly content: ContentDraft;
  readonly isReader: boolean;
  readonly children: ReactNode;
};

export function DraftForm({ content, isReader, children }: Props): ReactNode {
  if (isReader) return <div>{children}</div>;
  return <Writer content={content}>{children}</Writer>;
}

function Writer({ content, children }: Omit<Props, 'isReader'>): ReactNode {
  const { t } = useTranslation('policy');
  const { edit, isDirty, theirs } = content;
  const { refused } = useFieldErrors(edit.command.problem);
  const save = () => {
    if (isDirty && !edit.command.isHeld) content.save();
  };
  useShortcuts([
    { keys: 'mod+s', label: t('draft.save'), group: 'record', run: save, whileTyping: true },
  ]);
  return (
    <>
      <CommandForm
        command={edit.command}
        refused={refused}
        verb={t('draft.save')}
        onSubmit={save}
        conflict={{
          onReload: content.reload,
          onDiscard: () => {
            content.discard();
            edit.reload();
          },
          ...(theirs === null ? {} : { theirs: { by: null, at: null, labels: {}, ...theirs } }),
        }}
        {...(isDirty ? {} : { blockedReason: t('draft.nothingToSave') })}
        {...(isDirty
          ? {
              aside: (
                <Group gap="sm">
                  <Button variant="default" onClick={content.discard}>
                    {t('draft.discard')}
                  </Button>
                  <Text size="sm" c="dimmed">
                    {t('draft.unsaved')}
                  </Text>
                </Group>
              ),
            }
          : {})}
      >
        {children}
      </CommandForm>
      <LeaveQuestion isDirty={() => isDirty} word={(name) => t(`leave.${name}`)} />
    </>
  );
}
