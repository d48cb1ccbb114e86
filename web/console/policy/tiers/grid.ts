/**
 * A matrix as the table people read: bands of amounts down, grades across, for one product and kind of customer. It
 * only cuts and joins rows; whether the result covers everything is for the API's validation to say.
 */
import type {
  AmountBand,
  CustomerType,
  MatrixContent,
  MatrixRow,
  RiskGrade,
} from '../../../../domain/approval/matrix.ts';
import { compareAmounts } from '../../../components/money-text.ts';

export type Slice = { readonly product: string; readonly customerType: CustomerType };

/** A piece of the table: what an edit is about. */
export type Box = Pick<MatrixRow, 'amount' | 'riskGrades' | 'products' | 'customerTypes'>;

/** Every amount at which some row of the slice begins or ends makes a band; the last one is open. */
export function bandsOf({ rows }: MatrixContent, slice: Slice): readonly AmountBand[] {
  const points = new Set(['0.00']);
  for (const row of rows.filter((one) => isOfSlice(one, slice))) {
    points.add(row.amount.from);
    if (row.amount.to !== null) points.add(row.amount.to);
  }
  const sorted = [...points].toSorted(compareAmounts);
  const distinct = sorted.filter(
    (point, index) => index === 0 || compareAmounts(sorted[index - 1]!, point) !== 0,
  );
  return distinct.map((from, index) => ({ from, to: distinct[index + 1] ?? null }));
}

/** None is a gap; several share the cell by branch, security or exceptions, or overlap. */
export function rowsAt(
  { rows }: MatrixContent,
  slice: Slice,
  band: AmountBand,
  grade: RiskGrade,
): readonly MatrixRow[] {
  return rows.filter(
    (row) => isOfSlice(row, slice) && row.riskGrades.includes(grade) && overlaps(row.amount, band),
  );
}

export function isOfSlice(row: MatrixRow, { product, customerType }: Slice): boolean {
  return row.products.includes(product) && row.customerTypes.includes(customerType);
}

/** Gives the box this tier: rows in it are cut, and where none is, one is written. */
export function assign(content: MatrixContent, box: Box, tier: string | null): MatrixContent {
  const kept: MatrixRow[] = [];
  const made: MatrixRow[] = [];
  for (const row of content.rows) {
    const inside = intersection(row, box);
    if (inside === null || row.tier === tier) {
      kept.push(row);
      continue;
    }
    const [first, ...others] = remainder(row, box);
    if (first !== undefined) kept.push({ ...row, ...first });
    kept.push(...others.map((piece) => ({ ...row, ...piece, rowId: '' })));
    made.push({ ...row, ...inside, tier, rowId: first === undefined ? row.rowId : '' });
  }
  const isGap = content.rows.every((row) => intersection(row, box) === null);
  const currency = content.rows[0]?.currency ?? 'CNY';
  if (isGap) made.push({ rowId: '', currency, ...box, tier });
  return { ...content, rows: named(joined([...kept, ...made])) };
}

/** Cuts every row of the slice that contains the amount, so that its two sides can differ. */
export function splitAt(content: MatrixContent, slice: Slice, at: string): MatrixContent {
  const rows = content.rows.flatMap((row) => {
    const { from, to } = row.amount;
    const isInside = compareAmounts(from, at) < 0 && (to === null || compareAmounts(at, to) < 0);
    if (!isOfSlice(row, slice) || !isInside) return [row];
    return [
      { ...row, amount: { from, to: at } },
      { ...row, rowId: '', amount: { from: at, to } },
    ];
  });
  return { ...content, rows: named(rows) };
}

/** Moves one limit between two bands of the slice. */
export function moveLimit(
  content: MatrixContent,
  slice: Slice,
  from: string,
  to: string,
): MatrixContent {
  const moved = (point: string) => (compareAmounts(point, from) === 0 ? to : point);
  const rows = content.rows.map((row) =>
    isOfSlice(row, slice)
      ? {
          ...row,
          amount: {
            from: moved(row.amount.from),
            to: row.amount.to === null ? null : moved(row.amount.to),
          },
        }
      : row,
  );
  return { ...content, rows };
}

export function replaceRow(
  content: MatrixContent,
  rowId: string,
  row: MatrixRow | null,
): MatrixContent {
  const rows = content.rows.flatMap((one) =>
    one.rowId !== rowId ? [one] : row === null ? [] : [row],
  );
  return { ...content, rows };
}

/** Without these tiers and the rows that give them: their cells are gaps until something else covers them. */
export function removeTiers(content: MatrixContent, names: readonly string[]): MatrixContent {
  const stays = (tier: string | null) => tier === null || !names.includes(tier);
  return {
    ...content,
    tiers: content.tiers.filter(({ tier }) => stays(tier)),
    rows: content.rows.filter(({ tier }) => stays(tier)),
  };
}

