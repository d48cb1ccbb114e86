/** The statement between two dates: what moved, and what was owed before and after. */
import { Button, Group, Stack, Table, TextInput } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { WireMoney } from '../../../../domain/money.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { readStatement } from '../../../api/contracts/loans.ts';
import { useRead } from '../../../api/use-read.ts';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Money } from '../../../components/Money.tsx';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { saveCsv } from '../csv.ts';
import type { Loan } from '../loan.ts';
import classes from '../numbers.module.css';
import { Reading } from '../Reading.tsx';
import { useRuleWord } from '../event-words.ts';

type Statement = AnswerOf<typeof readStatement>;
type Line = Statement['lines'][number];

const amounts = ['amount', 'principal', 'interest', 'fee', 'penalty', 'principalAfter'] as const;

export function StatementTab({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const [fromDate, setFrom] = useState(loan.openedDate);
  const [toDate, setTo] = useState(loan.businessDate);
  const { loanId } = loan;
  const query = useRead(readStatement, { params: { loanId }, query: { fromDate, toDate } });
  const wordOf = useRuleWord();
  const save = ({ lines }: Statement) =>
    saveCsv(`${loan.number}-statement.csv`, [
      [t('statement.date'), t('statement.kind'), ...amounts.map((name) => t(`statement.${name}`))],
      ...lines.map((line) => [
        line.effectiveDate,
        wordOf(line.kind),
        ...amounts.map((name) => line[name].amount),
      ]),
    ]);
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm" data-print="hide">
        <TextInput
          type="date"
          label={t('statement.from')}
          value={fromDate}
          onChange={({ currentTarget }) => setFrom(currentTarget.value || loan.openedDate)}
        />
        <TextInput
          type="date"
          label={t('statement.to')}
          max={loan.businessDate}
          value={toDate}
          onChange={({ currentTarget }) => setTo(currentTarget.value || loan.businessDate)}
        />
        <Button
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={query.data === undefined}
          onClick={() => query.data !== undefined && save(query.data)}
        >
          {t('action.csv')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          disabled={query.data === undefined}
          onClick={() => window.print()}
        >
          {t('action.print')}
        </Button>
      </Group>
      <Reading query={query} what={t('tabs.statement')}>
        {(statement) =>
          statement.lines.length === 0 ? (
            <EmptyState reason="none" sentence={t('statement.empty')} />
          ) : (
            <StatementTable statement={statement} />
          )
        }
      </Reading>
    </Stack>
  );
}

function StatementTable({ statement }: { readonly statement: Statement }): ReactNode {
  const { t } = useTranslation('loans');
  const { opening, closing, lines, fromDate, toDate } = statement;
  return (
    <ScrollBox name={t('tabs.statement')}>
      <Table className={classes['table'] ?? ''} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('statement.date')}</Table.Th>
            <Table.Th scope="col">{t('statement.kind')}</Table.Th>
            {amounts.map((name) => (
              <Table.Th key={name} scope="col" className={classes['number'] ?? ''}>
                {t(`statement.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Edge word={t('statement.opening')} date={fromDate} principal={opening.principal} />
          {lines.map((line, index) => (
            <MovedLine key={index} line={line} />
          ))}
          <Edge word={t('statement.closing')} date={toDate} principal={closing.principal} />
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function MovedLine({ line }: { readonly line: Line }): ReactNode {
  const wordOf = useRuleWord();
  return (
    <Table.Tr>
      <Table.Td>
        <DateText date={line.effectiveDate} />
      </Table.Td>
      <Table.Td>{wordOf(line.kind)}</Table.Td>
      {amounts.map((name) => (
        <Table.Td key={name} className={classes['number'] ?? ''}>
          <Money value={line[name]} />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

type EdgeProps = { readonly word: string; readonly date: string; readonly principal: WireMoney };

function Edge({ word, date, principal }: EdgeProps): ReactNode {
  return (
    <Table.Tr className={classes['subtotal'] ?? ''}>
      <Table.Td>
        <DateText date={date} />
      </Table.Td>
      <Table.Td colSpan={6}>{word}</Table.Td>
      <Table.Td className={classes['number'] ?? ''}>
        <Money value={principal} />
      </Table.Td>
    </Table.Tr>
  );
}
