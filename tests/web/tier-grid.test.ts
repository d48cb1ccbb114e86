/** Cutting and joining rows of a matrix: whatever is edited, every other cell keeps its tier. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { riskGrades, type MatrixContent } from '../../domain/approval/matrix.ts';
import {
  assign,
  bandsOf,
  moveLimit,
  removeTiers,
  replaceRow,
  rowsAt,
  splitAt,
  type Slice,
} from '../../web/console/policy/tiers/grid.ts';

const file = new URL('../../db/seed/matrix-retail-cn.json', import.meta.url);
const matrix = JSON.parse(readFileSync(file, 'utf8')) as MatrixContent;
const persons: Slice = { product: 'consumer', customerType: 'person' };
const slices = ['consumer', 'business'].flatMap((product) =>
  (['person', 'company'] as const).map((customerType): Slice => ({ product, customerType })),
);
const band = { from: '50000.00', to: '200000.00' };
const box = {
  amount: band,
  riskGrades: ['B'] as const,
  products: ['consumer'],
  customerTypes: ['person'] as const,
};

/** The tier of every cell of every slice, by the bands of the matrix before any edit. */
function cellsOf(content: MatrixContent): Record<string, string> {
  const cells = slices.flatMap((slice) =>
    bandsOf(matrix, slice).flatMap((one) =>
      riskGrades.map((grade) => {
        const name = `${slice.product} ${slice.customerType} ${one.from} ${grade}`;
        const tiers = rowsAt(content, slice, one, grade).map(({ tier }) => tier ?? 'declined');
        return [name, tiers.join()] as const;
      }),
    ),
  );
  return Object.fromEntries(cells);
}

test('assign() changes the one cell and no other', () => {
  const edited = assign(matrix, box, 'T5');
  const expected = { ...cellsOf(matrix), 'consumer person 50000.00 B': 'T5' };
  expect(cellsOf(edited)).toEqual(expected);
  const names = edited.rows.map(({ rowId }) => rowId);
  expect(new Set(names).size).toBe(names.length);
});

test('assign() back and forth leaves every cell as it was', () => {
  const back = assign(assign(matrix, box, null), box, 'T2');
  expect(cellsOf(back)).toEqual(cellsOf(matrix));
});

test('assign() fills a gap with a row of its own', () => {
  const rows = matrix.rows.filter(({ rowId }) => rowId !== 'ab-2');
  const filled = assign({ ...matrix, rows }, box, 'T2');
  expect(rowsAt(filled, persons, band, 'B').map(({ tier }) => tier)).toEqual(['T2']);
  expect(rowsAt(filled, persons, band, 'A')).toEqual([]);
});

test('splitAt() cuts a band in two with the same tiers', () => {
  const split = splitAt(matrix, persons, '100000.00');
  expect(bandsOf(split, persons).map(({ from }) => from)).toContain('100000.00');
  const upper = { from: '100000.00', to: '200000.00' };
  expect(rowsAt(split, persons, upper, 'A').map(({ tier }) => tier)).toEqual(['T2']);
});

test('moveLimit() moves both bands that meet there', () => {
  const moved = moveLimit(matrix, persons, '50000.00', '80000.00');
  const bands = bandsOf(moved, persons).map(({ from }) => from);
  expect([bands.includes('50000.00'), bands.includes('80000.00')]).toEqual([false, true]);
  for (const one of bandsOf(moved, persons))
    expect(rowsAt(moved, persons, one, 'A')).toHaveLength(1);
});

test('removeTiers() takes the rows that give them along, and no other cell changes', () => {
  const expected = Object.entries(cellsOf(matrix)).map(([name, tier]) => [
    name,
    tier === 'T5' ? '' : tier,
  ]);
  const left = removeTiers(matrix, ['T5']);
  expect(cellsOf(left)).toEqual(Object.fromEntries(expected));
  expect(left.tiers.map(({ tier }) => tier)).not.toContain('T5');
});

test('replaceRow() without another row leaves its cells to nobody', () => {
  const left = replaceRow(matrix, 'ab-2', null);
  expect(rowsAt(left, persons, band, 'B')).toEqual([]);
  expect(left.rows).toHaveLength(matrix.rows.length - 1);
});
