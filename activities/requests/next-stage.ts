/** From one stage of a request to the next: what is open stays, and after the last one it takes effect on its date. */
import type { Transaction } from 'kysely';
import { nextStageNumber } from '../../domain/approval/next-stage.ts';
import { planRequestStage } from '../../domain/approval/request-stage.ts';
import { reviewDeadlines } from '../../domain/origination/case-clocks.ts';
import { endRequest, lockRequest, type LockedRequest } from '../../db/queries/approval-requests.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { readClock, type BusinessClock } from '../../db/queries/clock.ts';
import { lockRequestStage } from '../../db/queries/matters.ts';
import { findStage, insertStage, listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { StagePosition } from '../../workflows/messages.ts';
import { endedStage, stagePosition } from '../approval/positions.ts';
import { settle } from './effect-steps.ts';
import { tellReturned, tellSeated } from './notices.ts';
import { followNews } from './stage-news.ts';
import { earlierApprovers, readPeople, record } from './steps.ts';

/** @returns the open stage, or `ended` when the approval has its outcome */
export async function openNext(trx: Transaction<DB>, approvalId: string): Promise<StagePosition> {
  const locked = await lockRequest(trx, approvalId);
  if (locked === undefined) return endedStage;
  const { approval } = locked;
  const clock = await readClock(trx);
  if (approval.status !== 'open') {
    await settle(trx, locked, clock);
    return endedStage;
  }
  const stages = await listStagesOf(trx, approvalId);
  const running = stages.find(({ status }) => status === 'open' || status === 'returned');
  if (running !== undefined) return follow(trx, locked, running, clock);
  const number = nextStageNumber(stages, approval.facts.submissionNumber);
  if (number > approval.path.length) {
    await approve(trx, locked, clock);
    return endedStage;
  }
  const stageId = await openStage(trx, locked, { number, stages }, clock);
  return stagePosition(trx, { stageId, status: 'open', workflowId: approval.workflowId }, clock);
}

/** Where an open or returned stage stands now; under the lock it may turn out to have closed meanwhile. */
export async function lookAgain(trx: Transaction<DB>, stageId: string): Promise<StagePosition> {
  const held = await lockRequestStage(trx, stageId);
  if (held === undefined) return endedStage;
  const { request } = held.matter;
  return follow(trx, { ...held, request }, held.stage, held.clock);
}

async function follow(
  trx: Transaction<DB>,
  locked: LockedRequest,
  stage: Stage,
  clock: BusinessClock,
): Promise<StagePosition> {
  if (stage.status === 'returned') await tellReturned(trx, locked.request, stage, clock);
  if (stage.status === 'open') await followNews(trx, locked, stage, clock);
  const fresh = (await findStage(trx, stage.stageId))!;
  return stagePosition(trx, { ...fresh, workflowId: locked.approval.workflowId }, clock);
}

async function approve(
  trx: Transaction<DB>,
  locked: LockedRequest,
  clock: BusinessClock,
): Promise<void> {
  const { effectiveDate } = locked.request;
  const request = await endRequest(trx, locked, 'approved', clock.now);
  const approval = { ...locked.approval, status: 'approved' } as const;
  await record(trx, locked, { kind: 'request.approved', details: { effectiveDate } }, clock);
  await settle(trx, { request, approval }, clock);
}

async function openStage(
  trx: Transaction<DB>,
  locked: LockedRequest,
  { number, stages }: { readonly number: number; readonly stages: readonly Stage[] },
  clock: BusinessClock,
): Promise<string> {
  const { request, approval } = locked;
  const template = approval.path[number - 1]!;
  const people = await readPeople(trx, locked, template);
  const earlierIds = earlierApprovers(locked, stages, number);
  const plan = { ...people, template, earlierIds, openedAt: clock.now };
  const { staffing, withCalendar } = planRequestStage(plan);
  const own = withCalendar(await readBranchCalendar(trx, staffing.branchId));
  const dueAt = own.find(({ kind }) => kind === 'escalation')!.dueAt;
  const expiry = reviewDeadlines(request.requestedAt).filter(
    ({ kind }) => kind === 'review_expiry',
  );
  const { stageId, attempt } = await insertStage(trx, {
    approvalId: approval.approvalId,
    number,
    submissionNumber: request.submissionNumber,
    template,
    branchId: staffing.branchId,
    openedAt: clock.now,
    seats: staffing.seats,
    deadlines: [...own.map((one) => ({ kind: one.name, dueAt: one.dueAt })), ...expiry],
    dueAt,
  });
  const officerIds = staffing.seats.map(({ officerId }) => officerId);
  const { key, mode } = template;
  const kind = staffing.isComplete ? 'stage.opened' : 'stage.opened_unstaffed';
  const details = { number, attempt, key, mode, officerIds, dueAt };
  await record(trx, locked, { kind, stageId, details }, clock);
  const stage = { stageId, template };
  await tellSeated(trx, request, stage, { officerIds, dueAt, occasion: 'opened' }, clock);
  if (!staffing.isComplete) {
    const admins = await listHolders(trx, 'process_admin');
    const call = { officerIds: admins, dueAt, occasion: 'unstaffed' };
    await tellSeated(trx, request, stage, { ...call, template: 'request_process_admin' }, clock);
  }
  return stageId;
}
