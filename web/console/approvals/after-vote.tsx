/** What follows a vote: it can be taken back for a while, and the next case opens by itself. */
import { Button, Group, Text } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { houseNow } from '../../api/clock.ts';
import { findNextTask } from '../../api/contracts/approvals.ts';
import { announce } from '../../app/live-region.tsx';
import { parseQuery, readSearch } from '../../app/search.ts';
import { useMe } from '../../app/session.ts';
import { hideToast, showToast } from '../../app/toasts.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';
import type { Answer, Subject } from './decision.ts';
import { useOpenHref } from './open-href.ts';
import { hrefOf, queuePaths, toNarrowing } from './queue.ts';
import { queueSearch } from './search.ts';
import { TakeBackDialog } from './take-back-dialog.ts';

/** Opens the next case of the list one came from, or the list itself when nothing is left in it. */
export function useNextCase(): (exceptStageId: string) => Promise<void> {
  const open = useOpenHref();
  const from = useRouterState({
    select: ({ location }) => (location.search as { readonly from?: string }).from,
  });
  return async (exceptStageId) => {
    const href = from?.startsWith('/approvals/') === true ? from : queuePaths.todo;
    const mine = href.startsWith(queuePaths.delegated)
      ? 'delegated'
      : href.startsWith(queuePaths.advice)
        ? 'advice'
        : 'todo';
    const params = readSearch(queueSearch, parseQuery(href.split('?')[1] ?? ''));
    const query = { mine, exceptStageId, ...toNarrowing(params) } as const;
    const { task } = await call(findNextTask, { query });
    if (task === null) open(href);
    else open(hrefOf(task), href);
  };
}

type Cast = {
  readonly answer: Answer;
  readonly stageId: string;
  readonly subject: Subject;
  readonly undoUntil: string | null;
};

/** @returns what to do once a vote has been taken */
export function useAfterVote(onDecided?: () => void): (cast: Cast) => void {
  const { t } = useTranslation('approvals');
  const me = useMe();
  const goNext = useNextCase();
  const again = useCaseRefresh();
  return ({ answer, stageId, subject, undoUntil }) => {
    const text = t(`voted.${answer}`, { number: subject.number });
    announce(text);
    sayVoted({ text, stageId, number: subject.number, undoUntil });
    again();
    if (onDecided !== undefined) onDecided();
    else if (me.preferences.opensNext !== false) void goNext(stageId).catch(() => undefined);
  };
}

type Toast = {
  readonly text: string;
  readonly stageId: string;
  readonly number: string;
  readonly undoUntil: string | null;
};

function sayVoted(toast: Toast): void {
  const leftMs = toast.undoUntil === null ? 0 : Date.parse(toast.undoUntil) - houseNow();
  showToast({
    id: 'vote',
    color: 'green',
    // With an action it stays as long as the action is possible.
    autoClose: leftMs > 0 ? leftMs : 6_000,
    message: leftMs > 0 ? <Undo {...toast} /> : toast.text,
  });
}

function Undo({ text, stageId, number }: Toast): ReactNode {
  const { t } = useTranslation('approvals');
  const [isOpen, setOpen] = useState(false);
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      <Text size="sm">{text}</Text>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('takeBack.verb')}
      </Button>
      <TakeBackDialog
        stageId={stageId}
        number={number}
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
          hideToast('vote');
        }}
      />
    </Group>
  );
}
