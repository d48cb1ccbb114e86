/**
 * What a clock of a request does when it comes: remind, add people, tell the process admin, or let a request expire
 * that nobody decided or handed in again. It takes the same locks as a vote, and never decides.
 */
import type { Transaction } from 'kysely';
import { deadlineKindOf } from '../../domain/approval/deadlines.ts';
import { staffEscalation } from '../../domain/approval/staffing.ts';
import { endRequest } from '../../db/queries/approval-requests.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import {
  lockRequestStage,
  type LockedMatter,
  type RequestMatter,
} from '../../db/queries/matters.ts';
import { dropSubject } from '../../db/queries/request-subjects.ts';
import { listRunningDeadlines, markDeadlineDone } from '../../db/queries/stage-deadlines.ts';
import { insertSeats, listStagesOf, saveStage, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { DueStep, StagePosition } from '../../workflows/messages.ts';
import { endedStage, stagePosition } from '../approval/positions.ts';
import { tellRequester, tellSeated } from './notices.ts';
import { earlierApprovers, readPeople, record } from './steps.ts';

type Held = LockedMatter<RequestMatter>;
type Deadline = { readonly kind: string; readonly dueAt: string };

/** At least once: a second attempt finds the clock done and answers with the stage as it is. */
export async function runDeadline(
  trx: Transaction<DB>,
  stageId: string,
  due: DueStep,
): Promise<StagePosition> {
  const held = await lockRequestStage(trx, stageId);
  if (held === undefined) return endedStage;
  const clock = { ...held.clock, businessDate: due.businessDate };
  const status = await actIfDue(trx, held, due.kind, clock);
  const { workflowId } = held.approval;
  return stagePosition(trx, { stageId, status, workflowId }, clock);
}

/** @returns the stage's status afterwards */
async function actIfDue(
  trx: Transaction<DB>,
  held: Held,
  kind: string,
  clock: BusinessClock,
): Promise<Stage['status']> {
  const { stageId, status } = held.stage;
  if (status !== 'open' && status !== 'returned') return status;
  const running = await listRunningDeadlines(trx, stageId, status);
  const deadline = running.find((candidate) => candidate.kind === kind);
  if (deadline === undefined) return status;
  await markDeadlineDone(trx, stageId, kind, clock.now);
  if (kind === 'review_expiry' || kind === 'returned_expiry') {
    await expire(trx, held, kind, clock);
    return 'unused';
  }
  if (kind.startsWith('returned_')) await remindRequester(trx, held, kind, clock);
  else await actOnSla(trx, held, deadline, clock);
  return status;
}

async function expire(
  trx: Transaction<DB>,
  held: Held,
  kind: string,
  clock: BusinessClock,
): Promise<void> {
  const { stage } = held;
  const unused = { status: 'unused', verdict: stage.verdict, closedAt: clock.now } as const;
  await saveStage(trx, stage.stageId, unused);
  const locked = { ...held, request: held.matter.request };
  const request = await endRequest(trx, locked, 'expired', clock.now);
  await dropSubject(trx, request, { actorId: null, businessDate: clock.businessDate });
  const details = { clock: kind, status: request.status };
  await record(trx, locked, { kind: 'request.expired', stageId: stage.stageId, details }, clock);
}

async function remindRequester(
  trx: Transaction<DB>,
  held: Held,
  kind: string,
  clock: BusinessClock,
): Promise<void> {
  const { request } = held.matter;
  const { stageId } = held.stage;
  await tellRequester(trx, request, { template: 'request_returned', occasion: kind }, clock);
  const details = { clock: kind };
  const locked = { ...held, request };
  await record(trx, locked, { kind: 'request.return_reminded', stageId, details }, clock);
}

async function actOnSla(
  trx: Transaction<DB>,
  held: Held,
  deadline: Deadline,
  clock: BusinessClock,
): Promise<void> {
  const kind = deadlineKindOf(deadline.kind);
  const { officerIds, added } = await peopleOf(trx, held, deadline);
  const templates = {
    reminder: 'request_reminder',
    escalation: 'request_escalated',
    process_admin: 'request_process_admin',
  } as const;
  const { request } = held.matter;
  const { dueAt } = deadline;
  const told = { template: templates[kind], occasion: deadline.kind, officerIds, dueAt };
  await tellSeated(trx, request, held.stage, told, clock);
  const verbs = { reminder: 'reminded', escalation: 'escalated', process_admin: 'reported' };
  const { stageId } = held.stage;
  const details = { clock: deadline.kind, officerIds: added ?? officerIds };
  const step = { kind: `stage.${verbs[kind]}`, stageId, details };
  await record(trx, { ...held, request }, step, clock);
}

/** Whom the clock concerns, and whom it added. */
async function peopleOf(
  trx: Transaction<DB>,
  held: Held,
  { kind, dueAt }: Deadline,
): Promise<{ readonly officerIds: readonly string[]; readonly added: string[] | null }> {
  const open = held.stage.seats.filter(({ status }) => status === 'open');
  const seatedIds = open.map(({ officerId }) => officerId);
  switch (deadlineKindOf(kind)) {
    case 'reminder':
      return { officerIds: seatedIds, added: null };
    case 'process_admin':
      return { officerIds: await listHolders(trx, 'process_admin'), added: null };
    case 'escalation': {
      const added = await addSeats(trx, held, dueAt);
      return { officerIds: [...seatedIds, ...added], added };
    }
  }
}

async function addSeats(trx: Transaction<DB>, held: Held, dueAt: string): Promise<string[]> {
  const { stage, approval } = held;
  const { stageId, template, number } = stage;
  const locked = { request: held.matter.request, approval };
  const { context, excludedIds } = await readPeople(trx, locked, template);
  const seatedIds = stage.seats.map(({ officerId }) => officerId);
  const stages = template.otherPerson ? await listStagesOf(trx, approval.approvalId) : [];
  const earlierIds = earlierApprovers(locked, stages, number);
  const seats = staffEscalation(template, context, [...excludedIds, ...seatedIds, ...earlierIds]);
  await insertSeats(trx, stageId, seats, dueAt);
  return seats.map(({ officerId }) => officerId);
}
