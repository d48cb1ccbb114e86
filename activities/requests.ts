/**
 * The steps of `approveRequest`: the same stages as those of an application, for anything else that several people
 * approve. What an approved request changes by itself is changed here, in the transaction that ends it.
 */
import type { Kysely, Transaction } from 'kysely';
import { planRequestStage } from '../domain/approval/request-stage.ts';
import { deadlineKindOf } from '../domain/approval/deadlines.ts';
import { nextStageNumber, standingApprovals } from '../domain/approval/next-stage.ts';
import { staffEscalation } from '../domain/approval/staffing.ts';
import { recordRequestSteps } from '../db/queries/approval-events.ts';
import {
  endRequest,
  lockRequest,
  type ApprovalRequest,
  type LockedRequest,
} from '../db/queries/approval-requests.ts';
import { readApproverContext } from '../db/queries/approvers.ts';
import { readBranchCalendar } from '../db/queries/calendar.ts';
import { readClock, type BusinessClock } from '../db/queries/clock.ts';
import { saveNextWake } from '../db/queries/processes.ts';
import { applyRequest } from '../db/queries/request-effects.ts';
import { hideSeats } from '../db/queries/seat-changes.ts';
import { listRunningDeadlines, markDeadlineDone } from '../db/queries/stage-deadlines.ts';
import {
  findStage,
  insertSeats,
  insertStage,
  listStagesOf,
  type Stage,
} from '../db/queries/stages.ts';
import type { DB } from '../db/tables.ts';
import type { DueStep, StagePosition } from '../workflows/messages.ts';
import type { RequestActivities } from '../workflows/proxies.ts';
import { endedStage, stagePosition } from './approval/positions.ts';

/** Nobody: a request that is about no customer has no relations. */
const noCustomer = '00000000-0000-0000-0000-000000000000';

export function createRequestActivities({ db }: { readonly db: Kysely<DB> }): RequestActivities {
  return {
    openNextRequestStage: (approvalId) =>
      db.transaction().execute((trx) => openNext(trx, approvalId)),
    lookAtRequestStage: (stageId) => db.transaction().execute((trx) => look(trx, stageId)),
    runRequestDeadline: (stageId, due) =>
      db.transaction().execute((trx) => runDeadline(trx, stageId, due)),
  };
}

async function openNext(trx: Transaction<DB>, approvalId: string): Promise<StagePosition> {
  const locked = await lockRequest(trx, approvalId);
  if (locked === undefined) return endedStage;
  const { approval } = locked;
  const clock = await readClock(trx);
  if (approval.status !== 'open') return end(trx, locked);
  const stages = await listStagesOf(trx, approvalId);
  const running = stages.find(({ status }) => status === 'open');
  if (running !== undefined) {
    return stagePosition(trx, { ...running, workflowId: approval.workflowId }, clock);
  }
  const number = nextStageNumber(stages, 1);
  if (number > approval.path.length) return approve(trx, locked, clock);
  const stageId = await openStage(trx, locked, { number, stages }, clock);
  return stagePosition(trx, { stageId, status: 'open', workflowId: approval.workflowId }, clock);
}

async function end(trx: Transaction<DB>, { approval }: LockedRequest): Promise<StagePosition> {
  await saveNextWake(trx, approval.workflowId, { status: 'ended', nextAt: null });
  return endedStage;
}

async function approve(
  trx: Transaction<DB>,
  locked: LockedRequest,
  clock: BusinessClock,
): Promise<StagePosition> {
  await endRequest(trx, locked, 'approved', clock.now);
  await applyRequest(trx, locked.request, clock.now);
  await record(trx, locked, { kind: 'request.approved', stageId: null, details: {} }, clock);
  return end(trx, locked);
}

