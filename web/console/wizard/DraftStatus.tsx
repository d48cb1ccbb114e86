/** Whether what is typed has reached the server: one quiet line, and a bar when it has not. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconGitMerge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { DiffView } from '../../components/DiffView.tsx';
import { textOf } from './draft-values.ts';
import type { Draft } from './use-draft.ts';
import { useWizardWords } from './wizard-words.ts';

export function DraftStatus({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useWizardWords();
  const { state, savedAtMs } = draft;
  if (state === 'saving') return t('status.saving');
  if (state !== 'saved') return t('status.changed');
  if (savedAtMs === null) return t('status.loaded');
  return (
    <>
      {t('status.saved')} <DateText at={new Date(savedAtMs).toISOString()} mode="time" />
    </>
  );
}

export function DraftProblems({ draft }: { readonly draft: Draft }): ReactNode {
  const { state, conflicts, hasMerged } = draft;
  return (
    <>
      {state === 'failed' ? <NotSaved draft={draft} /> : null}
      {conflicts.length > 0 ? <Conflict draft={draft} /> : hasMerged ? <Merged /> : null}
    </>
  );
}

function NotSaved({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useWizardWords();
  const { savedAtMs } = draft;
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      p="xs"
      icon={<IconAlertCircle aria-hidden />}
      title={t('failed.title')}
    >
      <Group gap="md" justify="space-between">
        <Text size="sm" component="div">
          {savedAtMs === null ? (
            t('failed.never')
          ) : (
            <>
              {t('failed.last')} <DateText at={new Date(savedAtMs).toISOString()} mode="time" />
            </>
          )}
        </Text>
        <Button size="xs" variant="default" onClick={() => void draft.save()}>
          {t('frame:action.retry')}
        </Button>
      </Group>
    </Alert>
  );
}

function Merged(): ReactNode {
  const { t } = useWizardWords();
  return (
    <Alert role="status" color="blue" variant="outline" p="xs" icon={<IconGitMerge aria-hidden />}>
      <Text size="sm">{t('merged')}</Text>
    </Alert>
  );
}

/** Both changed the same values: which one stays is decided value by value, and nothing before. */
function Conflict({ draft }: { readonly draft: Draft }): ReactNode {
  const { t, nameOf } = useWizardWords();
  const { conflicts, application } = draft;
  const keyOf = (pointer: string) => pointer.slice(1).replaceAll('/', '.');
  const side = (read: (pointer: string) => string) =>
    Object.fromEntries(conflicts.map((pointer) => [keyOf(pointer), read(pointer)]));
  const labels = Object.fromEntries(
    conflicts.map((pointer) => [`/${keyOf(pointer)}`, nameOf(pointer)]),
  );
  const choose = (choices: Readonly<Record<string, 'before' | 'after'>>) => {
    for (const pointer of conflicts) {
      const choice = choices[`/${keyOf(pointer)}`];
      if (choice !== undefined) draft.keep(pointer, choice === 'after' ? 'mine' : 'theirs');
    }
  };
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="outline"
      icon={<IconGitMerge aria-hidden />}
      title={t('conflict.title')}
      styles={{ wrapper: { minWidth: 0 }, body: { minWidth: 0 }, message: { minWidth: 0 } }}
    >
      <Stack gap="xs">
        <Text size="sm">{t('conflict.text')}</Text>
        <DiffView
          before={side((pointer) => textOf(application, pointer))}
          after={side(draft.textOf)}
          labels={labels}
          onChoose={choose}
        />
      </Stack>
    </Alert>
  );
}
