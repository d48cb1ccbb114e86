/** Takes the next case of the queue and opens it; an empty queue is said, with the time it opens again. */
import { useState } from 'react';
import { takeNextCase } from '../../api/contracts/collections.ts';
import { useCommand, type Command } from '../../api/use-command.ts';
import { useOpenPage } from '../../app/links.tsx';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

export type EmptyQueue = { readonly nextOpensAt: string | null; readonly skippedCount: number };

export type NextCaseState = {
  readonly command: Command<typeof takeNextCase>;
  /** Set after an answer without a case. */
  readonly empty: EmptyQueue | null;
  readonly take: () => void;
};

/** @param exceptCaseId the case on the page, which is never the next one */
export function useNextCase(exceptCaseId: string | null): NextCaseState {
  const { t } = useTranslation('collecting');
  const open = useOpenPage();
  const [empty, setEmpty] = useState<EmptyQueue | null>(null);
  const command = useCommand(takeNextCase, (outcome) => {
    if (outcome.kind !== 'done') return;
    const { caseId, ...rest } = outcome.body;
    if (caseId === null) setEmpty(rest);
    else open({ to: '/collections/cases/$caseId', params: { caseId } });
  });
  const take = () => {
    setEmpty(null);
    void command.send({ body: { exceptCaseId } });
  };
  useShortcuts([
    { keys: 'n', label: t('queue.next'), group: 'collections', run: take, isOff: command.isHeld },
  ]);
  return { command, empty, take };
}
