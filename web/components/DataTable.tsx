import 'mantine-datatable/styles.css';
import { Box, Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { DataTable as Grid } from 'mantine-datatable';
import { useMemo, useRef, type MouseEvent, type ReactNode } from 'react';
import { ColumnMenu } from './ColumnMenu.tsx';
import { arrangeColumns, type Column, type ColumnChoice } from './columns.ts';
import classes from './DataTable.module.css';
import { ErrorState } from './ErrorState.tsx';
import { toGridColumn } from './grid-column.tsx';
import { ListFooter } from './ListFooter.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { TableSkeleton } from './skeletons.tsx';
import { useHeaderRoles } from './header-roles.ts';
import { useTableKeys } from './use-table-keys.ts';
import { useWords } from './words.ts';

export type PageOfRows<Row> = {
  readonly items: readonly Row[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly asOf: string;
};

/** As `useRead` gives it. */
export type RowsQuery<Row> = {
  readonly data: PageOfRows<Row> | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
};

/** Where one stands in the list, from its address. */
export type ListPlace = {
  readonly page: number;
  readonly size: number;
  readonly sort: string | undefined;
  /** The row the keys stand on. */
  readonly sel: string | undefined;
};

export type RowSelection<Row> = {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
  readonly isSelectable?: (row: Row) => boolean;
  /** Sum and bulk buttons, beside the count. */
  readonly actions?: ReactNode;
};

export type DataTableProps<Row> = {
  /** What the table lists, for a screen reader and for errors. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly query: RowsQuery<Row>;
  readonly rowId: (row: Row) => string;
  /** The number or name a row is called by. */
  readonly rowName: (row: Row) => string;
  readonly place: ListPlace;
  readonly onPlace: (changes: Partial<ListPlace>) => void;
  readonly onOpen?: (row: Row) => void;
  /** The keys rest on a row: the moment to fetch its record ahead. */
  readonly onRest?: (row: Row) => void;
  readonly selection?: RowSelection<Row>;
  /** The reader's choice of columns; null for the page's own. */
  readonly choice?: ColumnChoice | null;
  readonly onChoice?: (choice: ColumnChoice | null) => void;
  /** Starts the job that exports the filtered set. */
  readonly onExport?: () => void;
  /** The filters of the list, given the buttons for columns and export to stand in their line. */
  readonly toolbar?: (tools: ReactNode) => ReactNode;
  readonly isMuted?: (row: Row) => boolean;
  /** Why there are no rows. */
  readonly empty: ReactNode;
  readonly maxHeight?: number | string;
};

const SKELETON_ROWS = 10;
const ROW_PX = 32;

/** A list of the server's pages: real header buttons, keys, choice of columns; every state keeps its room. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, columns, query, choice = null, onChoice, onExport, toolbar } = props;
  const { t } = useWords();
  const arranged = useMemo(() => arrangeColumns(columns, choice), [columns, choice]);
  const columnMenu =
    onChoice === undefined ? null : <ColumnMenu arranged={arranged} onChoice={onChoice} />;
  const tools =
    onExport === undefined ? (
      columnMenu
    ) : (
      <>
        {columnMenu}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-keyshortcuts="e"
          onClick={onExport}
        >
          {t('table.export')}
        </Button>
      </>
    );
  return (
    <Box>
      {toolbar !== undefined ? (
        <Box mb="sm">{toolbar(tools)}</Box>
      ) : tools === null ? null : (
        <Group gap="xs" justify="flex-end" mb={6} data-print="hide">
          {tools}
        </Group>
      )}
      {query.data === undefined ? (
        <Missing query={query} name={name} />
      ) : (
        <Rows
          {...props}
          data={query.data}
          shown={arranged.filter(({ isShown }) => isShown).map(({ column }) => column)}
        />
      )}
    </Box>
  );
}

/** Before the first answer, or instead of it. */
function Missing<Row>({ query, name }: Pick<DataTableProps<Row>, 'query' | 'name'>) {
  const hasFailed = query.error !== null && query.error !== undefined;
  return (
    <Box className={classes.frame ?? ''} mih={(SKELETON_ROWS + 1) * ROW_PX}>
      {hasFailed ? (
        <Box p="md">
          <ErrorState error={query.error} what={name} onRetry={() => void query.refetch()} />
        </Box>
      ) : (
        <TableSkeleton rows={SKELETON_ROWS} rowHeight={ROW_PX} />
      )}
    </Box>
  );
}

type RowsProps<Row> = DataTableProps<Row> & {
  readonly data: PageOfRows<Row>;
  readonly shown: readonly Column<Row>[];
};

function Rows<Row>(props: RowsProps<Row>) {
  const { data, query, place, onPlace, selection, empty, name } = props;
  const hasFailed = query.error !== null && query.error !== undefined;
  return (
    <>
      {hasFailed ? (
        <Box mb="xs">
          <ErrorState error={query.error} what={name} onRetry={() => void query.refetch()} />
        </Box>
      ) : null}
      <Box className={classes.frame ?? ''} aria-busy={query.isFetching}>
        {data.items.length === 0 ? (
          <Box mih={(SKELETON_ROWS + 1) * ROW_PX}>{empty}</Box>
        ) : (
          <RowGrid {...props} />
        )}
        <ListFooter
          page={place.page}
          size={place.size}
          total={data.total}
          asOf={data.asOf}
          isUpdating={query.isFetching}
          onPage={(page) => onPlace({ page })}
          onSize={(size) => onPlace({ size, page: 1 })}
        />
      </Box>
      {selection === undefined ? null : <SelectionBar selection={selection} />}
    </>
  );
}

function RowGrid<Row>(props: RowsProps<Row>) {
  const { name, data, shown, rowId, place, onPlace, onOpen, isMuted, maxHeight } = props;
  const { t } = useWords();
  const table = useRef<HTMLTableElement | null>(null);
  const viewport = useMemo(() => ({ tabIndex: 0, role: 'region', 'aria-label': name }), [name]);
  const lastSelected = useTableKeys(props);
  useHeaderRoles(table, shown, place.sort, name);
  const records = useMemo(() => [...data.items], [data.items]);
  const words = { sort: t('table.sortBy'), copy: t('copy') };
  return (
    <Grid<Row>
      tableRef={(element) => {
        table.current = element;
      }}
      columns={shown.map((column) =>
        toGridColumn(column, {
          sort: place.sort,
          onSort: (sort) => onPlace({ sort, page: 1 }),
          words,
        }),
      )}
      records={records}
      idAccessor={rowId}
      minHeight={Math.min(SKELETON_ROWS, place.size) * ROW_PX}
      maxHeight={maxHeight ?? 'max(360px, calc(100dvh - 260px))'}
      scrollAreaProps={{ viewportProps: viewport, type: 'auto', offsetScrollbars: 'present' }}
      withTableBorder={false}
      highlightOnHover
      horizontalSpacing="xs"
      verticalSpacing={0}
      fz="sm"
      noRecordsText=""
      className={classes.grid ?? ''}
      rowClassName={(row) => (isMuted?.(row) === true ? (classes.muted ?? '') : '')}
      customRowAttributes={(row) => ({
        'data-row': rowId(row),
        'data-current': rowId(row) === place.sel || undefined,
        'aria-current': rowId(row) === place.sel || undefined,
      })}
      {...(onOpen === undefined
        ? {}
        : {
            onRowClick: ({ event, record }: { event: MouseEvent; record: Row }) => {
              if (isOnControl(event)) return;
              onPlace({ sel: rowId(record) });
              onOpen(record);
            },
          })}
      {...selectionProps(props, lastSelected, t)}
    />
  );
}

/** A click on a button, link or check box in a row is not a click on the row, nor is selecting text. */
function isOnControl(event: MouseEvent): boolean {
  const isControl =
    event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
  return isControl || window.getSelection()?.isCollapsed === false;
}

function selectionProps<Row>(
  { selection, data, rowId, rowName }: RowsProps<Row>,
  lastSelected: { current: string | null },
  t: ReturnType<typeof useWords>['t'],
) {
  if (selection === undefined) return {};
  const { ids, onChange, isSelectable } = selection;
  const onPage = new Set(data.items.map(rowId));
  const others = [...ids].filter((id) => !onPage.has(id));
  return {
    selectedRecords: data.items.filter((row) => ids.has(rowId(row))),
    onSelectedRecordsChange: (rows: Row[]) => {
      lastSelected.current = rows.length === 0 ? null : rowId(rows.at(-1) as Row);
      onChange(new Set([...others, ...rows.map(rowId)]));
    },
    ...(isSelectable === undefined ? {} : { isRecordSelectable: isSelectable }),
    selectionCheckboxProps: { size: 'xs' as const },
    getRecordSelectionCheckboxProps: (row: Row) => ({
      size: 'xs' as const,
      'aria-label': t('table.selectRow', { name: rowName(row) }),
    }),
    allRecordsSelectionCheckboxProps: { size: 'xs' as const, 'aria-label': t('table.selectAll') },
  };
}
