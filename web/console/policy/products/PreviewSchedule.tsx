/** The rows of the preview in a box that scrolls by itself, with what the version in force would ask for. */
import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText } from '../../../components/DateText.tsx';
import { Money } from '../../../components/Money.tsx';
import classes from './products.module.css';
import type { Preview } from './use-preview.ts';
import { useProductWords } from './words.ts';

type Costs = Preview['draft'];
type Props = { readonly draft: Costs; readonly inForce: Costs | null };

const parts = ['principal', 'interest'] as const;

export function PreviewSchedule({ draft, inForce }: Props): ReactNode {
  const { t } = useProductWords();
  const number = classes['number'] ?? '';
  const other = new Map(inForce?.rows.map((row) => [row.number, row]));
  return (
    <Stack gap={4}>
      <div
        className={classes['schedule'] ?? ''}
        tabIndex={0}
        role="region"
        aria-label={t('preview.schedule')}
      >
        <Table verticalSpacing={3} fz="sm">
          <Head isCompared={inForce !== null} />
          <Table.Tbody>
            {draft.rows.map((row) => (
              <Table.Tr key={row.number}>
                <Table.Td>{row.number}</Table.Td>
                <Table.Td>
                  <DateText date={row.dueDate} />
                </Table.Td>
                <Table.Td className={number}>
                  <Money value={row.due} />
                </Table.Td>
                {inForce === null ? null : (
                  <Table.Td className={number}>
                    <Due value={other.get(row.number)?.due} />
                  </Table.Td>
                )}
                {inForce === null
                  ? parts.map((part) => (
                      <Table.Td key={part} className={number}>
                        <Money value={row[part]} />
                      </Table.Td>
                    ))
                  : null}
                <Table.Td className={number}>
                  <Money value={row.balance} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Years draft={draft} />
      {draft.isProvisional ? (
        <Text size="xs" c="dimmed">
          {t('preview.provisional')}
        </Text>
      ) : null}
    </Stack>
  );
}

const compared = ['dueInForce'] as const;
const parted = ['principal', 'interestPart'] as const;

function Head({ isCompared }: { readonly isCompared: boolean }): ReactNode {
  const { t } = useProductWords();
  const number = classes['number'] ?? '';
  // Two amounts due side by side leave no room for the parts of one.
  const named = [
    'number',
    'dueDate',
    'dueAmount',
    ...(isCompared ? compared : parted),
    'balance',
  ] as const;
  return (
    <Table.Thead>
      <Table.Tr>
        {named.map((name, index) => (
          <Table.Th key={name} scope="col" className={index < 2 ? '' : number}>
            {t(`preview.${name}`)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

function Due({ value }: { readonly value: Costs['rows'][number]['due'] | undefined }): ReactNode {
  return value === undefined ? '—' : <Money value={value} />;
}

function Years({ draft }: { readonly draft: Costs }): ReactNode {
  const { t } = useProductWords();
  const number = classes['number'] ?? '';
  return (
    <div
      className={classes['schedule'] ?? ''}
      tabIndex={0}
      role="region"
      aria-label={t('preview.years')}
    >
      <Table verticalSpacing={3} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('preview.years')}</Table.Th>
            <Table.Th scope="col" className={number}>
              {t('preview.dueAmount')}
            </Table.Th>
            {parts.map((part) => (
              <Table.Th key={part} scope="col" className={number}>
                {t(part === 'principal' ? 'preview.principal' : 'preview.interestPart')}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {draft.years.map((year) => (
            <Table.Tr key={year.year}>
              <Table.Th scope="row" fw={400}>
                {t('preview.year', { year: year.year })}
              </Table.Th>
              <Table.Td className={number}>
                <Money value={year.due} />
              </Table.Td>
              {parts.map((part) => (
                <Table.Td key={part} className={number}>
                  <Money value={year[part]} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
