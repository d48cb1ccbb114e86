/** The entries of a loan in the books, each with its debits and credits. */
import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../../api/contract.ts';
import { listAccounts, listEntries } from '../../../api/contracts/loans.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Money } from '../../../components/Money.tsx';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { useRuleWord } from '../event-words.ts';
import type { Loan } from '../loan.ts';
import classes from '../numbers.module.css';
import { Reading } from '../Reading.tsx';

type Entry = AnswerOf<typeof listEntries>['items'][number];

export function AccountingTab({ loan }: { readonly loan: Loan }): ReactNode {
  const { t, i18n } = useTranslation('loans');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const query = useRead(listEntries, {
    params: { loanId: loan.loanId },
    query: { size: 50, ...(cursor === undefined ? {} : { cursor }) },
  });
  const accounts = useRead(listAccounts, {}, { staleMs: STALE_MS.reference });
  const nameOf = (code: string) => {
    const account = accounts.data?.items.find(({ accountCode }) => accountCode === code);
    if (account === undefined) return code;
    return `${code} ${i18n.language === 'en' ? account.name : account.nameZh}`;
  };
  return (
    <Reading query={query} what={t('tabs.accounting')}>
      {({ items, next }) => (
        <Stack gap="sm">
          {items.length === 0 ? (
            <EmptyState reason="none" sentence={t('accounting.none')} />
          ) : (
            <EntryTable items={items} nameOf={nameOf} />
          )}
          <Group gap="xs">
            {cursors.length === 0 ? null : (
              <Button size="xs" variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
                {t('accounting.earlier')}
              </Button>
            )}
            {next === null ? null : (
              <Button size="xs" variant="default" onClick={() => setCursors([...cursors, next])}>
                {t('accounting.later')}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Reading>
  );
}

type TableProps = {
  readonly items: readonly Entry[];
  readonly nameOf: (accountCode: string) => string;
};

function EntryTable({ items, nameOf }: TableProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <ScrollBox name={t('tabs.accounting')}>
      <Table className={classes['table'] ?? ''} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('accounting.effective')}</Table.Th>
            <Table.Th scope="col">{t('accounting.posted')}</Table.Th>
            <Table.Th scope="col">{t('accounting.rule')}</Table.Th>
            <Table.Th scope="col">{t('accounting.account')}</Table.Th>
            <Table.Th scope="col" className={classes['number'] ?? ''}>
              {t('accounting.debit')}
            </Table.Th>
            <Table.Th scope="col" className={classes['number'] ?? ''}>
              {t('accounting.credit')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((entry) => (
            <EntryRows key={entry.entryId} entry={entry} nameOf={nameOf} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

type RowsProps = { readonly entry: Entry; readonly nameOf: (accountCode: string) => string };

function EntryRows({ entry, nameOf }: RowsProps): ReactNode {
  const { t } = useTranslation('loans');
  const word = useRuleWord()(entry.rule);
  return entry.postings.map(({ accountCode, side, amount }, index) => (
    <Table.Tr key={index}>
      {index > 0 ? (
        <Table.Td colSpan={3} />
      ) : (
        <>
          <Table.Td>
            <DateText date={entry.effectiveDate} />
          </Table.Td>
          <Table.Td>
            <DateText date={entry.postedDate} />
          </Table.Td>
          <Table.Td>
            {word}
            {entry.reversesEntryId === null ? null : (
              <Text span size="xs" c="dimmed">
                {' '}
                {t('accounting.reversal')}
              </Text>
            )}
          </Table.Td>
        </>
      )}
      <Table.Td>{nameOf(accountCode)}</Table.Td>
      <Table.Td className={classes['number'] ?? ''}>
        {side === 'debit' ? <Money value={amount} /> : ''}
      </Table.Td>
      <Table.Td className={classes['number'] ?? ''}>
        {side === 'credit' ? <Money value={amount} /> : ''}
      </Table.Td>
    </Table.Tr>
  ));
}
