/** Should this loan be made, why, and who is next? */
import { useParams, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listApplications } from '../../api/contracts/application-drafts.ts';
import { listQueue } from '../../api/contracts/approvals.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { hrefOf, queueOf, queuePaths, toQueueInput } from '../approvals/queue.ts';
import { queueSearch } from '../approvals/search.ts';
import { applicationSearch, toApplicationQuery } from '../wizard/search.ts';
import { ApplicationCase } from './ApplicationCase.tsx';

const LIST_PATH = '/applications';

type Props = { readonly applicationId: string };

/** Beside the list it was opened from; whoever decides nothing goes back to the list of applications. */
export function ApplicationShow(): ReactNode {
  const { applicationId = '' } = useParams({ strict: false }) as { applicationId?: string };
  const from = useRouterState({
    select: ({ location }) => (location.search as { readonly from?: string }).from ?? '',
  });
  const may = useMay();
  const isFromQueue = from.startsWith('/approvals/');
  const isListed = from.startsWith(LIST_PATH) || (!isFromQueue && !may('approval.vote'));
  if (isListed) return <OfList applicationId={applicationId} />;
  return <OfQueue applicationId={applicationId} from={isFromQueue ? from : ''} />;
}

function OfQueue({ applicationId, from }: Props & { readonly from: string }): ReactNode {
  const { t } = useTranslation('approvals');
  const queue = queueOf(from);
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

function OfList({ applicationId }: Props): ReactNode {
  const { t } = useTranslation();
  const walk = useListWalk({
    contract: listApplications,
    listPath: LIST_PATH,
    search: applicationSearch,
    toInput: (params) => ({ query: toApplicationQuery(params) }),
    idsOf: ({ items }) => items.map((item) => item.applicationId),
    currentId: applicationId,
    hrefOf: (id) => `${LIST_PATH}/${id}`,
  });
  return (
    <ApplicationCase
      key={applicationId}
      applicationId={applicationId}
      walk={walk}
      listName={t('nav.applications')}
    />
  );
}
