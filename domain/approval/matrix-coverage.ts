/**
 * Whether the rows of a matrix cover every application exactly once: in each cell, which is a product, customer type
 * and grade, and a branch, security and exceptions where rows tell them apart, the bands must run from nothing to the
 * product's ceiling without gap and without overlap.
 */
import type { Currency, Money, WireMoney } from '../money.ts';
import { compareBigint, formatAmount, fromWireMoney, parseAmount } from '../money.ts';
import type { Finding } from './findings.ts';
import { block } from './findings.ts';
import type { Organization } from './approvers.ts';
import { lendingBranches } from './approvers.ts';
import type { CustomerType, MatrixContent, MatrixRow } from './matrix.ts';
import type { MatrixCell } from './matrix-cells.ts';
import { cellFacts, cellTakes, splitCells, takesBranch } from './matrix-cells.ts';

/** What the lender sells, as far as the matrix has to cover it. */
export type SoldProduct = {
  readonly product: string;
  readonly ceiling: WireMoney;
  readonly customerTypes: readonly CustomerType[];
};

type Band = { readonly rowId: string; readonly from: bigint; readonly to: bigint | null };

export function findCoverageProblems(
  matrix: MatrixContent,
  products: readonly SoldProduct[],
  organization: Organization,
): readonly Finding[] {
  const sound = matrix.rows.filter((row) => !isBandEmpty(row));
  return [
    ...matrix.rows
      .filter(isBandEmpty)
      .map(({ rowId }) => block('amount_band_empty', { rowIds: [rowId] })),
    ...products.flatMap((sold) => findInProduct(sound, sold, organization)),
    ...matrix.rows.flatMap((row) => findUnreachable(row, products, organization)),
  ];
}

function findInProduct(
  rows: readonly MatrixRow[],
  sold: SoldProduct,
  organization: Organization,
): readonly Finding[] {
  const ceiling = fromWireMoney(sold.ceiling);
  const { currency } = ceiling;
  const forProduct = rows.filter((row) => row.products.includes(sold.product));
  const inCurrency = forProduct.filter((row) => row.currency === currency);
  if (inCurrency.length === 0) {
    return [block('currency_missing', {}, { product: sold.product, currency })];
  }
  const { product, customerTypes } = sold;
  return splitCells(inCurrency, organization, { products: [product], customerTypes }).flatMap(
    (cell) => findInCell(inCurrency, cell, ceiling),
  );
}

/** Walks the bands from nothing upward: what lies between two of them is a gap, what they share an overlap. */
function findInCell(
  rows: readonly MatrixRow[],
  cell: MatrixCell,
  ceiling: Money,
): readonly Finding[] {
  const bands = rows
    .filter((row) => cellTakes(cell, row))
    .map(readBand)
    .toSorted((a, b) => compareBigint(a.from, b.from));
  const found: Finding[] = [];
  let reached: Band = { rowId: '', from: 0n, to: 0n };
  for (const band of bands) {
    if (reached.to === null || band.from < reached.to)
      found.push(overlap(reached, band, cell, ceiling.currency));
    else if (band.from > reached.to) found.push(gap(reached.to, band.from, cell, ceiling.currency));
    if (reached.to !== null && (band.to === null || band.to > reached.to)) reached = band;
  }
  // The ceiling itself may be asked for, so the last band must end above it.
  if (reached.to !== null && reached.to <= ceiling.minor) {
    found.push(gap(reached.to, null, cell, ceiling.currency));
  }
  return found;
}

function findUnreachable(
  row: MatrixRow,
  products: readonly SoldProduct[],
  organization: Organization,
): readonly Finding[] {
  const place = { rowIds: [row.rowId] };
  const unknown = row.products
    .filter((name) => products.every(({ product }) => product !== name))
    .map((product) => block('product_unknown', place, { product }));
  const strange = (row.branchIds ?? [])
    .filter((branchId) => organization.branches.every((branch) => branch.branchId !== branchId))
    .map((branchId) => block('branch_unknown', place, { branchId }));
  const found = [...unknown, ...strange];
  return isDead(row, products, organization) ? [...found, block('row_unreachable', place)] : found;
}

/** No application that the house takes can come to this row. */
function isDead(
  row: MatrixRow,
  products: readonly SoldProduct[],
  organization: Organization,
): boolean {
  const reaching = products.filter(
    (sold) => row.products.includes(sold.product) && sold.ceiling.currency === row.currency,
  );
  const isSold = reaching.some(({ customerTypes }) =>
    customerTypes.some((type) => row.customerTypes.includes(type)),
  );
  const isLent =
    row.branchIds === undefined ||
    lendingBranches(organization).some((branchId) => takesBranch(row, branchId, organization));
  return row.riskGrades.length === 0 || !isSold || !isLent;
}

function readBand({ rowId, amount, currency }: MatrixRow): Band {
  const to = amount.to === null ? null : parseAmount(amount.to, currency).minor;
  return { rowId, from: parseAmount(amount.from, currency).minor, to };
}

function isBandEmpty(row: MatrixRow): boolean {
  const { from, to } = readBand(row);
  return from < 0n || (to !== null && to <= from);
}

function gap(from: bigint, to: bigint | null, cell: MatrixCell, currency: Currency): Finding {
  return block('amount_gap', {}, { ...cellFacts(cell), currency, ...bounds(from, to, currency) });
}

function overlap(a: Band, b: Band, cell: MatrixCell, currency: Currency): Finding {
  const ends = [a.to, b.to].filter((end) => end !== null).toSorted(compareBigint);
  const shared = bounds(b.from, ends[0] ?? null, currency);
  const facts = { ...cellFacts(cell), currency, ...shared };
  return block('amount_overlap', { rowIds: [a.rowId, b.rowId] }, facts);
}

function bounds(from: bigint, to: bigint | null, currency: Currency) {
  return {
    from: formatAmount({ minor: from, currency }),
    to: to === null ? null : formatAmount({ minor: to, currency }),
  };
}
