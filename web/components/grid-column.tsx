/** One column in the kit's form: a real button in a header that sorts, numbers to the right, copying where asked for. */
import { ActionIcon, CopyButton, UnstyledButton } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowsSort,
  IconArrowUp,
  IconCheck,
  IconCopy,
} from '@tabler/icons-react';
import type { DataTableColumn } from 'mantine-datatable';
import { nextSort, readSort, type Column } from './columns.ts';
import classes from './DataTable.module.css';

type HeaderParts = {
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly words: { readonly sort: string; readonly copy: string };
};

export function toGridColumn<Row>(column: Column<Row>, parts: HeaderParts): DataTableColumn<Row> {
  const { key, align = 'left', width, total } = column;
  return {
    accessor: key,
    title: <Header column={column} {...parts} />,
    textAlign: align,
    ...(width === undefined ? {} : { width }),
    noWrap: true,
    cellsClassName: classes.cell ?? '',
    titleClassName: classes.title ?? '',
    render: (row) => <Cell column={column} row={row} copyWord={parts.words.copy} />,
    ...(total === undefined ? {} : { footer: total, footerClassName: classes.total ?? '' }),
  };
}

type HeaderProps<Row> = HeaderParts & { readonly column: Column<Row> };

function Header<Row>({ column, sort, onSort, words }: HeaderProps<Row>) {
  const { key, title, sortable = false } = column;
  const order = readSort(sort);
  const isSorted = order?.key === key;
  const OrderIcon = !isSorted ? IconArrowsSort : order.isDescending ? IconArrowDown : IconArrowUp;
  if (!sortable) return <span data-column={key}>{title}</span>;
  return (
    <UnstyledButton
      data-column={key}
      data-sorted={isSorted || undefined}
      className={classes.sort ?? ''}
      title={`${words.sort} ${title}`}
      onClick={() => onSort(nextSort(sort, key))}
    >
      {title}
      <OrderIcon size={13} stroke={2} aria-hidden />
    </UnstyledButton>
  );
}

type CellProps<Row> = {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly copyWord: string;
};

function Cell<Row>({ column, row, copyWord }: CellProps<Row>) {
  const { render, copyText } = column;
  if (copyText === undefined) return <>{render(row)}</>;
  const text = copyText(row);
  return (
    <span className={classes.copy ?? ''}>
      {render(row)}
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon size={24} variant="subtle" aria-label={`${copyWord} ${text}`} onClick={copy}>
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
