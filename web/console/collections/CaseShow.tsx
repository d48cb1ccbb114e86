/** What did this person promise, and what is the next permitted step? */
import { Box, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listCases, readCase } from '../../api/contracts/collections.ts';
import { useRead } from '../../api/use-read.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { RoleBadge, StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm } from './ActionForm.tsx';
import { CaseMoves } from './CaseMoves.tsx';
import { CaseTabs } from './CaseTabs.tsx';
import type { CollectionCase } from './case.ts';
import classes from './collections.module.css';
import { Contacts } from './Contacts.tsx';
import { Ladder } from './Ladder.tsx';
import { NextCaseAnswer } from './NextCase.tsx';
import { PaidFlash } from './PaidFlash.tsx';
import { queueSearch, toCaseQuery } from './search.ts';
import { Stops } from './Stops.tsx';
import { useNextCase } from './use-next-case.ts';

export function CaseShow(): ReactNode {
  const { t } = useTranslation('collecting');
  const { caseId = '' } = useParams({ strict: false }) as { readonly caseId?: string };
  const found = useRead(readCase, { params: { caseId } });
  if (found.data === undefined || found.data.caseId !== caseId) {
    return (
      <Stack gap="md">
        <PageHeader title={t('case.title')} />
        {found.error === null ? (
          <BlockSkeleton lines={12} />
        ) : (
          <ErrorState
            what={t('case.title')}
            error={found.error}
            onRetry={() => void found.refetch()}
          />
        )}
      </Stack>
    );
  }
  return <CaseBody key={caseId} found={found.data} />;
}

function CaseBody({ found }: { readonly found: CollectionCase }): ReactNode {
  const { t } = useTranslation('collecting');
  const { caseId, customerName, number, status, actions } = found;
  const walk = useListWalk({
    contract: listCases,
    listPath: '/collections/queue',
    search: queueSearch,
    toInput: (params) => ({ query: toCaseQuery(params) }),
    idsOf: ({ items }) => items.map((item) => item.caseId),
    currentId: caseId,
    hrefOf: (id) => `/collections/cases/${id}`,
  });
  // After the walk, so that in collections `n` takes the next case instead of the next row.
  const next = useNextCase(caseId);
  const mayWork = actions.includes('collection-case.work');
  return (
    <Stack gap="md">
      <RecordHeader
        title={`${customerName} ${number}`}
        badge={<StatusBadge kind="collection_case" status={status} />}
        note={<Holder found={found} />}
        listName={t('queue.title')}
        walk={walk}
        facts={<Facts found={found} />}
        actions={<CaseMoves found={found} />}
      />
      <NextCaseAnswer next={next} />
      <Box className={classes['columns'] ?? ''} data-single={mayWork ? undefined : true}>
        {mayWork ? (
          <Box className={classes['form'] ?? ''} component="section" aria-label={t('form.title')}>
            <ActionForm found={found} next={next} />
          </Box>
        ) : null}
        <Stack gap="lg" miw={0}>
          <Contacts found={found} />
          <Stops found={found} />
          <Ladder found={found} />
          <CaseTabs found={found} />
        </Stack>
      </Box>
    </Stack>
  );
}

function Holder({
  found: { ownerName, level, claimedUntil },
}: {
  readonly found: CollectionCase;
}): ReactNode {
  const { t } = useTranslation('collecting');
  const levelName = t(`collections:level.${level}`);
  return (
    <>
      {ownerName === null ? t('case.noOwner') : ownerName} · {levelName}
      {claimedUntil === null ? null : (
        <>
          {' · '}
          {t('case.claimedUntil')} <DateText at={claimedUntil} mode="time" />
        </>
      )}
    </>
  );
}

function Facts({ found }: { readonly found: CollectionCase }): ReactNode {
  const { t } = useTranslation('collecting');
  const { overdue, daysPastDue, bucket, followUpAt, loans } = found;
  return (
    <>
      <PaidFlash amount={overdue.amount}>
        <Text span size="sm" c="dimmed" me={6}>
          {t('columns.overdue')}
        </Text>
        <Text span fz={20} fw={600}>
          <Money value={overdue} />
        </Text>
      </PaidFlash>
      <RoleBadge role={daysPastDue > 0 ? 'bad' : 'good'}>
        {t('case.days', { count: daysPastDue })}
      </RoleBadge>
      <RoleBadge role="ended">{bucket}</RoleBadge>
      <Text span size="sm" c="dimmed">
        {t('case.loans', { count: loans.length })}
      </Text>
      {followUpAt === null ? null : (
        <Text span size="sm">
          {t('columns.followUp')} <DateText at={followUpAt} />
        </Text>
      )}
    </>
  );
}
