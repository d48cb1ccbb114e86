/** The form around the fields of a draft: save, discard, what the API refused, and the question before leaving. */
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { LeaveQuestion } from '../../../app/LeaveQuestion.tsx';
import { useShortcuts } from '../../../app/shortcuts.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import type { ProductDraft } from './use-product-draft.ts';
import { useProductWords } from './words.ts';

type Props = {
  readonly product: ProductDraft;
  readonly isReader: boolean;
  readonly children: ReactNode;
};

export function DraftForm({ product, isReader, children }: Props): ReactNode {
  if (isReader) return <div>{children}</div>;
  return <Writer product={product}>{children}</Writer>;
}

function Writer({ product, children }: Omit<Props, 'isReader'>): ReactNode {
  const { t } = useProductWords();
  const { edit, isDirty, theirs } = product;
  const { refused } = useFieldErrors(edit.command.problem);
  const save = () => {
    if (isDirty && !edit.command.isHeld) product.save();
  };
  useShortcuts([
    { keys: 'mod+s', label: t('form.save'), group: 'record', run: save, whileTyping: true },
  ]);
  return (
    <>
      <CommandForm
        command={edit.command}
        refused={refused}
        verb={t('form.save')}
        onSubmit={save}
        conflict={{
          onReload: product.reload,
          onDiscard: () => {
            product.discard();
            edit.reload();
          },
          ...(theirs === null ? {} : { theirs: { by: null, at: null, labels: {}, ...theirs } }),
        }}
        {...(isDirty ? {} : { blockedReason: t('form.nothingToSave') })}
        {...(isDirty
          ? {
              aside: (
                <Group gap="sm">
                  <Button variant="default" onClick={product.discard}>
                    {t('form.discard')}
                  </Button>
                  <Text size="sm" c="dimmed">
                    {t('form.unsaved')}
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
