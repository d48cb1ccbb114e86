/**
 * From an approver source to people. Sources are resolved on fresh rows when a stage opens and frozen then; the
 * same functions predict a path in advance and let the validation ask whether anybody could fill it. Where nobody
 * is found the stage goes to the process admin: there is never an automatic pass.
 */
import type { Money } from '../money.ts';
import type { Role } from '../roles.ts';
import type { ApproverRule, ApproverSource, OrganizationLevel, StageTemplate } from './matrix.ts';
import type { Seat, SeatSource } from './stage.ts';

export type Organization = {
  readonly branches: readonly BranchFacts[];
  readonly officers: readonly OfficerFacts[];
  readonly groups: readonly { readonly groupId: string; readonly officerIds: readonly string[] }[];
};

/** The branch without a parent is the head office. */
export type BranchFacts = { readonly branchId: string; readonly parentBranchId: string | null };

export type OfficerFacts = {
  readonly officerId: string;
  readonly reportsToId: string | null;
  readonly isActive: boolean;
  /** Where the role holds; null is a role of the whole house and counts at head office. */
  readonly grants: readonly { readonly role: Role; readonly branchId: string | null }[];
  /** Open tasks: where a stage seats fewer than are found, the least busy sit. */
  readonly openSeatCount: number;
  /** The largest amount this person decides alone; absent or null where they have no limit of their own. */
  readonly limit?: Money | null;
};

export type ApproverContext = {
  readonly organization: Organization;
  readonly branchId: string;
  readonly accountManagerId: string | null;
};

export type Candidate = {
  readonly officerId: string;
  readonly role: Role | null;
  readonly source: SeatSource;
  /** Order in a sequential stage, counting from 1. */
  readonly number: number;
};

export type SeatPlan = Omit<Seat, 'seatId'>;

/** The people a source names, active ones only, in a stable order. */
export function resolveSource(
  source: ApproverSource,
  context: ApproverContext,
): readonly Candidate[] {
  switch (source.kind) {
    case 'role': {
      const unit = unitOf(source.level, context);
      return withRole(context, source.role, unit, { source: 'role', number: 1 });
    }
    case 'named':
      return byName(source.officerIds, context);
    case 'group': {
      const group = context.organization.groups.find(({ groupId }) => groupId === source.groupId);
      return byName(group?.officerIds ?? [], context).map((person) => ({
        ...person,
        source: 'group',
        number: 1,
      }));
    }
    case 'branch_head':
      return headsAt(source.level, 1, context);
    case 'continuous_heads':
      return Array.from({ length: source.upToLevel }, (_, index) =>
        headsAt(index + 1, index + 1, context),
      ).flat();
    case 'field':
      return managerAbove(source.headLevel, context);
  }
}

/** Branches that take applications: those with nothing below them. */
export function lendingBranches({ branches }: Pick<Organization, 'branches'>): readonly string[] {
  const parents = new Set(branches.map(({ parentBranchId }) => parentBranchId));
  return branches.map(({ branchId }) => branchId).filter((branchId) => !parents.has(branchId));
}

/**
 * The seats of a stage: each person once, excluded people never, the veto and the count kept if any rule gives
 * them. An empty answer, or fewer counted seats than the mode needs, is for the process admin.
 * @param excludedIds makers, related persons, and earlier approvers where the stage asks for another person
 */
export function planSeats(
  template: StageTemplate,
  context: ApproverContext,
  excludedIds: readonly string[],
): readonly SeatPlan[] {
  const seats = new Map<string, SeatPlan>();
  let lastNumber = 0;
  for (const rule of template.approvers) {
    const chosen = choose(rule, context, excludedIds);
    for (const person of chosen) {
      const known = seats.get(person.officerId);
      const number = lastNumber + person.number;
      seats.set(
        person.officerId,
        known === undefined ? seatFor(person, rule, number) : merge(known, rule),
      );
    }
    lastNumber += Math.max(0, ...chosen.map(({ number }) => number));
  }
  return [...seats.values()];
}

