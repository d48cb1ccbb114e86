/**
 * Validation of a tier matrix before a second person confirms it. It names what would leave an application without
 * a path, give it two, or let one person decide alone. Findings that block keep the draft a draft.
 */
import type { Organization } from './approvers.ts';
import { findTier } from './authority.ts';
import type { Finding } from './findings.ts';
import { block, warn } from './findings.ts';
import type { ApproverSource, MatrixContent, MatrixRow, StageTemplate, Tier } from './matrix.ts';
import type { SoldProduct } from './matrix-coverage.ts';
import { findAuthorityProblems } from './matrix-authority.ts';
import { findCoverageProblems } from './matrix-coverage.ts';
import { findPeopleProblems } from './matrix-people.ts';

/** From three people on, deciding together, a body may carry an amount without upper bound. */
const bodySeatCount = 3;
const minDistinctApprovers = 2;

/**
 * @param products what the lender sells; the matrix must cover all of it
 * @returns findings in the order rows, tiers, people; empty for a matrix that may be submitted
 * @throws DomainError `amount_malformed` for a band that is no amount of its currency
 */
export function validateMatrix(
  matrix: MatrixContent,
  organization: Organization,
  products: readonly SoldProduct[],
): readonly Finding[] {
  const structural = [
    ...findRepeatedNames(matrix),
    ...matrix.rows.flatMap((row) => findInRow(matrix, row)),
    ...findCoverageProblems(matrix, products, organization),
    ...matrix.tiers.flatMap((tier) => findInTier(matrix, tier, organization)),
  ];
  return [
    ...structural,
    ...findPeopleProblems(matrix, organization),
    ...findAuthorityProblems(matrix, organization),
  ];
}

export function mayBeSubmitted(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'block');
}

function findInRow(matrix: MatrixContent, row: MatrixRow): readonly Finding[] {
  if (row.tier === null) return [];
  const tier = findTier(matrix, row.tier);
  const rowIds = [row.rowId];
  if (tier === undefined) return [block('tier_unknown', { rowIds, tier: row.tier })];
  const last = tier.path.at(-1);
  if (row.amount.to !== null || last === undefined || isBody(last)) return [];
  return [block('unlimited_authority', { rowIds, tier: row.tier, stageKey: last.key })];
}

function findInTier(
  matrix: MatrixContent,
  tier: Tier,
  organization: Organization,
): readonly Finding[] {
  const place = { tier: tier.tier };
  const found: Finding[] = tier.path.flatMap((stage) => findInStage(tier, stage, organization));
  if (tier.path.length === 0) found.push(block('path_empty', place));
  if (tier.minDistinctApprovers < minDistinctApprovers) {
    const facts = { foundCount: tier.minDistinctApprovers, neededCount: minDistinctApprovers };
    found.push(block('one_person_path', place, facts));
  }
  const isUsed = matrix.rows.some((row) => row.tier === tier.tier);
  return isUsed ? found : [...found, warn('tier_unused', place)];
}

function findInStage(
  tier: Tier,
  stage: StageTemplate,
  organization: Organization,
): readonly Finding[] {
  const place = { tier: tier.tier, stageKey: stage.key };
  const found: Finding[] = [];
  const hasCountedSource = stage.approvers.some(({ isCounted }) => isCounted);
  if (
    !hasCountedSource ||
    stage.approvers.some(({ source }) => isEmptySource(source, organization))
  ) {
    found.push(block('stage_without_source', place));
  }
  if (stage.mode === 'n_of_m' && (stage.quorumCount ?? 0) < 1)
    found.push(block('quorum_missing', place));
  const neededCount = stage.quorumCount ?? 0;
  const foundCount = plannedSeats(stage);
  if (stage.mode === 'n_of_m' && foundCount !== null && neededCount > foundCount) {
    found.push(block('quorum_impossible', place, { foundCount, neededCount }));
  }
  return found;
}

function isEmptySource(source: ApproverSource, { groups }: Organization): boolean {
  if (source.kind === 'named') return source.officerIds.length === 0;
  return source.kind === 'group' && groups.every(({ groupId }) => groupId !== source.groupId);
}

/** Several people who decide together; 或签 with many seats is still one person's decision. */
function isBody(stage: StageTemplate): boolean {
  if (stage.mode === 'any') return false;
  const seats = plannedSeats(stage);
  return seats === null || seats >= bodySeatCount;
}

/** m as the matrix fixes it; null when a source seats everyone it finds. */
function plannedSeats({ approvers }: StageTemplate): number | null {
  const counts = approvers.filter(({ isCounted }) => isCounted).map(({ seatCount }) => seatCount);
  let total = 0;
  for (const count of counts) {
    if (count === null) return null;
    total += count;
  }
  return total;
}

function findRepeatedNames({ rows, tiers }: MatrixContent): readonly Finding[] {
  const stageKeys = tiers.flatMap((tier) =>
    repeated(tier.path.map(({ key }) => key)).map((name) => ({ tier: tier.tier, name })),
  );
  return [
    ...repeated(rows.map(({ rowId }) => rowId)).map((name) =>
      block('name_repeated', { rowIds: [name] }, { name }),
    ),
    ...repeated(tiers.map(({ tier }) => tier)).map((name) =>
      block('name_repeated', { tier: name }, { name }),
    ),
    ...stageKeys.map(({ tier, name }) =>
      block('name_repeated', { tier, stageKey: name }, { name }),
    ),
  ];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
