/** The table of bands and grades, walked by arrows; Enter opens a cell, Ctrl or ⌘ with C and V copies its tier. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import {
  riskGrades,
  type AmountBand,
  type MatrixContent,
  type MatrixRow,
  type RiskGrade,
} from '../../../../domain/approval/matrix.ts';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { useBandText } from './band-text.ts';
import { bandsOf, rowsAt, type Slice } from './grid.ts';
import { hoursOf, usePathWords } from './path-text.ts';
import classes from './tiers.module.css';

export type Cell = { readonly band: AmountBand; readonly grade: RiskGrade };

type Props = {
  readonly content: MatrixContent;
  readonly slice: Slice;
  /** Rows that a finding names. */
  readonly flagged: ReadonlySet<string>;
  /** Cells that would take another path than today. */
  readonly isChanged: (cell: Cell) => boolean;
  readonly onOpen: (cell: Cell) => void;
  /** The copied tier goes into this cell; undefined where nothing may be written. */
  readonly onPaste?: (cell: Cell, tier: string | null) => void;
  readonly onBand?: (band: AmountBand) => void;
  readonly onAddBand?: () => void;
};

export function MatrixGrid(props: Props): ReactNode {
  const { content, slice, onBand, onAddBand } = props;
  const { t } = useTranslation('policy');
  const bandText = useBandText();
  const bands = bandsOf(content, slice);
  const keys = useGridKeys(props, bands);
  return (
    <Stack gap="xs">
      <ScrollBox name={t('grid.name')}>
        <table
          ref={keys.table}
          className={classes.grid}
          role="grid"
          aria-label={t('grid.name')}
          onKeyDown={keys.onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col">{t('grid.corner')}</th>
              {riskGrades.map((grade) => (
                <th key={grade} scope="col">
                  {t('grid.grade', { grade })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bands.map((band, row) => (
              <tr key={band.from}>
                <th scope="row">
                  {onBand === undefined ? (
                    bandText(band)
                  ) : (
                    <button type="button" className={classes.band} onClick={() => onBand(band)}>
                      {bandText(band)}
                    </button>
                  )}
                </th>
                {riskGrades.map((grade, column) => (
                  <GridCell
                    key={grade}
                    {...props}
                    cell={{ band, grade }}
                    label={`${bandText(band)} × ${grade}`}
                    place={`${row}-${column}`}
                    isCurrent={keys.current === `${row}-${column}`}
                    onFocus={() => keys.setCurrent(`${row}-${column}`)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <Group justify="space-between">
        {onAddBand === undefined ? null : (
          <Button size="xs" variant="default" onClick={onAddBand}>
            {t('band.add')}
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {t(onBand === undefined ? 'grid.keysReader' : 'grid.keys')}
        </Text>
      </Group>
    </Stack>
  );
}

type CellProps = Props & {
  readonly cell: Cell;
  readonly label: string;
  readonly place: string;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
};

function GridCell({ content, slice, flagged, isChanged, cell, ...rest }: CellProps): ReactNode {
  const { t } = useTranslation('policy');
  const rows = rowsAt(content, slice, cell.band, cell.grade);
  const isFlagged = rows.length === 0 || rows.some(({ rowId }) => flagged.has(rowId));
  return (
    <td
      role="gridcell"
      data-place={rest.place}
      data-flagged={isFlagged || undefined}
      data-declined={rows.some(({ tier }) => tier === null) || undefined}
      tabIndex={rest.isCurrent ? 0 : -1}
      onFocus={rest.onFocus}
      onClick={() => rest.onOpen(cell)}
    >
      <span className={classes.cellLabel}>{rest.label}</span>
      {rows.length === 0 ? (
        <Text size="sm" component="span" className={classes.gap}>
          <IconAlertTriangle size={14} aria-hidden /> {t('grid.gap')}
        </Text>
      ) : null}
      {rows.map((row) => (
        <RowInCell key={row.rowId} content={content} row={row} isAlone={rows.length === 1} />
      ))}
      {isChanged(cell) ? (
        <Badge size="xs" variant="light" color="blue" radius="sm" tt="none">
          {t('grid.changed')}
        </Badge>
      ) : null}
    </td>
  );
}

type RowProps = {
  readonly content: MatrixContent;
  readonly row: MatrixRow;
  readonly isAlone: boolean;
};

function RowInCell({ content, row, isAlone }: RowProps): ReactNode {
  const { t } = useTranslation('policy');
  const { pathText } = usePathWords();
  const tier = content.tiers.find((one) => one.tier === row.tier);
  return (
    <span className={classes.path}>
      <span className={classes.tier}>
        {row.tier ?? t('grid.declined')}
        {tier === undefined ? null : (
          <span className={classes.hours}>{t('grid.hours', { hours: hoursOf(tier) })}</span>
        )}
      </span>
      {tier === undefined ? null : <span className={classes.stages}>{pathText(tier)}</span>}
      {isAlone ? null : <span className={classes.stages}>{row.rowId}</span>}
    </span>
  );
}

/** One cell is in the tab order; arrows move it, Home and End go to the ends of the row. */
function useGridKeys(props: Props, bands: readonly AmountBand[]) {
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState('0-0');
  const [copied, setCopied] = useState<string | null | undefined>(undefined);
  const [row = 0, column = 0] = current.split('-').map(Number);
  const lastRow = bands.length - 1;
  const lastColumn = riskGrades.length - 1;
  const focus = (toRow: number, toColumn: number) => {
    const place = `${clamp(toRow, lastRow)}-${clamp(toColumn, lastColumn)}`;
    setCurrent(place);
    table.current?.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus();
  };
  const cellHere = (): Cell => ({ band: bands[row]!, grade: riskGrades[column]! });
  const copyOrPaste = (key: string): boolean => {
    const cell = cellHere();
    if (key === 'c') {
      const [first] = rowsAt(props.content, props.slice, cell.band, cell.grade);
      if (first === undefined || window.getSelection()?.isCollapsed === false) return false;
      setCopied(first.tier);
      return true;
    }
    if (key !== 'v' || copied === undefined || props.onPaste === undefined) return false;
    props.onPaste(cell, copied);
    return true;
  };
  const moves: Readonly<Record<string, () => void>> = {
    ArrowUp: () => focus(row - 1, column),
    ArrowDown: () => focus(row + 1, column),
    ArrowLeft: () => focus(row, column - 1),
    ArrowRight: () => focus(row, column + 1),
    Home: () => focus(row, 0),
    End: () => focus(row, lastColumn),
    Enter: () => props.onOpen(cellHere()),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['place'] === undefined)
      return;
    if (event.ctrlKey || event.metaKey) {
      if (copyOrPaste(event.key.toLowerCase())) event.preventDefault();
      return;
    }
    const move = moves[event.key];
    if (move === undefined || event.altKey) return;
    event.preventDefault();
    move();
  };
  const shown = row > lastRow ? `0-${column}` : current;
  return { table, current: shown, setCurrent, onKeyDown };
}

function clamp(value: number, last: number): number {
  return Math.min(Math.max(value, 0), last);
}
