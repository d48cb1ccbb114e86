/**
 * Who sits in a stage. The rules look in the application's branch first and go up unit by unit while nobody, or too
 * few, can be found there; where the whole house has too few, the stage waits for the process admin to seat people.
 */
import type { Transaction } from 'kysely';
import {
  planSeats,
  resolveSource,
  type ApproverContext,
  type SeatPlan,
} from '../../domain/approval/approvers.ts';
import type { ApproverSource, StageTemplate } from '../../domain/approval/matrix.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import type { Application } from '../../db/queries/applications.ts';
import { listRelatedOfficerIds, readOrganization } from '../../db/queries/approvers.ts';
import type { DB } from '../../db/tables.ts';

export type Staffing = {
  readonly seats: readonly SeatPlan[];
  /** Where they were found; the stage counts its hours by this branch. */
  readonly branchId: string;
  readonly isComplete: boolean;
};

/** People who never decide this case: its makers, and whoever is related to the applicant. */
export async function listExcluded(
  trx: Transaction<DB>,
  application: Application,
): Promise<readonly string[]> {
  const related = await listRelatedOfficerIds(trx, application.customerId);
  return [...makersOf(application), ...related];
}

export function makersOf({
  createdBy,
  submittedBy,
  accountManagerId,
}: Pick<Application, 'createdBy' | 'submittedBy' | 'accountManagerId'>): readonly string[] {
  return [createdBy, accountManagerId, ...(submittedBy === null ? [] : [submittedBy])];
}

/** @param excludedIds beside the makers and relations: earlier approvers where the stage asks for another person */
export async function staffStage(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
  excludedIds: readonly string[],
): Promise<Staffing> {
  const context = await readContext(trx, application, template);
  let best: Staffing = { seats: [], branchId: application.branchId, isComplete: false };
  for (const { branchId } of context.organization.branches) {
    const seats = planSeats(template, { ...context, branchId }, excludedIds);
    const staffing = { seats, branchId, isComplete: isComplete(template, seats) };
    if (staffing.isComplete) return staffing;
    if (seats.length > best.seats.length) best = staffing;
  }
  return best;
}

/** The people an escalation adds: of the first unit upward in which the source names somebody new. */
export async function findForEscalation(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
  excludedIds: readonly string[],
): Promise<readonly SeatPlan[]> {
  const context = await readContext(trx, application, template);
  for (const { branchId } of context.organization.branches) {
    const found = resolveSource(template.sla.escalateTo, { ...context, branchId });
    const added = found.filter(({ officerId }) => !excludedIds.includes(officerId));
    if (added.length > 0) return added.map(escalatedSeat);
  }
  return [];
}

function escalatedSeat({ officerId, role, number }: SeatPlan | Candidate): SeatPlan {
  return {
    officerId,
    role,
    number,
    source: 'escalated',
    status: 'open',
    onBehalfOf: null,
    addedBy: null,
    hasVeto: false,
    isCounted: true,
  };
}

type Candidate = ReturnType<typeof resolveSource>[number];

/** Units come from the application's branch upward. */
async function readContext(
  trx: Transaction<DB>,
  application: Application,
  template: StageTemplate,
): Promise<ApproverContext> {
  const { branchId, accountManagerId } = application;
  const sources = [...template.approvers.map(({ source }) => source), template.sla.escalateTo];
  const organization = await readOrganization(trx, {
    branchId,
    officerIds: [accountManagerId, ...sources.flatMap(namedIds)],
    countsOpenSeats: template.approvers.some(({ seatCount }) => seatCount !== null),
  });
  return { organization, branchId, accountManagerId };
}

function namedIds(source: ApproverSource): readonly string[] {
  return source.kind === 'named' ? source.officerIds : [];
}

function isComplete(template: StageTemplate, plan: readonly SeatPlan[]): boolean {
  const seats = plan.map((seat) => ({ ...seat, seatId: seat.officerId }));
  const { missingSeatCount, seatCount } = computeVerdict({ template, seats, votes: [] }).count;
  return seatCount > 0 && missingSeatCount === 0;
}
