/** One request with its facts, its stages and the decision: a page of its own, or beside its list. */
import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { readStage } from '../../api/contracts/approvals.ts';
import { listRequestTimeline, readRequest } from '../../api/contracts/approval-requests.ts';
import { problemOf } from '../../api/problem.ts';
import { useRead } from '../../api/use-read.ts';
import { NotFoundPage } from '../../app/ErrorPages.tsx';
import type { WalkState } from '../../app/list-walk.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import type { StatusRole } from '../../components/status-table.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { Timeline } from '../../components/Timeline.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Stage } from './decision.ts';
import { DecisionPanel } from './DecisionPanel.tsx';
import { OwnRequestActions } from './OwnRequestActions.tsx';
import { Part } from './Part.tsx';
import type { ApprovalRequest } from './request.ts';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestStages } from './RequestStages.tsx';
import { StageClock } from './StageClock.tsx';
import { useTimelineEntries, useTimelineFilter } from './timeline-entries.tsx';
import classes from './approvals.module.css';

export type RequestCaseProps = {
  readonly requestId: string;
  readonly walk?: WalkState;
  readonly listName?: string;
  readonly isEmbedded?: boolean;
  readonly onDecided?: () => void;
};

export function RequestCase(props: RequestCaseProps): ReactNode {
  const { t } = useTranslation('approvals');
  const { requestId, isEmbedded = false } = props;
  const { data, error, refetch } = useRead(readRequest, { params: { requestId } });
  if (data !== undefined) return <Loaded {...props} request={data} />;
  if (error === null) return <BlockSkeleton lines={12} />;
  if (problemOf(error).status === 404 && !isEmbedded) return <NotFoundPage />;
  return <ErrorState error={error} what={t('request.title')} onRetry={() => void refetch()} />;
}

const roleOf: Readonly<Record<ApprovalRequest['status'], StatusRole>> = {
  open: 'running',
  returned: 'returned',
  approved: 'good',
  effective: 'settled',
  declined: 'bad',
  withdrawn: 'ended',
  expired: 'ended',
  lapsed: 'bad',
};

function Loaded(props: RequestCaseProps & { readonly request: ApprovalRequest }): ReactNode {
  const { t } = useTranslation('approvals');
  const { request, isEmbedded = false, onDecided } = props;
  const running = request.stages.find(({ status }) => status === 'open' || status === 'returned');
  const stageId = running?.stageId ?? null;
  const stage = useRead(
    readStage,
    { params: { stageId: stageId ?? '' } },
    { enabled: stageId !== null },
  );
  const { requestId, number } = request;
  return (
    <Stack gap="sm">
      <Header {...props} stage={stage.data ?? null} />
      <div className={isEmbedded ? classes.caseNarrow : classes.case}>
        <Stack gap="lg" miw={0}>
          <RequestFacts request={request} />
          <Part title={t('request.stages')}>
            <RequestStages request={request} />
          </Part>
          <Part title={t('request.timeline')}>
            <History requestId={requestId} />
          </Part>
        </Stack>
        <Stack gap="md" miw={0}>
          {stageId !== null && stage.data === undefined ? (
            <BlockSkeleton lines={8} />
          ) : (
            <DecisionPanel
              stage={stageId === null ? null : (stage.data ?? null)}
              subject={{ kind: 'request', requestId, number }}
              {...(onDecided === undefined ? {} : { onDecided })}
            />
          )}
          <OwnRequestActions request={request} />
        </Stack>
      </div>
    </Stack>
  );
}

type HeaderProps = RequestCaseProps & {
  readonly request: ApprovalRequest;
  readonly stage: Stage | null;
};

function Header(props: HeaderProps): ReactNode {
  const { t } = useTranslation('approvals');
  const { request, stage, walk, listName, isEmbedded = false } = props;
  const clock = stage === null ? null : <StageClock stage={stage} />;
  const { number, status, subjectType, requestedBy, names, requestedAt } = request;
  const badge = <RoleBadge role={roleOf[status]}>{t(`requestStatus.${status}`)}</RoleBadge>;
  const facts = (
    <Group gap="xs" fz="sm">
      <Text span size="sm" fw={600}>
        {t(`subject.${subjectType}`)}
      </Text>
      <Text span c="dimmed" aria-hidden>
        ·
      </Text>
      <span>{requestedBy === null ? t('request.bySystem') : (names[requestedBy] ?? '')}</span>
      <DateText at={requestedAt} />
    </Group>
  );
  if (isEmbedded) {
    return (
      <Stack gap={4}>
        <Group gap="sm">
          <Title order={2} size="h3">
            {number}
          </Title>
          {badge}
          {clock}
        </Group>
        {facts}
      </Stack>
    );
  }
  return (
    <RecordHeader
      title={number}
      badge={badge}
      clock={clock}
      facts={facts}
      {...(walk === undefined ? {} : { walk })}
      {...(listName === undefined ? {} : { listName })}
    />
  );
}

function History({ requestId }: { readonly requestId: string }): ReactNode {
  const { t } = useTranslation('approvals');
  const input = { params: { requestId }, query: { size: 200 } };
  const { data, error, refetch } = useRead(listRequestTimeline, input);
  const entries = useTimelineEntries(data?.items ?? []);
  const filter = useTimelineFilter();
  if (data !== undefined) {
    return <Timeline name={t('request.timeline')} entries={entries} filter={filter} />;
  }
  if (error === null) return <BlockSkeleton lines={5} />;
  return <ErrorState error={error} what={t('request.timeline')} onRetry={() => void refetch()} />;
}
