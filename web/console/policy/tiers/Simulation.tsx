/** What a matrix would have done with the last cases: asked for as a job, shown with its results. */
import {
  Alert,
  Button,
  Group,
  NumberInput,
  Progress,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { listSimulations, simulateVersion } from '../../../api/contracts/policy-versions.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { useCommand } from '../../../api/use-command.ts';
import { refresh, useRead } from '../../../api/use-read.ts';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { percentText } from '../../../components/percent-text.ts';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { useWords } from '../../../components/words.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { actionOf, type Version } from '../versions/version.ts';
import { usePathWords } from './path-text.ts';

type Job = AnswerOf<typeof listSimulations>['items'][number];
type Result = NonNullable<Job['result']>;

const POLL_MS = 1_500;

export function Simulation({ version }: { readonly version: Version }): ReactNode {
  const { t } = useTranslation('policy');
  const { policyVersionId } = version;
  const [isRunning, setRunning] = useState(false);
  const { data, error, refetch } = useRead(
    listSimulations,
    { params: { policyVersionId } },
    { everyMs: isRunning ? POLL_MS : false },
  );
  const [newest, ...earlier] = data?.items ?? [];
  const isUnderWay = newest?.status === 'queued' || newest?.status === 'running';
  if (data !== undefined && isUnderWay !== isRunning) setRunning(isUnderWay);
  return (
    <Stack gap="md">
      <Title order={2} size="h5">
        {t('simulation.lastCases')}
      </Title>
      {actionOf(version, 'simulate')?.allowed === true ? (
        <AskForm policyVersionId={policyVersionId} isUnderWay={isUnderWay} />
      ) : null}
      {error === null ? null : (
        <ErrorState error={error} what={t('simulation.title')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null ? <BlockSkeleton /> : null}
      {data !== undefined && newest === undefined ? (
        <EmptyState reason="firstRun" sentence={t('simulation.empty')} />
      ) : null}
      {newest === undefined ? null : <JobView job={newest} version={version} />}
      {earlier.length === 0 ? null : (
        <Text size="sm" c="dimmed">
          {t('simulation.earlier', { count: earlier.length })}
        </Text>
      )}
    </Stack>
  );
}

type AskProps = { readonly policyVersionId: string; readonly isUnderWay: boolean };

function AskForm({ policyVersionId, isUnderWay }: AskProps): ReactNode {
  const { t } = useTranslation('policy');
  const client = useQueryClient();
  const [caseLimit, setLimit] = useState<number | string>(500);
  const [days, setDays] = useState<number | string>('');
  const ask = useCommand(simulateVersion, () => {
    void refresh(client, '/v1/policy-versions/:policyVersionId/simulations');
  });
  const body = {
    caseLimit: Number(caseLimit) || 500,
    days: days === '' ? null : Number(days),
  };
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <NumberInput
          label={t('simulation.caseLimit')}
          min={1}
          max={5_000}
          w={140}
          value={caseLimit}
          onChange={setLimit}
        />
        <NumberInput
          label={t('simulation.days')}
          placeholder={t('simulation.allDays')}
          min={1}
          max={3_660}
          w={140}
          value={days}
          onChange={setDays}
        />
        <Button
          variant="default"
          disabled={isUnderWay || ask.isHeld}
          onClick={() => void ask.send({ params: { policyVersionId }, body })}
        >
          {t('simulation.start')}
        </Button>
      </Group>
      {ask.problem === null ? null : <ProblemText problem={ask.problem} />}
    </Stack>
  );
}

function JobView({ job, version }: { readonly job: Job; readonly version: Version }): ReactNode {
  const { t } = useTranslation('policy');
  const { status, doneCount, totalCount, requestedAt, result } = job;
  if (status === 'queued' || status === 'running') {
    const share = totalCount === null || totalCount === 0 ? 0 : (doneCount * 100) / totalCount;
    return (
      <Stack gap={6}>
        <Text size="sm">
          {t('simulation.progress', { done: doneCount, total: totalCount ?? '…' })}
        </Text>
        <Progress value={share} aria-label={t('simulation.title')} />
      </Stack>
    );
  }
  if (result === null) {
    return (
      <Alert color={status === 'failed' ? 'red' : 'gray'} variant="outline">
        {t(status === 'failed' ? 'simulation.failed' : 'simulation.cancelled')}
      </Alert>
    );
  }
  return (
    <Stack gap="md">
      <Text size="sm" component="div">
        {t('simulation.of', { count: result.caseCount })} <DateText at={requestedAt} />
        {result.version === version.version ? '' : ` · ${t('simulation.stale')}`}
      </Text>
      {result.changesNothing ? (
        <Alert color="yellow" variant="light">
          {t('simulation.changesNothing')}
        </Alert>
      ) : null}
      <Totals result={result} />
      <Loads result={result} />
      <ChangedCases result={result} />
    </Stack>
  );
}

function Totals({ result }: { readonly result: Result }): ReactNode {
  const { t } = useTranslation('policy');
  const { changedCount, stagesPerCase, medianHours, approvedPpm, openPpm } = result;
  const oneDigit = (value: number) => value.toFixed(1);
  const rows = [
    { label: t('simulation.stages'), sides: stagesPerCase, show: oneDigit },
    { label: t('simulation.hours'), sides: medianHours, show: oneDigit },
    { label: t('simulation.approved'), sides: approvedPpm, show: percentText },
    { label: t('simulation.open'), sides: openPpm, show: percentText },
  ];
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('simulation.changed', { count: changedCount })}</Text>
      <SidesTable name={t('simulation.totals')} rows={rows} />
    </Stack>
  );
}

