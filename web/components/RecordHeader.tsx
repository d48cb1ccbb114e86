import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import type { WalkState } from '../app/list-walk.ts';
import { PageHeader } from '../app/PageHeader.tsx';
import { useWords } from './words.ts';

export type RecordHeaderProps = {
  /** The one `h1`, and the name of the document. */
  readonly title: string;
  readonly badge?: ReactNode;
  readonly clock?: ReactNode;
  /** Version, who else has it open: one quiet line. */
  readonly note?: ReactNode;
  /** Who, what, how much: the line below. */
  readonly facts?: ReactNode;
  /** Name of the list the reader came from, or would go back to. */
  readonly listName?: string;
  /** From `useListWalk`, which also brings the keys `n`, `p` and Esc. */
  readonly walk?: WalkState;
  readonly actions?: ReactNode;
};

/** Top of a record: way back, walk through the list, title with status and deadline, the facts in one line. */
export function RecordHeader(props: RecordHeaderProps) {
  const { title, badge, clock, note, facts, listName, walk, actions } = props;
  return (
    <Stack gap={4} component="header">
      {walk === undefined ? null : (
        <Group gap="md" mih={26} data-print="hide">
          <Back walk={walk} listName={listName} />
          <WalkButtons walk={walk} />
        </Group>
      )}
      <PageHeader
        title={title}
        extra={
          <>
            {badge}
            {clock}
            {note === undefined ? null : (
              <Text size="sm" c="dimmed" component="div">
                {note}
              </Text>
            )}
          </>
        }
        actions={actions}
      />
      {facts === undefined ? null : (
        <Group gap="xs" wrap="wrap" fz="sm">
          {facts}
        </Group>
      )}
    </Stack>
  );
}

type BackProps = { readonly walk: WalkState; readonly listName: string | undefined };

function Back({ walk, listName }: BackProps) {
  const { t } = useWords();
  const go = (event: MouseEvent) => {
    // A new tab or window is the browser's to open.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    walk.back();
  };
  return (
    <Anchor href={walk.backHref} size="sm" onClick={go}>
      <Group gap={4} component="span">
        <IconArrowLeft size={14} aria-hidden />
        {listName ?? t('walk.back')}
      </Group>
    </Anchor>
  );
}

/** Nothing where the record is not in the list any more. */
function WalkButtons({ walk: { place, count, previous, next } }: { readonly walk: WalkState }) {
  const { t } = useWords();
  if (place === null) return null;
  return (
    <Group gap={4}>
      <Text size="sm" c="dimmed" className="tabular">
        {place}/{count}
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconChevronLeft size={14} aria-hidden />}
        aria-keyshortcuts="p"
        disabled={previous === null}
        onClick={() => previous?.()}
      >
        {t('walk.previous')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        rightSection={<IconChevronRight size={14} aria-hidden />}
        aria-keyshortcuts="n"
        disabled={next === null}
        onClick={() => next?.()}
      >
        {t('walk.next')}
      </Button>
    </Group>
  );
}
