/**
 * The difference between two matrices cell by cell: for which amounts, in which cell, an application would take another
 * path. Rows that were only cut differently show no difference here; what people read is who decides, not how it is
 * written down.
 */
import type { Currency } from '../money.ts';
import { compareBigint, formatAmount, parseAmount } from '../money.ts';
import type { Organization } from './approvers.ts';
import { findTier } from './authority.ts';
import type { FindingFacts } from './findings.ts';
import type { MatrixContent, MatrixRow, StageMode } from './matrix.ts';
import type { MatrixCell } from './matrix-cells.ts';
import { cellFacts, cellTakes, splitCells } from './matrix-cells.ts';

/** `[from, to)` of a cell, with the path before and after; null where no row takes it. */
export type CellDifference = {
  readonly facts: FindingFacts;
  readonly before: CellPath | null;
  readonly after: CellPath | null;
};

export type CellPath = {
  readonly rowId: string;
  /** Null is a decline by rule. */
  readonly tier: string | null;
  readonly stages: readonly {
    readonly key: string;
    readonly mode: StageMode;
    readonly quorumCount: number | null;
    readonly workingHours: number;
  }[];
};

type Side = {
  readonly matrix: MatrixContent;
  /** Rows under names that are unique over both sides. */
  readonly rows: readonly MatrixRow[];
};

export function compareCells(
  before: MatrixContent,
  after: MatrixContent,
  organization: Pick<Organization, 'branches'>,
): readonly CellDifference[] {
  const currencies = new Set([...before.rows, ...after.rows].map(({ currency }) => currency));
  return [...currencies].flatMap((currency) => {
    const sides = [sideOf(before, currency, 'before'), sideOf(after, currency, 'after')] as const;
    const rows = sides.flatMap((side) => side.rows);
    const products = [...new Set(rows.flatMap((row) => row.products))];
    const customerTypes = ['person', 'company'] as const;
    return splitCells(rows, organization, { products, customerTypes }).flatMap((cell) =>
      compareCell(cell, sides, currency),
    );
  });
}

function sideOf(matrix: MatrixContent, currency: Currency, name: string): Side {
  const rows = matrix.rows
    .filter((row) => row.currency === currency)
    .map((row) => ({ ...row, rowId: `${name}/${row.rowId}` }));
  return { matrix, rows };
}

function compareCell(
  cell: MatrixCell,
  sides: readonly [Side, Side],
  currency: Currency,
): readonly CellDifference[] {
  const rows = sides.map((side) => side.rows.filter((row) => cellTakes(cell, row)));
  const bounds = boundsOf(rows.flat(), currency);
  const found: (CellDifference & { readonly key: string })[] = [];
  for (const [index, from] of bounds.entries()) {
    const [before, after] = sides.map((side, place) =>
      pathAt(side.matrix, rows[place] ?? [], from, currency),
    ) as [CellPath | null, CellPath | null];
    const key = JSON.stringify([before, after]);
    if (wayOf(before) === wayOf(after)) continue;
    const facts = { ...cellFacts(cell), currency, ...band(from, bounds[index + 1], currency) };
    const last = found.at(-1);
    // Two bands that changed in the same way, one above the other, are one change.
    if (last?.key === key && last.facts.to === facts.from) {
      found[found.length - 1] = { ...last, facts: { ...last.facts, to: facts.to } };
    } else found.push({ facts, before, after, key });
  }
  return found.map(({ key: _key, ...difference }) => difference);
}

/** Where any band begins or ends, in order. */
function boundsOf(rows: readonly MatrixRow[], currency: Currency): readonly bigint[] {
  const texts = rows.flatMap(({ amount }) => [
    amount.from,
    ...(amount.to === null ? [] : [amount.to]),
  ]);
  const minors = texts.map((text) => parseAmount(text, currency).minor);
  return [...new Set(minors)].toSorted(compareBigint);
}

function band(from: bigint, to: bigint | undefined, currency: Currency) {
  return {
    from: formatAmount({ minor: from, currency }),
    to: to === undefined ? null : formatAmount({ minor: to, currency }),
  };
}

function pathAt(
  matrix: MatrixContent,
  rows: readonly MatrixRow[],
  minor: bigint,
  currency: Currency,
): CellPath | null {
  const row = rows.find(({ amount }) => {
    const isFrom = parseAmount(amount.from, currency).minor <= minor;
    return isFrom && (amount.to === null || minor < parseAmount(amount.to, currency).minor);
  });
  if (row === undefined) return null;
  const path = row.tier === null ? [] : (findTier(matrix, row.tier)?.path ?? []);
  const stages = path.map(({ key, mode, quorumCount, sla }) => {
    const { workingHours } = sla;
    return { key, mode, quorumCount, workingHours };
  });
  return { rowId: row.rowId.slice(row.rowId.indexOf('/') + 1), tier: row.tier, stages };
}

/** What an application would notice: its tier and stages, whatever the row is called. */
function wayOf(path: CellPath | null): string {
  return path === null ? '' : JSON.stringify([path.tier, path.stages]);
}
