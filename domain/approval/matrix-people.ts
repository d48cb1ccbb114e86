/**
 * Whether the people of the house can walk the paths of a matrix: in every branch that lends, for every officer
 * who may have made the application, each stage must find others who can decide it.
 */
import type { ApproverContext, Organization } from './approvers.ts';
import { lendingBranches, planSeats, resolveSource, unitOf } from './approvers.ts';
import type { Finding } from './findings.ts';
import { block } from './findings.ts';
import type { ApproverSource, MatrixContent, StageTemplate, Tier } from './matrix.ts';
import { takesBranch } from './matrix-cells.ts';

/** One person in a role is one illness away from a standstill, and no second pair of eyes. */
const minStaff = 2;

export function findPeopleProblems(
  matrix: MatrixContent,
  organization: Organization,
): readonly Finding[] {
  const found = matrix.tiers.flatMap((tier) =>
    branchesOf(tier, matrix, organization).flatMap((branchId) => {
      const context = { organization, branchId, accountManagerId: null };
      const staff = tier.path.flatMap((stage) => findStaffing(tier, stage, context));
      // A stage nobody can fill makes every later question about this path moot.
      return staff.some(({ code }) => code === 'role_empty')
        ? staff
        : [...staff, ...findExclusions(tier, context)];
    }),
  );
  // A shortage at head office shows in every branch, and is one finding.
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Where the tier can be reached; one that no row names is asked of every branch. */
function branchesOf(
  { tier }: Tier,
  { rows }: MatrixContent,
  organization: Organization,
): readonly string[] {
  const leading = rows.filter((row) => row.tier === tier);
  const branches = lendingBranches(organization);
  if (leading.length === 0) return branches;
  return branches.filter((branchId) =>
    leading.some((row) => takesBranch(row, branchId, organization)),
  );
}

function findStaffing(
  tier: Tier,
  stage: StageTemplate,
  context: ApproverContext,
): readonly Finding[] {
  const place = { tier: tier.tier, stageKey: stage.key };
  const { branchId } = context;
  const short = stage.approvers.flatMap(({ source }) => {
    const foundCount = resolveSource(source, context).length;
    const facts = { branchId: unitFor(source, context), role: nameOf(source), foundCount };
    if (source.kind === 'field') return [];
    if (foundCount === 0) return [block('role_empty', place, facts)];
    const isShort = source.kind === 'role' && foundCount < minStaff;
    return isShort ? [block('role_understaffed', place, facts)] : [];
  });
  const seats = planSeats(everyone(stage), context, []).filter(({ isCounted }) => isCounted);
  const neededCount = stage.quorumCount ?? 1;
  if (stage.mode !== 'n_of_m' || seats.length >= neededCount) return short;
  const facts = { branchId, foundCount: seats.length, neededCount };
  return [...short, block('quorum_impossible', place, facts)];
}

/** Plays every possible maker of the branch: who is left when the maker may not vote? */
function findExclusions(tier: Tier, context: ApproverContext): readonly Finding[] {
  const makers = context.organization.officers.filter(
    ({ isActive, grants }) =>
      isActive &&
      grants.some(({ role, branchId }) => role === 'loan_officer' && branchId === context.branchId),
  );
  const found = makers.map(({ officerId }) => findForMaker(tier, context, officerId));
  const first = found.find((finding) => finding !== null);
  return first === undefined || first === null ? [] : [first];
}

function findForMaker(tier: Tier, context: ApproverContext, makerId: string): Finding | null {
  const { branchId } = context;
  const stages = tier.path.filter(({ approvers }) =>
    approvers.every(({ source }) => source.kind !== 'field'),
  );
  const candidates = stages.map((stage) =>
    planSeats(everyone(stage), context, [makerId])
      .filter(({ isCounted }) => isCounted)
      .map(({ officerId }) => officerId),
  );
  const emptyIndex = candidates.findIndex((people) => people.length === 0);
  if (emptyIndex >= 0) {
    const stageKey = stages[emptyIndex]?.key ?? '';
    return block(
      'only_excluded_persons',
      { tier: tier.tier, stageKey },
      { branchId, name: makerId },
    );
  }
  const foundCount = new Set(candidates.flat()).size;
  if (foundCount >= tier.minDistinctApprovers) return null;
  const facts = { branchId, foundCount, neededCount: tier.minDistinctApprovers };
  return block('self_approval_path', { tier: tier.tier }, facts);
}

/** The stage with a seat for everyone its sources find. */
export function everyone(stage: StageTemplate): StageTemplate {
  return { ...stage, approvers: stage.approvers.map((rule) => ({ ...rule, seatCount: null })) };
}

function unitFor(source: ApproverSource, context: ApproverContext): string {
  return source.kind === 'role' ? unitOf(source.level, context) : context.branchId;
}

function nameOf(source: ApproverSource): string {
  switch (source.kind) {
    case 'role':
      return source.role;
    case 'group':
      return source.groupId;
    case 'branch_head':
    case 'continuous_heads':
      return 'branch_head';
    case 'named':
    case 'field':
      return source.kind;
  }
}
