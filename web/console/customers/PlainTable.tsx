/** A short table inside a tab, with its own waiting, failing and empty states. */
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';

export type PlainColumn<Row> = {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly render: (row: Row) => ReactNode;
};

export type PlainTableProps<Row> = {
  readonly name: string;
  readonly query: {
    readonly data: { readonly items: readonly Row[] } | undefined;
    readonly error: unknown;
    readonly isError: boolean;
    readonly refetch: () => unknown;
  };
  readonly columns: readonly PlainColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly none: string;
};

const ROWS = 4;
const ROW_PX = 36;

export function PlainTable<Row>(props: PlainTableProps<Row>): ReactNode {
  const { name, query, columns, rowId, none } = props;
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} what={name} onRetry={() => void query.refetch()} />
    ) : (
      <TableSkeleton rows={ROWS} rowHeight={ROW_PX} />
    );
  }
  if (query.data.items.length === 0) return <EmptyState reason="none" sentence={none} />;
  return (
    <ScrollBox name={name}>
      <Table verticalSpacing={6} miw={560} aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, isNumber = false }) => (
              <Table.Th key={title} scope="col" ta={isNumber ? 'right' : 'left'}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {query.data.items.map((row) => (
            <Table.Tr key={rowId(row)}>
              {columns.map(({ title, isNumber = false, render }) => (
                <Table.Td key={title} ta={isNumber ? 'right' : 'left'}>
                  {render(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
