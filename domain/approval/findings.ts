/**
 * What a validation found in a tier matrix: a code, where, and the facts. The words come from the locales by the
 * code. `block` keeps the draft from being submitted.
 */
import type { CustomerType, ExceptionBand, RiskGrade, SecurityBand } from './matrix.ts';

export const findingCodes = [
  'amount_gap',
  'amount_overlap',
  'amount_band_empty',
  'authority_short',
  'branch_unknown',
  'currency_missing',
  'name_repeated',
  'name_unknown',
  'path_empty',
  'product_unknown',
  'row_unreachable',
  'stage_without_source',
  'quorum_missing',
  'quorum_impossible',
  'role_empty',
  'role_understaffed',
  'only_excluded_persons',
  'self_approval_path',
  'one_person_path',
  'tier_unknown',
  'tier_unused',
  'unlimited_authority',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export type Finding = {
  readonly code: FindingCode;
  readonly severity: 'block' | 'warn';
  readonly rowIds: readonly string[];
  readonly tier: string | null;
  readonly stageKey: string | null;
  readonly facts: FindingFacts;
};

/** JSON-safe; which facts are set depends on the code. */
export type FindingFacts = {
  readonly product?: string;
  readonly customerType?: CustomerType;
  readonly grade?: RiskGrade;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string | null;
  readonly branchId?: string;
  /** The branches a cell stands for, where rows tell branches apart. */
  readonly branchIds?: readonly string[];
  readonly security?: SecurityBand;
  readonly exceptions?: ExceptionBand;
  readonly role?: string;
  readonly name?: string;
  readonly foundCount?: number;
  readonly neededCount?: number;
};

type Place = {
  readonly rowIds?: readonly string[];
  readonly tier?: string;
  readonly stageKey?: string;
};

export function block(code: FindingCode, place: Place, facts: FindingFacts = {}): Finding {
  return finding(code, 'block', place, facts);
}

export function warn(code: FindingCode, place: Place, facts: FindingFacts = {}): Finding {
  return finding(code, 'warn', place, facts);
}

function finding(
  code: FindingCode,
  severity: Finding['severity'],
  { rowIds = [], tier = null, stageKey = null }: { [K in keyof Place]: Place[K] | null },
  facts: FindingFacts,
): Finding {
  return { code, severity, rowIds: rowIds ?? [], tier, stageKey, facts };
}

/**
 * Where the finding stands in the content, as a JSON pointer with names instead of positions:
 * `/tiers/T4/path/credit_committee`, `/rows/ab-2`; `/rows` where a cell has no row yet.
 */
export function findingPointer({ rowIds, tier, stageKey }: Finding): string {
  const [rowId] = rowIds;
  if (rowId !== undefined) return `/rows/${rowId}`;
  if (tier === null) return '/rows';
  return stageKey === null ? `/tiers/${tier}` : `/tiers/${tier}/path/${stageKey}`;
}
