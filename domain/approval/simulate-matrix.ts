/**
 * 模拟: what a case of the past would have met under another matrix. The facts are those it was decided on; the people
 * are those of today. Nothing is guessed: a stage that nobody voted on in the past leaves the outcome open.
 */
import { DomainError } from '../errors.ts';
import type { Role } from '../roles.ts';
import type { ApproverContext } from './approvers.ts';
import { planSeats } from './approvers.ts';
import { selectPath, type MatrixFacts } from './authority.ts';
import type { MatrixContent, StageTemplate } from './matrix.ts';

/** A case as it was decided. */
export type PastCase = {
  readonly applicationId: string;
  readonly number: string;
  readonly facts: MatrixFacts;
  readonly makerIds: readonly string[];
  readonly stages: readonly PastStage[];
};

export type PastStage = {
  readonly key: string;
  readonly verdict: 'approve' | 'decline' | 'return' | null;
  /** By the calendar of its branch; null while it is open. */
  readonly workingMinutes: number | null;
};

/** `no_row`: the matrix has none, or several, for this case. */
export type SimulatedPath = {
  readonly kind: 'path' | 'declined' | 'no_row';
  readonly tier: string | null;
  readonly stages: readonly SimulatedStage[];
};

export type SimulatedStage = {
  readonly key: string;
  /** The answers it needs, spread evenly over those who could give them. */
  readonly neededCount: number;
  readonly people: readonly { readonly officerId: string; readonly role: Role | null }[];
  readonly slaHours: number;
};

export type SimulatedCase = {
  readonly applicationId: string;
  readonly number: string;
  readonly before: SimulatedPath;
  readonly after: SimulatedPath;
  readonly isChanged: boolean;
  readonly outcomeBefore: SimulatedOutcome;
  readonly outcomeAfter: SimulatedOutcome;
  readonly recorded: readonly PastStage[];
};

/** By the votes on record; `open` where a stage has none. */
export type SimulatedOutcome = 'approve' | 'decline' | 'open';

/** @param context the people of the case's branch today */
export function simulateCase(
  past: PastCase,
  matrices: { readonly before: MatrixContent; readonly after: MatrixContent },
  context: ApproverContext,
): SimulatedCase {
  const before = simulatePath(matrices.before, past, context);
  const after = simulatePath(matrices.after, past, context);
  const { applicationId, number } = past;
  return {
    applicationId,
    number,
    before,
    after,
    isChanged: wayOf(before) !== wayOf(after),
    outcomeBefore: outcomeOf(before, past.stages),
    outcomeAfter: outcomeOf(after, past.stages),
    recorded: past.stages,
  };
}

function simulatePath(
  matrix: MatrixContent,
  past: PastCase,
  context: ApproverContext,
): SimulatedPath {
  const choice = choose(matrix, past.facts);
  if (choice === null) return { kind: 'no_row', tier: null, stages: [] };
  if (choice.kind === 'declined') return { kind: 'declined', tier: null, stages: [] };
  const stages = choice.path.map((template) => simulateStage(template, past, context));
  return { kind: 'path', tier: choice.tier, stages };
}

/** Null for a case that the matrix could not take. */
function choose(matrix: MatrixContent, facts: MatrixFacts) {
  try {
    return selectPath(matrix, facts);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function simulateStage(
  template: StageTemplate,
  { makerIds }: PastCase,
  context: ApproverContext,
): SimulatedStage {
  const people = findPeople(template, makerIds, context);
  return {
    key: template.key,
    neededCount: neededOf(template, people.length),
    people: people.map(({ officerId, role }) => ({ officerId, role })),
    slaHours: template.sla.workingHours,
  };
}

/** Everyone who could sit there, in the first unit upward that has anybody: seats for fewer go to whoever is free. */
function findPeople(
  template: StageTemplate,
  makerIds: readonly string[],
  context: ApproverContext,
) {
  const everyone = {
    ...template,
    approvers: template.approvers.map((rule) => ({ ...rule, seatCount: null })),
  };
  for (const { branchId } of context.organization.branches) {
    const seats = planSeats(everyone, { ...context, branchId }, makerIds);
    const counted = seats.filter(({ isCounted }) => isCounted);
    if (counted.length > 0) return counted;
  }
  return [];
}

function neededOf({ mode, quorumCount, approvers }: StageTemplate, foundCount: number): number {
  if (mode === 'any') return 1;
  if (mode === 'n_of_m') return quorumCount ?? 1;
  const planned = approvers.filter(({ isCounted }) => isCounted).map(({ seatCount }) => seatCount);
  const isOpen = planned.some((count) => count === null);
  return isOpen ? foundCount : planned.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function outcomeOf(
  { kind, stages }: SimulatedPath,
  recorded: readonly PastStage[],
): SimulatedOutcome {
  if (kind !== 'path') return kind === 'declined' ? 'decline' : 'open';
  const verdicts = stages.map(
    ({ key }) => recorded.findLast((stage) => stage.key === key)?.verdict ?? null,
  );
  if (verdicts.includes('decline')) return 'decline';
  return verdicts.every((verdict) => verdict === 'approve') ? 'approve' : 'open';
}

/** What an applicant and the approvers would notice. */
function wayOf({ kind, tier, stages }: SimulatedPath): string {
  return JSON.stringify([kind, tier, stages.map(({ key, neededCount }) => [key, neededCount])]);
}
