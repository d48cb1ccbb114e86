/**
 * Who must approve: from amount, grade, product, customer type, branch, security and exceptions to exactly one row of
 * the matrix and the path of its tier. An application that got no grade counts as D; a code that is no grade is refused.
 */
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import { add, isAbove, parseAmount } from '../money.ts';
import type {
  AmountBand,
  AmountBasis,
  CustomerType,
  MatrixContent,
  MatrixRow,
  RiskGrade,
  StageTemplate,
  Tier,
} from './matrix.ts';
import { riskGrades } from './matrix.ts';

export type MatrixFacts = {
  /** By the matrix's amount basis: see `basisAmount`. */
  readonly amount: Money;
  /** What this application asks for; the matrix ends at the product's ceiling. */
  readonly requested: Money;
  readonly ceiling: Money;
  /** Null when the scorecard gave none. */
  readonly grade: string | null;
  readonly product: string;
  readonly customerType: CustomerType;
  /** The branch of the application and the units above it. */
  readonly unitIds: readonly string[];
  readonly isSecured: boolean;
  /** Codes of the rules it breaks that send it to people. */
  readonly exceptions: readonly string[];
};

/** What is not an application has neither security nor exceptions. */
export const noCircumstances = { isSecured: false, exceptions: [] } as const;

/** `declined` is a decline by rule: the row has no tier. */
export type PathChoice =
  | { readonly kind: 'declined'; readonly rowId: string; readonly grade: RiskGrade }
  | {
      readonly kind: 'path';
      readonly rowId: string;
      readonly grade: RiskGrade;
      readonly tier: string;
      readonly minDistinctApprovers: number;
      readonly path: readonly StageTemplate[];
    };

/**
 * The one path this application takes.
 * @throws DomainError `grade_undefined`, `no_matrix_row` (also above the product's ceiling), `ambiguous_matrix_row`
 */
export function selectPath(matrix: MatrixContent, facts: MatrixFacts): PathChoice {
  const grade = readGrade(facts.grade);
  const found = isAbove(facts.requested, facts.ceiling)
    ? []
    : matrix.rows.filter((row) => matches(row, facts, grade));
  const [row] = found;
  if (row === undefined) throw noRow(facts, grade);
  if (found.length > 1) {
    throw new DomainError('ambiguous_matrix_row', { rowIds: found.map(({ rowId }) => rowId) });
  }
  if (row.tier === null) return { kind: 'declined', rowId: row.rowId, grade };
  const tier = findTier(matrix, row.tier);
  if (tier === undefined) throw noRow(facts, grade);
  const { minDistinctApprovers, path } = tier;
  return { kind: 'path', rowId: row.rowId, grade, tier: row.tier, minDistinctApprovers, path };
}

/**
 * What the bands are compared with: exposure counts outstanding, undrawn and under review elsewhere, this
 * application on top.
 */
export function basisAmount(
  basis: AmountBasis,
  amounts: {
    readonly requested: Money;
    readonly customerExposure: Money;
    readonly groupExposure: Money;
  },
): Money {
  switch (basis) {
    case 'application':
      return amounts.requested;
    case 'customer_exposure':
      return add(amounts.customerExposure, amounts.requested);
    case 'group_exposure':
      return add(amounts.groupExposure, amounts.requested);
  }
}

/** @throws DomainError `grade_undefined` */
export function readGrade(grade: string | null): RiskGrade {
  if (grade === null) return 'D';
  const known = riskGrades.find((candidate) => candidate === grade);
  if (known === undefined) throw new DomainError('grade_undefined', { grade });
  return known;
}

/** The stages in words, in order: `credit officer, branch head`. */
export function describePath(choice: PathChoice): string {
  if (choice.kind === 'declined') return 'declined by rule';
  return choice.path.map(({ key }) => key.replaceAll('_', ' ')).join(', ');
}

export function findTier(matrix: MatrixContent, name: string): Tier | undefined {
  return matrix.tiers.find(({ tier }) => tier === name);
}

/** Whether `amount`, in the row's currency, lies in `[from, to)`. */
export function isInBand(amount: Money, band: AmountBand): boolean {
  const from = parseAmount(band.from, amount.currency).minor;
  if (amount.minor < from) return false;
  return band.to === null || amount.minor < parseAmount(band.to, amount.currency).minor;
}

function matches(row: MatrixRow, facts: MatrixFacts, grade: RiskGrade): boolean {
  return (
    row.currency === facts.amount.currency &&
    row.riskGrades.includes(grade) &&
    row.products.includes(facts.product) &&
    row.customerTypes.includes(facts.customerType) &&
    matchesCircumstances(row, facts) &&
    isInBand(facts.amount, row.amount)
  );
}

/** A row that says nothing about branch, security or exceptions takes them all. */
function matchesCircumstances(
  { branchIds, security, exceptions }: MatrixRow,
  facts: MatrixFacts,
): boolean {
  return (
    (branchIds === undefined || branchIds.some((branchId) => facts.unitIds.includes(branchId))) &&
    (security === undefined || (security === 'secured') === facts.isSecured) &&
    (exceptions === undefined || (exceptions === 'raised') === facts.exceptions.length > 0)
  );
}

function noRow({ amount, product, customerType }: MatrixFacts, grade: RiskGrade) {
  return new DomainError('no_matrix_row', { amount, grade, product, customerType });
}
