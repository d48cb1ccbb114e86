/** Is the team on plan and inside the rules? */
import { Group, ScrollArea, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { readBoard } from '../../api/contracts/collections.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

type BoardAnswer = AnswerOf<typeof readBoard>;

const DAYS = 7;

export function Board(): ReactNode {
  const { t } = useTranslation('collecting');
  const query = { days: DAYS, untouchedDays: DAYS };
  const { data, error, refetch } = useRead(readBoard, { query }, { everyMs: 60_000 });
  return (
    <Stack gap="lg">
      <PageHeader title={t('board.title')} extra={<Period data={data} />} />
      {data !== undefined ? (
        <>
          <Figures data={data} />
          <Team data={data} />
          <Blocks data={data} />
        </>
      ) : error === null ? (
        <Skeleton height={360} />
      ) : (
        <ErrorState error={error} what={t('board.title')} onRetry={() => void refetch()} />
      )}
    </Stack>
  );
}

function Period({ data }: { readonly data: BoardAnswer | undefined }): ReactNode {
  if (data === undefined) return null;
  return (
    <Text size="sm" c="dimmed" component="div">
      <DateText date={data.fromDate} /> – <DateText date={data.toDate} />
    </Text>
  );
}

type Part = { readonly data: BoardAnswer };

function Figures({ data: { total } }: Part): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <Group gap="xl">
      <Figure label={t('board.cases')}>{total.caseCount}</Figure>
      <Figure label={t('board.reached')}>
        {total.reachedCount}/{total.attemptCount}
      </Figure>
      <Figure label={t('board.kept')}>
        {total.keptCount}/{total.judgedCount}
      </Figure>
      <Figure label={t('board.recovered')}>
        <Money value={total.recovered} />
      </Figure>
      <Figure label={t('board.blocked')}>{total.blockedCount}</Figure>
      <PageLink to="/collections/queue" search={{ owner: 'unowned' }} underline="always">
        <Figure label={t('board.unallotted')}>{total.unallottedCount}</Figure>
      </PageLink>
    </Group>
  );
}

function Figure({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Stack gap={0} component="span">
      <Text span size="sm">
        {label}
      </Text>
      <Text span fz={20} fw={600} className="tabular">
        {children}
      </Text>
    </Stack>
  );
}

function Team({ data: { collectors } }: Part): ReactNode {
  const { t } = useTranslation('collecting');
  if (collectors.length === 0)
    return <EmptyState reason="firstRun" sentence={t('board.noMembers')} />;
  const numbers = [
    'cases',
    'untouched',
    'today',
    'reached',
    'kept',
    'recovered',
    'blocked',
  ] as const;
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('board.team') }}>
      <Table fz="sm" miw={760}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('board.member')}</Table.Th>
            {numbers.map((column) => (
              <Table.Th key={column} scope="col" ta="right">
                {t(`board.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {collectors.map((one) => (
            <Table.Tr key={one.officerId}>
              <Table.Td>
                <PageLink
                  to="/collections/queue"
                  search={{ ownerId: one.officerId }}
                  fz="sm"
                  underline="always"
                >
                  {one.name}
                </PageLink>
                <Text size="xs" c="dimmed">
                  {one.levels.map((level) => t(`collections:level.${level}`)).join(' / ')}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{one.caseCount}</Table.Td>
              <Table.Td ta="right">{one.untouchedCount}</Table.Td>
              <Table.Td ta="right">{one.actionsToday}</Table.Td>
              <Table.Td ta="right">
                {one.reachedCount}/{one.attemptCount}
              </Table.Td>
              <Table.Td ta="right">
                {one.keptCount}/{one.judgedCount}
              </Table.Td>
              <Table.Td ta="right">
                <Money value={one.recovered} />
              </Table.Td>
              <Table.Td ta="right">{one.blockedCount}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function Blocks({ data: { blocks } }: Part): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <Stack gap="xs" component="section">
      <Title order={2} fz="md">
        {t('board.blocks')}
      </Title>
      {blocks.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('board.noBlocks')}
        </Text>
      ) : null}
      {blocks.map(({ caseId, number, kind, collectorName, channel, occurredAt, ...block }) => (
        <Group key={`${caseId}/${occurredAt}`} gap="sm">
          <Text size="sm" c="dimmed" component="div">
            <DateText at={occurredAt} />
          </Text>
          <PageLink to="/collections/cases/$caseId" params={{ caseId }} fz="sm" underline="always">
            {number}
          </PageLink>
          <Text size="sm">
            {t(kind === 'blocked' ? 'event.contact_blocked' : 'event.contact_recorded_afterwards')}
          </Text>
          <Text size="sm">{collectorName ?? ''}</Text>
          <Text size="sm">{t(`channel.${channel as 'voice'}`)}</Text>
          <Text size="sm">
            {block.reasonCodes.map((code) => t(`blockedBy.${code as 'quiet_hours'}`)).join(' · ')}
          </Text>
          {block.reason === null ? null : <Text size="sm">{block.reason}</Text>}
        </Group>
      ))}
    </Stack>
  );
}
