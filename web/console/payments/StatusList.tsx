/** What every list of the desk looks like: title, filter by status, table, and why it is empty. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHeader } from '../../app/PageHeader.tsx';
import type { Column } from '../../components/columns.ts';
import {
  DataTable,
  type ListPlace,
  type RowSelection,
  type RowsQuery,
} from '../../components/DataTable.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

type Props<Row> = {
  readonly title: string;
  /** What is done here, in a sentence. */
  readonly hint: string;
  readonly actions?: ReactNode;
  readonly states: readonly { readonly value: string; readonly label: string }[];
  readonly params: ListPlace & { readonly status?: string | undefined };
  readonly set: (changes: never) => void;
  readonly clear: () => void;
  readonly isFiltered: boolean;
  readonly query: RowsQuery<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly empty: string;
  readonly selection?: RowSelection<Row>;
  /** The work on one row, above the list. */
  readonly children?: ReactNode;
};

export function StatusList<Row>(props: Props<Row>): ReactNode {
  const { title, hint, actions, states, params, clear, isFiltered, query, children } = props;
  const set = props.set as unknown as (changes: Readonly<Record<string, unknown>>) => void;
  const { t } = useTranslation('payments');
  return (
    <Stack gap="md">
      <PageHeader title={title} actions={actions} />
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
      {children}
      {states.length === 0 ? null : (
        <FilterBar
          fields={[{ name: 'status', kind: 'choice', label: t('list.status'), options: states }]}
          values={{ status: params.status }}
          onChange={set}
          onClear={clear}
          {...(query.data === undefined ? {} : { resultCount: query.data.total })}
        />
      )}
      <DataTable<Row>
        name={title}
        columns={props.columns}
        query={query}
        rowId={props.rowId}
        rowName={props.rowName}
        place={params}
        onPlace={set}
        {...(props.onOpen === undefined ? {} : { onOpen: props.onOpen })}
        {...(props.selection === undefined ? {} : { selection: props.selection })}
        empty={<NoRows isFiltered={isFiltered} onClear={clear} sentence={props.empty} />}
      />
    </Stack>
  );
}