async function openStage(
  trx: Transaction<DB>,
  locked: LockedRequest,
  { number, stages }: { readonly number: number; readonly stages: readonly Stage[] },
  clock: BusinessClock,
): Promise<string> {
  const { request, approval } = locked;
  const template = approval.path[number - 1]!;
  const context = await readApproverContext(trx, subjectOf(request), template);
  const earlierIds = standingApprovals(stages, 1).map(({ officerId }) => officerId);
  const excludedIds = [request.requestedBy, ...context.relatedIds];
  const plan = { template, context, excludedIds, earlierIds, openedAt: clock.now };
  const { staffing, withCalendar } = planRequestStage(plan);
  const deadlines = withCalendar(await readBranchCalendar(trx, staffing.branchId));
  const { stageId } = await insertStage(trx, {
    approvalId: approval.approvalId,
    number,
    submissionNumber: 1,
    template,
    branchId: staffing.branchId,
    openedAt: clock.now,
    seats: staffing.seats,
    deadlines: deadlines.map(({ name, dueAt }) => ({ kind: name, dueAt })),
    dueAt: deadlines.find(({ kind }) => kind === 'escalation')!.dueAt,
  });
  await hideSeats(trx, stageId);
  const officerIds = staffing.seats.map(({ officerId }) => officerId);
  const kind = staffing.isComplete ? 'stage.opened' : 'stage.opened_unstaffed';
  await record(trx, locked, { kind, stageId, details: { number, officerIds } }, clock);
  return stageId;
}

async function look(trx: Transaction<DB>, stageId: string): Promise<StagePosition> {
  const stage = await findStage(trx, stageId);
  const locked = stage && (await lockRequest(trx, stage.approvalId));
  if (stage === undefined || locked === undefined) return endedStage;
  const fresh = (await findStage(trx, stageId))!;
  const { workflowId } = locked.approval;
  return stagePosition(trx, { ...fresh, workflowId }, await readClock(trx));
}

/** Reminders and the process admin stand in the record; an escalation adds people. Nothing is decided. */
async function runDeadline(
  trx: Transaction<DB>,
  stageId: string,
  due: DueStep,
): Promise<StagePosition> {
  const known = await findStage(trx, stageId);
  const locked = known && (await lockRequest(trx, known.approvalId));
  if (known === undefined || locked === undefined) return endedStage;
  const stage = (await findStage(trx, stageId))!;
  const clock = { ...(await readClock(trx)), businessDate: due.businessDate };
  const running = stage.status === 'open' ? await listRunningDeadlines(trx, stageId, 'open') : [];
  const deadline = running.find(({ kind }) => kind === due.kind);
  if (deadline !== undefined) {
    await markDeadlineDone(trx, stageId, due.kind, clock.now);
    const officerIds = await act(trx, locked, stage, deadline);
    const details = { clock: due.kind, officerIds };
    await record(trx, locked, { kind: `stage.${verbOf(due.kind)}`, stageId, details }, clock);
  }
  return stagePosition(trx, { ...stage, workflowId: locked.approval.workflowId }, clock);
}

async function act(
  trx: Transaction<DB>,
  { request }: LockedRequest,
  stage: Stage,
  { kind, dueAt }: { readonly kind: string; readonly dueAt: string },
): Promise<string[]> {
  if (deadlineKindOf(kind) !== 'escalation') return [];
  const { template } = stage;
  const context = await readApproverContext(trx, subjectOf(request), template);
  const seatedIds = stage.seats.map(({ officerId }) => officerId);
  const excludedIds = [request.requestedBy, ...context.relatedIds, ...seatedIds];
  const seats = staffEscalation(template, context, excludedIds);
  await insertSeats(trx, stage.stageId, seats, dueAt);
  await hideSeats(trx, stage.stageId);
  return seats.map(({ officerId }) => officerId);
}

function verbOf(kind: string): string {
  const verbs = { reminder: 'reminded', escalation: 'escalated', process_admin: 'reported' };
  return verbs[deadlineKindOf(kind)];
}

function subjectOf({ branchId, customerId, requestedBy }: ApprovalRequest) {
  return { branchId, customerId: customerId ?? noCustomer, accountManagerId: requestedBy };
}

async function record(
  trx: Transaction<DB>,
  { request, approval }: LockedRequest,
  step: {
    readonly kind: string;
    readonly stageId: string | null;
    readonly details: Record<string, string | number | string[]>;
  },
  { now: occurredAt, businessDate }: BusinessClock,
): Promise<void> {
  const ids = { requestId: request.requestId, approvalId: approval.approvalId, actorId: null };
  await recordRequestSteps(trx, [{ ...ids, ...step }], { occurredAt, businessDate });
}
