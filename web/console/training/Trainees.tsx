/** For trainers: who has tried and passed what. */
import { ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { listProgress } from '../../api/contracts/training.ts';
import { useRead } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

export function Trainees(): ReactNode {
  const { t } = useTranslation('training');
  const { data, error, refetch } = useRead(listProgress, {});
  if (error !== null && data === undefined)
    return <ErrorState error={error} what={t('trainees')} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <Stack gap="sm" component="section">
      <Title order={2} fz="md">
        {t('trainees')}
      </Title>
      {data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('nobody')}
        </Text>
      ) : (
        <ScrollArea viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('trainees') }}>
          <Table fz="sm" miw={460}>
            <Table.Thead>
              <Table.Tr>
                {(['name', 'exercise', 'tries', 'passedAt'] as const).map((column) => (
                  <Table.Th key={column} scope="col">
                    {t(`column.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map(({ officerId, name, exercise, tryCount, passedAt }) => (
                <Table.Tr key={`${officerId}/${exercise}`}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{t(`exercise.${exercise as 'take_promise'}.title`)}</Table.Td>
                  <Table.Td>{tryCount}</Table.Td>
                  <Table.Td>{passedAt === null ? '—' : <DateText at={passedAt} />}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Stack>
  );
}
