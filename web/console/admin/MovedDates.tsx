/** The days of a year that change, and the unpaid due dates that move with them. */
import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { previewYear } from '../../api/contracts/calendar.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { DateText } from '../../components/DateText.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

export function MovedDates({
  effect,
}: {
  readonly effect: AnswerOf<typeof previewYear>;
}): ReactNode {
  const { t } = useTranslation('admin');
  const { changedDates, loanCount, dueDateCount, moved } = effect;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {t('calendar.changedDays', { count: changedDates.length })}
        {changedDates.length === 0 ? null : (
          <Text span c="dimmed" className="tabular" ms="xs">
            {changedDates.join(t('components:listSeparator'))}
          </Text>
        )}
      </Text>
      <Text size="sm" fw={600}>
        {dueDateCount === 0
          ? t('calendar.movesNothing')
          : t('calendar.moves', { count: dueDateCount, loans: loanCount })}
      </Text>
      {moved.length === 0 ? null : (
        <ScrollBox name={t('calendar.movedTable')}>
          <Table miw={460} maw={640} fz="sm">
            <Table.Thead>
              <Table.Tr>
                {(['loan', 'installment', 'from', 'to'] as const).map((column) => (
                  <Table.Th key={column} scope="col">
                    {t(`calendar.column.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="tabular">
              {moved.map(({ loanNumber, installmentNumber, fromDate, toDate }) => (
                <Table.Tr key={`${loanNumber}/${installmentNumber}`}>
                  <Table.Td>{loanNumber}</Table.Td>
                  <Table.Td>{installmentNumber}</Table.Td>
                  <Table.Td>
                    <DateText date={fromDate} />
                  </Table.Td>
                  <Table.Td>
                    <DateText date={toDate} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollBox>
      )}
      {moved.length < dueDateCount ? (
        <Text size="xs" c="dimmed">
          {t('calendar.firstOnly', { count: moved.length })}
        </Text>
      ) : null}
    </Stack>
  );
}
