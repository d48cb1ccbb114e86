import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { readProblem, ProblemError, unheard } from '../../api/problem.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton, TableSkeleton } from '../../components/skeletons.tsx';
import { SlaClock } from '../../components/SlaClock.tsx';
import { RoleBadge, StatusBadge } from '../../components/StatusBadge.tsx';
import { statusTable, type StatusKind } from '../../components/status-table.ts';
import { StepList } from '../../components/StepList.tsx';
import { Case, Story, usePick } from '../Story.tsx';

const kinds = Object.keys(statusTable) as StatusKind[];
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

export function StateStories() {
  const pick = usePick();
  return (
    <>
      <Story name="StatusBadge">
        {kinds.map((kind) => (
          <Group key={kind} gap={8} role="group" aria-label={kind}>
            {Object.keys(statusTable[kind]).map((status) => (
              <StatusBadge key={status} kind={kind} status={status} />
            ))}
          </Group>
        ))}
        <Group gap={8}>
          <StatusBadge kind="loan" status="a_newer_code" />
          <RoleBadge role="attention">{pick('关注', 'Watch')}</RoleBadge>
        </Group>
      </Story>
      <Story name="SlaClock">
        <Group gap="xl">
          <SlaClock
            dueAt={hoursFromNow(30)}
            startedAt={hoursFromNow(-2)}
            escalation={pick('15:30 升级至副行长', 'Escalates to the deputy head')}
          />
          <SlaClock dueAt={hoursFromNow(1.34)} startedAt={hoursFromNow(-7)} />
          <SlaClock dueAt={hoursFromNow(-3.1)} startedAt={hoursFromNow(-11)} />
          <SlaClock
            dueAt={hoursFromNow(5)}
            startedAt={hoursFromNow(-1)}
            pausedReason={pick('已退回申请人', 'Returned to the applicant')}
          />
          <SlaClock dueAt={null} startedAt={hoursFromNow(-1)} />
        </Group>
      </Story>
      <Pauses />
    </>
  );
}

/** What stands where the content is not, or not yet. */
function Pauses() {
  const pick = usePick();
  return (
    <>
      <Story name="StepList">
        <Steps />
      </Story>
      <Story name="EmptyState">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <EmptyState
            reason="none"
            sentence={pick('全部处理完毕,2 件在途。', 'All done, 2 cases are on their way.')}
          />
          <EmptyState
            reason="filtered"
            action={
              <Button size="xs" variant="default">
                {pick('清除筛选', 'Clear filters')}
              </Button>
            }
          />
          <EmptyState reason="firstRun" />
          <EmptyState reason="noAccess" />
        </SimpleGrid>
      </Story>
      <Story name="ErrorState">
        <Stack gap="sm">
          <ErrorState
            error={new ProblemError(fault)}
            what={pick('还款计划', 'Schedule')}
            onRetry={() => undefined}
          />
          <ErrorState
            error={new ProblemError(unheard('offline', 'No connection'))}
            what={pick('时间线', 'Timeline')}
            onRetry={() => undefined}
          />
        </Stack>
      </Story>
      <Story name="Skeletons">
        <Case name="TableSkeleton">
          <TableSkeleton rows={4} rowHeight={32} />
        </Case>
        <Case name="BlockSkeleton">
          <BlockSkeleton />
        </Case>
      </Story>
    </>
  );
}

const fault = readProblem(503, {
  code: 'service_unavailable',
  detail: 'The database does not answer',
  instance: 'urn:uuid:01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a11',
});

function Steps() {
  const pick = usePick();
  const steps = [
    { key: 'customer', label: pick('客户', 'Customer'), state: 'done' },
    { key: 'product', label: pick('产品与金额', 'Product and amount'), state: 'current' },
    {
      key: 'income',
      label: pick('收入与负债', 'Income and debts'),
      state: 'open',
      note: pick('缺 2 项', '2 missing'),
    },
    { key: 'submit', label: pick('预审与提交', 'Check and submit'), state: 'open' },
  ] as const;
  return (
    <>
      <StepList name={pick('新建申请', 'New application')} steps={steps} onOpen={() => undefined} />
      <StepList name={pick('申请进度', 'Progress')} steps={steps} vertical />
    </>
  );
}
