/** Each day's bank, ledger and difference; the day that is open says what makes it. */
import { Button, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listBankDays, listDayItems } from '../../api/contracts/bank-statements.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Money } from '../../components/Money.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { Reading } from '../loans/Reading.tsx';
import { signed } from './matching.ts';
import { reconcileSearch } from './search.ts';

type Day = AnswerOf<typeof listBankDays>['items'][number];
type Item = AnswerOf<typeof listDayItems>['items'][number];

export function BankDays(): ReactNode {
  const { t } = useTranslation('payments');
  const days = useRead(listBankDays, { query: {} });
  return (
    <Reading query={days} what={t('bank.tabs.days')} lines={8}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState reason="none" sentence={t('bank.noDays')} />
        ) : (
          <Days days={items} />
        )
      }
    </Reading>
  );
}

function Days({ days }: { readonly days: readonly Day[] }): ReactNode {
  const { t } = useTranslation('payments');
  const { params, set } = useListParams(reconcileSearch);
  const open = days.find(({ date }) => date === params.day);
  const right = { ta: 'right' } as const;
  return (
    <Stack gap="lg">
      <ScrollBox name={t('bank.tabs.days')}>
        <Table verticalSpacing={6} horizontalSpacing="md" fz="sm" highlightOnHover miw={760}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('bank.day')}</Table.Th>
              <Table.Th scope="col">{t('bank.state')}</Table.Th>
              <Table.Th scope="col" {...right}>
                {t('bank.moneyIn')}
              </Table.Th>
              <Table.Th scope="col" {...right}>
                {t('bank.moneyOut')}
              </Table.Th>
              <Table.Th scope="col" {...right}>
                {t('bank.bankNet')}
              </Table.Th>
              <Table.Th scope="col" {...right}>
                {t('bank.ledgerNet')}
              </Table.Th>
              <Table.Th scope="col" {...right}>
                {t('bank.difference')}
              </Table.Th>
              <Table.Th scope="col">{t('columns.act')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map((day) => (
              <DayRow
                key={`${day.date}${day.bank.currency}`}
                day={day}
                isOpen={day.date === params.day}
                onToggle={() => set({ day: day.date === params.day ? undefined : day.date })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
      {open === undefined ? null : <DayDetail day={open} />}
    </Stack>
  );
}

type RowProps = { readonly day: Day; readonly isOpen: boolean; readonly onToggle: () => void };

function DayRow({ day, isOpen, onToggle }: RowProps): ReactNode {
  const { t } = useTranslation('payments');
  const isUnknown = day.state === 'no_statement';
  return (
    <Table.Tr {...(isOpen ? { bg: 'var(--mantine-color-default-hover)' } : {})}>
      <Table.Th scope="row" fw={500}>
        <DateText date={day.date} />
      </Table.Th>
      <Table.Td>
        <StatusBadge kind="bank_day" status={day.state} />
      </Table.Td>
      <Table.Td>
        <Money block value={isUnknown ? null : day.bankIn} />
      </Table.Td>
      <Table.Td>
        <Money block value={isUnknown ? null : day.bankOut} />
      </Table.Td>
      <Table.Td>
        <Money block value={isUnknown ? null : day.bank} />
      </Table.Td>
      <Table.Td>
        <Money block value={day.ledger} />
      </Table.Td>
      <Table.Td fw={day.state === 'differs' ? 600 : 400}>
        <Money block value={isUnknown ? null : day.difference} />
      </Table.Td>
      <Table.Td>
        {day.state === 'agrees' ? (
          <Text size="sm" c="dimmed">
            —
          </Text>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`${t(isOpen ? 'bank.hideItems' : 'bank.showItems')} ${day.date}`}
            onClick={onToggle}
          >
            {t(isOpen ? 'bank.hideItems' : 'bank.showItems')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function DayDetail({ day }: { readonly day: Day }): ReactNode {
  const { t } = useTranslation('payments');
  const { set } = useListParams(reconcileSearch);
  const items = useRead(listDayItems, { params: { date: day.date } });
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('bank.itemsOf', { date: day.date })}
      </Title>
      {day.openLineCount === 0 ? null : (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => set({ tab: 'lines', day: day.date, state: 'open', page: 1 })}
        >
          {t('bank.toLines', { count: day.openLineCount })}
        </Button>
      )}
      <Reading query={items} what={t('bank.items')} lines={4}>
        {(data) =>
          data.items.length === 0 ? (
            <Text size="sm">{t('bank.noItems')}</Text>
          ) : (
            <Items items={data.items} />
          )
        }
      </Reading>
    </Stack>
  );
}

function Items({ items }: { readonly items: readonly Item[] }): ReactNode {
  const { t } = useTranslation('payments');
  return (
    <ScrollBox name={t('bank.items')}>
      <Table verticalSpacing={6} horizontalSpacing="md" fz="sm" miw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('bank.kind')}</Table.Th>
            <Table.Th scope="col">{t('columns.reference')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('columns.amount')}
            </Table.Th>
            <Table.Th scope="col">{t('columns.loan')}</Table.Th>
            <Table.Th scope="col">{t('bank.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ kind, id, reference, direction, amount, why, ...item }) => (
            <Table.Tr key={id}>
              <Table.Td>{t(`bank.kinds.${kind}`)}</Table.Td>
              <Table.Td>{reference ?? '—'}</Table.Td>
              <Table.Td>
                <Money block sign value={signed(direction, amount)} />
              </Table.Td>
              <Table.Td>
                {item.loanId === null ? (
                  '—'
                ) : (
                  <PageLink to="/loans/$loanId" params={{ loanId: item.loanId }}>
                    {item.loanNumber ?? item.loanId}
                  </PageLink>
                )}
              </Table.Td>
              <Table.Td>
                {t(`bank.whys.${why}`)}{' '}
                {item.otherDate === null ? null : <DateText date={item.otherDate} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
