/**
 * Who sits in a stage. The rules look in the application's branch first and go up unit by unit while nobody, or too
 * few, can be found there; where the whole house has too few, the stage waits for the process admin to seat people.
 * There is never an automatic pass.
 */
import type { ApproverContext, Candidate, SeatPlan } from './approvers.ts';
import { planSeats, resolveSource } from './approvers.ts';
import type { StageTemplate } from './matrix.ts';
import { computeVerdict } from './verdict.ts';

export type Staffing = {
  readonly seats: readonly SeatPlan[];
  /** Where they were found; the stage counts its hours by this branch's calendar. */
  readonly branchId: string;
  /** False when the mode needs more people than were found. */
  readonly isComplete: boolean;
};

/**
 * @param context its branches in order from the application's own to the head office
 * @param excludedIds makers, related persons, and earlier approvers where the stage asks for another person
 */
export function staffStage(
  template: StageTemplate,
  context: ApproverContext,
  excludedIds: readonly string[],
): Staffing {
  let best: Staffing = { seats: [], branchId: context.branchId, isComplete: false };
  for (const { branchId } of context.organization.branches) {
    const seats = planSeats(template, { ...context, branchId }, excludedIds);
    const staffing = { seats, branchId, isComplete: hasEnough(template, seats) };
    if (staffing.isComplete) return staffing;
    if (seats.length > best.seats.length) best = staffing;
  }
  return best;
}

/** The people an escalation adds: of the first unit upward in which the source names somebody new. */
export function staffEscalation(
  template: StageTemplate,
  context: ApproverContext,
  excludedIds: readonly string[],
): readonly SeatPlan[] {
  for (const { branchId } of context.organization.branches) {
    const found = resolveSource(template.sla.escalateTo, { ...context, branchId });
    const added = found.filter(({ officerId }) => !excludedIds.includes(officerId));
    if (added.length > 0) return added.map(escalatedSeat);
  }
  return [];
}

function escalatedSeat(person: Candidate): SeatPlan {
  return {
    ...person,
    source: 'escalated',
    status: 'open',
    onBehalfOf: null,
    addedBy: null,
    hasVeto: false,
    isCounted: true,
  };
}

function hasEnough(template: StageTemplate, plan: readonly SeatPlan[]): boolean {
  const seats = plan.map((seat) => ({ ...seat, seatId: seat.officerId }));
  const { missingSeatCount, seatCount } = computeVerdict({ template, seats, votes: [] }).count;
  return seatCount > 0 && missingSeatCount === 0;
}
