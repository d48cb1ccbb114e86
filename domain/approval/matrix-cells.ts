/**
 * The cells of a matrix: every combination of what rows tell apart, beside the amount. A dimension that no row speaks
 * of is not split, and branches that all rows treat alike share one cell, so that a large house has few.
 */
import type { Organization } from './approvers.ts';
import { lendingBranches, unitsAbove } from './approvers.ts';
import type { FindingFacts } from './findings.ts';
import type { CustomerType, ExceptionBand, MatrixRow, RiskGrade, SecurityBand } from './matrix.ts';
import { exceptionBands, riskGrades, securityBands } from './matrix.ts';

export type MatrixCell = {
  readonly product: string;
  readonly customerType: CustomerType;
  readonly grade: RiskGrade;
  /** Null where rows do not tell branches apart, and so on. */
  readonly branches: BranchClass | null;
  readonly security: SecurityBand | null;
  readonly exceptions: ExceptionBand | null;
};

/** Branches that the same rows take. */
type BranchClass = { readonly branchIds: readonly string[]; readonly rowIds: ReadonlySet<string> };

type Branches = Pick<Organization, 'branches'>;

/** @param rows those that may be compared: of one currency */
export function splitCells(
  rows: readonly MatrixRow[],
  organization: Branches,
  sold: { readonly products: readonly string[]; readonly customerTypes: readonly CustomerType[] },
): readonly MatrixCell[] {
  const securities = rows.some(({ security }) => security !== undefined) ? securityBands : [null];
  const exceptions = rows.some((row) => row.exceptions !== undefined) ? exceptionBands : [null];
  const classes = classifyBranches(rows, organization);
  return sold.products.flatMap((product) =>
    sold.customerTypes.flatMap((customerType) =>
      riskGrades.flatMap((grade) =>
        classes.flatMap((branches) =>
          securities.flatMap((security) =>
            exceptions.map((band) => {
              const circumstances = { branches, security, exceptions: band };
              return { product, customerType, grade, ...circumstances };
            }),
          ),
        ),
      ),
    ),
  );
}

/** Whether the row, in some of its amounts, takes the applications of the cell. */
export function cellTakes(cell: MatrixCell, row: MatrixRow): boolean {
  return (
    row.products.includes(cell.product) &&
    row.customerTypes.includes(cell.customerType) &&
    row.riskGrades.includes(cell.grade) &&
    (cell.branches === null || cell.branches.rowIds.has(row.rowId)) &&
    (row.security === undefined || row.security === cell.security) &&
    (row.exceptions === undefined || row.exceptions === cell.exceptions)
  );
}

/** Whether applications of a branch come to this row. */
export function takesBranch(
  { branchIds }: Pick<MatrixRow, 'branchIds'>,
  branchId: string,
  organization: Branches,
): boolean {
  if (branchIds === undefined) return true;
  return unitsAbove(organization, branchId).some((unitId) => branchIds.includes(unitId));
}

/** What a finding or a difference says about where it is; dimensions that are not split are left out. */
export function cellFacts(cell: MatrixCell): FindingFacts {
  const { product, customerType, grade, branches, security, exceptions } = cell;
  return {
    product,
    customerType,
    grade,
    ...(branches === null ? {} : { branchIds: branches.branchIds }),
    ...(security === null ? {} : { security }),
    ...(exceptions === null ? {} : { exceptions }),
  };
}

function classifyBranches(
  rows: readonly MatrixRow[],
  organization: Branches,
): readonly (BranchClass | null)[] {
  if (rows.every(({ branchIds }) => branchIds === undefined)) return [null];
  const classes = new Map<string, { branchIds: string[]; rowIds: Set<string> }>();
  for (const branchId of lendingBranches(organization)) {
    const taking = rows.filter((row) => takesBranch(row, branchId, organization));
    const rowIds = taking.map(({ rowId }) => rowId);
    const known = classes.get(rowIds.join('\n'));
    if (known === undefined)
      classes.set(rowIds.join('\n'), { branchIds: [branchId], rowIds: new Set(rowIds) });
    else known.branchIds.push(branchId);
  }
  return [...classes.values()];
}
