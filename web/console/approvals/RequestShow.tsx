/** What is asked for besides a loan: before and after, who decides, and what happened. */
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listQueue } from '../../api/contracts/approvals.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCameFrom } from './came-from.ts';
import { hrefOf, queueOf, queuePaths, toQueueInput } from './queue.ts';
import { RequestCase } from './RequestCase.tsx';
import { queueSearch } from './search.ts';

export function RequestShow(): ReactNode {
  const { t } = useTranslation('approvals');
  const { requestId = '' } = useParams({ strict: false }) as { requestId?: string };
  const queue = queueOf(useCameFrom());
  const walk = useListWalk({
    contract: listQueue,
    listPath: queuePaths[queue],
    search: queueSearch,
    toInput: (params) => toQueueInput(queue, params),
    idsOf: ({ items }) => items.map(hrefOf),
    currentId: `/approvals/requests/${requestId}`,
    hrefOf: (href) => href,
  });
  return (
    <RequestCase key={requestId} requestId={requestId} walk={walk} listName={t(`queue.${queue}`)} />
  );
}
