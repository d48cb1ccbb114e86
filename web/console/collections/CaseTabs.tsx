/** What happened, what was promised, what was tried, and the loans behind the case. */
import { Box, Group, ScrollArea, Stack, Table, Tabs, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useListParams } from '../../app/list-params.ts';
import { PageLink } from '../../app/links.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CollectionCase } from './case.ts';
import { CaseTimeline } from './CaseTimeline.tsx';
import { caseSearch } from './search.ts';

const tabs = ['timeline', 'promises', 'attempts', 'loans'] as const;
type Tab = (typeof tabs)[number];

type Props = { readonly found: CollectionCase };

export function CaseTabs({ found }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const { params, set } = useListParams(caseSearch);
  const open = tabs.find((tab) => tab === params.tab) ?? 'timeline';
  const counts: { readonly [T in Tab]: number | null } = {
    timeline: null,
    promises: found.promises.length,
    attempts: found.attempts.length,
    loans: found.loans.length,
  };
  return (
    <Tabs
      value={open}
      keepMounted={false}
      onChange={(tab) => set({ tab: tab === 'timeline' ? undefined : (tab ?? undefined) })}
    >
      <Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tab.${tab}`)}
            {counts[tab] === null ? null : ` ${counts[tab]}`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="timeline" pt="sm">
        <CaseTimeline caseId={found.caseId} />
      </Tabs.Panel>
      <Tabs.Panel value="promises" pt="sm">
        <Promises found={found} />
      </Tabs.Panel>
      <Tabs.Panel value="attempts" pt="sm">
        <Attempts found={found} />
      </Tabs.Panel>
      <Tabs.Panel value="loans" pt="sm">
        <Loans found={found} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Promises({ found: { promises } }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  if (promises.length === 0) return <Nothing>{t('promise.none')}</Nothing>;
  return (
    <Wide
      name={t('tab.promises')}
      heads={[t('promise.date'), t('promise.amount'), t('promise.taken'), t('promise.fate')]}
    >
      {promises.map((promise) => (
        <Table.Tr key={promise.promiseId}>
          <Table.Td>
            <DateText date={promise.promiseDate} />
          </Table.Td>
          <Table.Td>
            <Money value={promise.amount} block />
          </Table.Td>
          <Table.Td>
            <DateText date={promise.createdDate} />
          </Table.Td>
          <Table.Td>
            <Group gap={6} wrap="nowrap">
              <StatusBadge kind="promise" status={promise.status} />
              {promise.judgedDate === null ? null : <DateText date={promise.judgedDate} />}
            </Group>
          </Table.Td>
        </Table.Tr>
      ))}
    </Wide>
  );
}

function Attempts({ found: { attempts } }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  if (attempts.length === 0) return <Nothing>{t('attempt.none')}</Nothing>;
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {attempts.map((attempt) => (
        <Box component="li" key={attempt.contactAttemptId}>
          <Group gap={8}>
            <Text size="sm" c="dimmed" component="div">
              <DateText at={attempt.attemptedAt} />
            </Text>
            <Text size="sm">{t(`channel.${attempt.channel}`)}</Text>
            <Text size="sm">{t(`subject.${attempt.subject}`)}</Text>
            <Text size="sm" fw={500}>
              {attempt.result === null
                ? t(`outcome.${attempt.outcome}`)
                : t(`result.${attempt.result}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {attempt.collectorName ?? ''}
            </Text>
          </Group>
          {attempt.note === null ? null : <Text size="sm">{attempt.note}</Text>}
        </Box>
      ))}
    </Stack>
  );
}

function Loans({ found: { loans } }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <Wide
      name={t('tab.loans')}
      heads={[
        t('columns.number'),
        t('columns.overdue'),
        t('columns.daysPastDue'),
        t('columns.oldestDueDate'),
        t('columns.status'),
      ]}
    >
      {loans.map((loan) => (
        <Table.Tr key={loan.loanId}>
          <Table.Td>
            <PageLink to="/loans/$loanId" params={{ loanId: loan.loanId }} className="tabular">
              {loan.number}
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Money value={loan.overdue} block />
          </Table.Td>
          <Table.Td className="tabular">{loan.daysPastDue}</Table.Td>
          <Table.Td>
            {loan.oldestDueDate === null ? '—' : <DateText date={loan.oldestDueDate} />}
          </Table.Td>
          <Table.Td>
            <StatusBadge kind="loan" status={loan.status} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Wide>
  );
}

type WideProps = {
  readonly name: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
};

function Wide({ name, heads, children }: WideProps): ReactNode {
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': name }}>
      <Table fz="sm" verticalSpacing={6} miw={460}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head} scope="col" fw={500}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function Nothing({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Text size="sm" c="dimmed" py="md">
      {children}
    </Text>
  );
}
