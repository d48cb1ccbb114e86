/** Should this loan be made, why, and who is next? */
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listQueue } from '../../api/contracts/approvals.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { hrefOf, queueOf, queuePaths, toQueueInput } from '../approvals/queue.ts';
import { queueSearch } from '../approvals/search.ts';
import { useCameFrom } from '../approvals/came-from.ts';
import { ApplicationCase } from './ApplicationCase.tsx';

export function ApplicationShow(): ReactNode {
  const { t } = useTranslation('approvals');
  const { applicationId = '' } = useParams({ strict: false }) as { applicationId?: string };
  const queue = queueOf(useCameFrom());
  const walk = useListWalk({
    contract: listQueue,
    listPath: queuePaths[queue],
    search: queueSearch,
    toInput: (params) => toQueueInput(queue, params),
    idsOf: ({ items }) => items.map(hrefOf),
    currentId: `/applications/${applicationId}`,
    hrefOf: (href) => href,
  });
  return (
    <ApplicationCase
      key={applicationId}
      applicationId={applicationId}
      walk={walk}
      listName={t(`queue.${queue}`)}
    />
  );
}