/** The unit of a level seen from a branch: itself, the unit above it, or the top. */
export function unitOf(
  level: OrganizationLevel,
  { organization, branchId }: Pick<ApproverContext, 'organization' | 'branchId'>,
): string {
  const chain = unitsAbove(organization, branchId);
  if (level === 'branch') return branchId;
  if (level === 'region') return chain[1] ?? branchId;
  return chain.at(-1) ?? branchId;
}

function choose(rule: ApproverRule, context: ApproverContext, excludedIds: readonly string[]) {
  const load = new Map(
    context.organization.officers.map(({ officerId, openSeatCount }) => [officerId, openSeatCount]),
  );
  const found = resolveSource(rule.source, context).filter(
    ({ officerId }) => !excludedIds.includes(officerId),
  );
  if (rule.seatCount === null) return found;
  const leastBusyFirst = found.toSorted(
    (a, b) => (load.get(a.officerId) ?? 0) - (load.get(b.officerId) ?? 0),
  );
  return leastBusyFirst.slice(0, rule.seatCount);
}

function seatFor(person: Candidate, rule: ApproverRule, number: number): SeatPlan {
  const { hasVeto, isCounted } = rule;
  return { ...person, number, hasVeto, isCounted, status: 'open', onBehalfOf: null, addedBy: null };
}

function merge(seat: SeatPlan, rule: ApproverRule): SeatPlan {
  return {
    ...seat,
    hasVeto: seat.hasVeto || rule.hasVeto,
    isCounted: seat.isCounted || rule.isCounted,
  };
}

function withRole(
  { organization }: ApproverContext,
  role: Role,
  unitId: string,
  how: { readonly source: SeatSource; readonly number: number },
): readonly Candidate[] {
  const isTop = unitsAbove(organization, unitId).length === 1;
  return organization.officers
    .filter(({ isActive, grants }) => {
      const holdsHere = grants.some(
        (grant) =>
          grant.role === role && (grant.branchId === unitId || (isTop && grant.branchId === null)),
      );
      return isActive && holdsHere;
    })
    .map(({ officerId }) => ({ officerId, role, ...how }))
    .toSorted((a, b) => (a.officerId < b.officerId ? -1 : 1));
}

function headsAt(level: number, number: number, context: ApproverContext): readonly Candidate[] {
  const unitId = unitsAbove(context.organization, context.branchId)[level - 1];
  if (unitId === undefined) return [];
  return withRole(context, 'branch_head', unitId, { source: 'head', number });
}

/** In the order given, which is the order of a sequential stage. */
function byName(
  officerIds: readonly string[],
  { organization }: ApproverContext,
): readonly Candidate[] {
  return officerIds
    .filter((officerId) => findOfficer(organization, officerId)?.isActive === true)
    .map((officerId, index) => ({ officerId, role: null, source: 'named', number: index + 1 }));
}

function managerAbove(headLevel: number, context: ApproverContext): readonly Candidate[] {
  let officer = findOfficer(context.organization, context.accountManagerId);
  for (let step = 0; step < headLevel && officer !== undefined; step += 1) {
    officer = findOfficer(context.organization, officer.reportsToId);
  }
  if (officer === undefined || !officer.isActive) return [];
  return [{ officerId: officer.officerId, role: null, source: 'head', number: 1 }];
}

function findOfficer(
  { officers }: Organization,
  officerId: string | null,
): OfficerFacts | undefined {
  return officers.find((officer) => officer.officerId === officerId);
}

/** The branch itself, the unit above it, and so on to the head office. */
export function unitsAbove(
  { branches }: Pick<Organization, 'branches'>,
  branchId: string,
): readonly string[] {
  const chain: string[] = [];
  let unit: string | null = branchId;
  while (unit !== null && !chain.includes(unit)) {
    chain.push(unit);
    const current: string = unit;
    unit = branches.find((branch) => branch.branchId === current)?.parentBranchId ?? null;
  }
  return chain;
}