function Loads({ result }: { readonly result: Result }): ReactNode {
  const { t } = useTranslation('policy');
  const { wordOf } = useWords();
  const rows = [
    ...result.roleLoad.map(({ role, ...sides }) => ({ label: wordOf('roles', role), sides })),
    ...result.personLoad.map(({ name, ...sides }) => ({ label: name, sides })),
  ].map((row) => ({ ...row, show: String }));
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('simulation.load')}</Text>
      <SidesTable name={t('simulation.load')} rows={rows} />
    </Stack>
  );
}

type SidesRow = {
  readonly label: string;
  readonly sides: { readonly before: number; readonly after: number };
  readonly show: (value: number) => string;
};

function SidesTable({
  name,
  rows,
}: {
  readonly name: string;
  readonly rows: readonly SidesRow[];
}): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <Table maw={560} aria-label={name} className="tabular">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('simulation.figure')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('simulation.before')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('simulation.after')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ label, sides, show }) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            <Table.Td ta="right">{show(sides.before)}</Table.Td>
            <Table.Td ta="right">{show(sides.after)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ChangedCases({ result }: { readonly result: Result }): ReactNode {
  const { t } = useTranslation('policy');
  const { stageName } = usePathWords();
  type Path = Result['changed'][number]['before'];
  const text = ({ kind, tier, stages }: Path) =>
    kind === 'path'
      ? `${tier ?? ''} ${stages.map(stageName).join(' → ')}`
      : t(kind === 'declined' ? 'grid.declined' : 'grid.gap');
  if (result.changed.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('simulation.cases')}</Text>
      <ScrollBox name={t('simulation.cases')}>
        <Table miw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('simulation.number')}</Table.Th>
              <Table.Th scope="col">{t('simulation.before')}</Table.Th>
              <Table.Th scope="col">{t('simulation.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {result.changed.slice(0, 50).map((one) => (
              <Table.Tr key={one.applicationId}>
                <Table.Td>{one.number}</Table.Td>
                <Table.Td>{text(one.before)}</Table.Td>
                <Table.Td>{text(one.after)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Stack>
  );
}