function overlaps(a: AmountBand, b: AmountBand): boolean {
  return startsBefore(a.from, b.to) && startsBefore(b.from, a.to);
}

function startsBefore(from: string, to: string | null): boolean {
  return to === null || compareAmounts(from, to) < 0;
}

function intersection(row: MatrixRow, box: Box): Box | null {
  const riskGrades = row.riskGrades.filter((grade) => box.riskGrades.includes(grade));
  const products = row.products.filter((product) => box.products.includes(product));
  const customerTypes = row.customerTypes.filter((type) => box.customerTypes.includes(type));
  const isEmpty = [riskGrades, products, customerTypes].some(({ length }) => length === 0);
  if (isEmpty || !overlaps(row.amount, box.amount)) return null;
  const from =
    compareAmounts(row.amount.from, box.amount.from) < 0 ? box.amount.from : row.amount.from;
  const amount = { from, to: lower(row.amount.to, box.amount.to) };
  return { amount, riskGrades, products, customerTypes };
}

function lower(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return compareAmounts(a, b) < 0 ? a : b;
}

/** What of a row lies outside the box, in pieces that do not overlap. */
function remainder(row: MatrixRow, box: Box): readonly Box[] {
  const inside = intersection(row, box)!;
  const whole: Box = row;
  const { from, to } = inside.amount;
  const pieces: Box[] = [];
  if (compareAmounts(row.amount.from, from) < 0)
    pieces.push({ ...pick(whole), amount: { from: row.amount.from, to: from } });
  if (to !== null && startsBefore(to, row.amount.to))
    pieces.push({ ...pick(whole), amount: { from: to, to: row.amount.to } });
  let rest: Box = { ...pick(whole), amount: inside.amount };
  for (const member of ['riskGrades', 'products', 'customerTypes'] as const) {
    const outside = (rest[member] as readonly string[]).filter(
      (value) => !(inside[member] as readonly string[]).includes(value),
    );
    if (outside.length > 0) pieces.push({ ...rest, [member]: outside });
    rest = { ...rest, [member]: inside[member] };
  }
  return pieces;
}

function pick({ amount, riskGrades, products, customerTypes }: Box): Box {
  return { amount, riskGrades, products, customerTypes };
}

/** New pieces grow together with neighbours of the same tier, so that editing back and forth leaves no shreds. */
function joined(rows: readonly MatrixRow[]): readonly MatrixRow[] {
  const result = [...rows];
  for (let index = 0; index < result.length; index += 1) {
    const partner = result.findIndex(
      (other, place) => place > index && unionOf(result[index]!, other) !== null,
    );
    if (partner < 0) continue;
    result[index] = unionOf(result[index]!, result[partner]!)!;
    result.splice(partner, 1);
    index = -1;
  }
  return result;
}

const setMembers = ['riskGrades', 'products', 'customerTypes'] as const;

/** Null unless they differ in one respect only, and one of them is new. */
function unionOf(a: MatrixRow, b: MatrixRow): MatrixRow | null {
  const isNew = a.rowId === '' || b.rowId === '';
  if (!isNew || restOf(a) !== restOf(b)) return null;
  const differing = setMembers.filter((member) => !isSameSet(a[member], b[member]));
  const rowId = a.rowId === '' ? b.rowId : a.rowId;
  const isSameBand = a.amount.from === b.amount.from && a.amount.to === b.amount.to;
  if (differing.length === 0 && !isSameBand) {
    if (a.amount.to === b.amount.from)
      return { ...a, rowId, amount: { from: a.amount.from, to: b.amount.to } };
    if (b.amount.to === a.amount.from)
      return { ...a, rowId, amount: { from: b.amount.from, to: a.amount.to } };
    return null;
  }
  const [member] = differing;
  if (!isSameBand || member === undefined || differing.length > 1) return null;
  const values = [...new Set<string>([...a[member], ...b[member]])].toSorted();
  return { ...a, rowId, [member]: values };
}

function restOf({ currency, tier, branchIds, security, exceptions }: MatrixRow): string {
  return JSON.stringify([currency, tier, branchIds, security, exceptions]);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}

/** Pieces without a name get the next free one. */
function named(rows: readonly MatrixRow[]): readonly MatrixRow[] {
  const taken = new Set(rows.map(({ rowId }) => rowId));
  let number = 1;
  return rows.map((row) => {
    if (row.rowId !== '') return row;
    while (taken.has(`row-${number}`)) number += 1;
    taken.add(`row-${number}`);
    return { ...row, rowId: `row-${number}` };
  });
}
