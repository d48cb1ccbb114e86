/**
 * What a stage's clock does when it comes: remind, add people, tell the process admin, or let a forgotten case
 * expire. It takes the same locks as a vote: whoever comes second finds the stage closed, or the seat added. No
 * clock approves or declines.
 */
import type { Transaction } from 'kysely';
import { deadlineKindOf } from '../../domain/approval/deadlines.ts';
import { returnExpiryDays } from '../../domain/origination/case-clocks.ts';
import { addDays } from '../../domain/calendar.ts';
import { businessDateOf, msBetween } from '../../domain/instant.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listRunningDeadlines, markDeadlineDone } from '../../db/queries/stage-deadlines.ts';
import { lockStage, type LockedStage } from '../../db/queries/case-locks.ts';
import { insertSeats, listStagesOf } from '../../db/queries/stages.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import type { DB } from '../../db/tables.ts';
import type { DueStep, StagePosition } from '../../workflows/messages.ts';
import { tellApplicant, tellOfficers, tellReviewOverdue } from './case-notices.ts';
import { expireCase } from './expiry.ts';
import { findEscalationSeats } from './people.ts';
import { endedStage, stagePosition } from './positions.ts';

const dayMs = 86_400_000;

/** At least once: a second attempt finds the clock done and answers with the stage as it is. */
export async function runDeadline(
  trx: Transaction<DB>,
  stageId: string,
  due: DueStep,
): Promise<StagePosition> {
  const locked = await lockStage(trx, stageId);
  if (locked === undefined) return endedStage;
  const clock = { ...locked.clock, businessDate: due.businessDate };
  const status = await actIfDue(trx, locked, due, clock);
  return stagePosition(trx, { stageId, status, workflowId: locked.approval.workflowId }, clock);
}

/** @returns the stage's status afterwards */
async function actIfDue(
  trx: Transaction<DB>,
  locked: LockedStage,
  { kind }: DueStep,
  clock: BusinessClock,
): Promise<LockedStage['stage']['status']> {
  const { stageId, status } = locked.stage;
  if (status !== 'open' && status !== 'returned') return status;
  const running = await listRunningDeadlines(trx, stageId, status);
  const deadline = running.find((candidate) => candidate.kind === kind);
  if (deadline === undefined) return status;
  await markDeadlineDone(trx, stageId, kind, clock.now);
  return act(trx, locked, deadline, clock);
}

type Deadline = { readonly kind: string; readonly dueAt: string };

async function act(
  trx: Transaction<DB>,
  locked: LockedStage,
  deadline: Deadline,
  clock: BusinessClock,
): Promise<LockedStage['stage']['status']> {
  const { kind } = deadline;
  if (kind === 'review_expiry' || kind === 'returned_expiry') {
    await expireCase(trx, locked, kind, clock);
    return 'unused';
  }
  if (kind === 'review_notice') await tellChiefRiskOfficers(trx, locked, clock);
  else if (kind.startsWith('returned_')) await remindApplicant(trx, locked, kind, clock);
  else await actOnSla(trx, locked, deadline, clock);
  return locked.stage.status;
}

async function actOnSla(
  trx: Transaction<DB>,
  locked: LockedStage,
  deadline: Deadline,
  clock: BusinessClock,
): Promise<void> {
  switch (deadlineKindOf(deadline.kind)) {
    case 'reminder':
      return remind(trx, locked, deadline, clock);
    case 'escalation':
      return escalate(trx, locked, deadline, clock);
    case 'process_admin':
      return callProcessAdmin(trx, locked, deadline, clock);
  }
}

async function remind(
  trx: Transaction<DB>,
  locked: LockedStage,
  { kind }: Deadline,
  clock: BusinessClock,
): Promise<void> {
  const officerIds = locked.stage.seats
    .filter(({ status }) => status === 'open')
    .map(({ officerId }) => officerId);
  const dueAt = await escalationInstant(trx, locked, clock);
  const notice = { template: 'approval_reminder', occasion: kind, officerIds, dueAt } as const;
  await tellOfficers(trx, locked.application, locked.stage, notice, clock);
  await record(
    trx,
    locked,
    { kind: 'stage.reminded', details: { clock: kind, officerIds } },
    clock,
  );
}

/** Adds people, replaces nobody. Where nobody is left to add, the process admins hear of it at once. */
async function escalate(
  trx: Transaction<DB>,
  locked: LockedStage,
  deadline: Deadline,
  clock: BusinessClock,
): Promise<void> {
  const { application, stage } = locked;
  const seats = await findEscalationSeats(
    trx,
    application,
    stage.template,
    await cannotJoin(trx, locked),
  );
  await insertSeats(trx, stage.stageId, seats, deadline.dueAt);
  const officerIds = seats.map(({ officerId }) => officerId);
  const notice = { occasion: deadline.kind, dueAt: deadline.dueAt } as const;
  const added = { ...notice, template: 'approval_escalated', officerIds } as const;
  await tellOfficers(trx, application, stage, added, clock);
  if (seats.length === 0) {
    const admins = await listHolders(trx, 'process_admin');
    const call = { ...notice, template: 'approval_process_admin', officerIds: admins } as const;
    await tellOfficers(trx, application, stage, call, clock);
  }
  const details = { clock: deadline.kind, officerIds };
  await record(trx, locked, { kind: 'stage.escalated', details }, clock);
}

async function cannotJoin(trx: Transaction<DB>, locked: LockedStage): Promise<readonly string[]> {
  const { approval, stage } = locked;
  const seated = stage.seats.map(({ officerId }) => officerId);
  if (!stage.template.otherPerson) return seated;
  const stages = await listStagesOf(trx, approval.approvalId);
  const earlier = standingApprovals(stages, approval.facts.submissionNumber);
  return [...seated, ...earlier.map(({ officerId }) => officerId)];
}

async function callProcessAdmin(
  trx: Transaction<DB>,
  locked: LockedStage,
  { kind, dueAt }: Deadline,
  clock: BusinessClock,
): Promise<void> {
  const officerIds = await listHolders(trx, 'process_admin');
  const notice = { template: 'approval_process_admin', occasion: kind, officerIds, dueAt } as const;
  await tellOfficers(trx, locked.application, locked.stage, notice, clock);
  await record(
    trx,
    locked,
    { kind: 'stage.reported', details: { clock: kind, officerIds } },
    clock,
  );
}

async function tellChiefRiskOfficers(
  trx: Transaction<DB>,
  locked: LockedStage,
  clock: BusinessClock,
): Promise<void> {
  const officerIds = await listHolders(trx, 'chief_risk_officer');
  const { application, approval } = locked;
  const since = application.submittedAt ?? approval.openedAt;
  const days = Math.floor(msBetween(since, clock.now) / dayMs);
  await tellReviewOverdue(trx, application, { officerIds, days }, clock);
  await record(trx, locked, { kind: 'application.review_overdue', details: { days } }, clock);
}

async function remindApplicant(
  trx: Transaction<DB>,
  locked: LockedStage,
  kind: string,
  clock: BusinessClock,
): Promise<void> {
  const { application, stage } = locked;
  const since = application.returnedAt ?? clock.now;
  const deadlineDate = addDays(businessDateOf(since, clock.timeZone), returnExpiryDays);
  const notice = { occasion: `${stage.stageId}/${kind}`, factsOf: () => ({ deadlineDate }) };
  await tellApplicant(trx, application, 'application_return_reminder', notice, clock);
  await record(
    trx,
    locked,
    { kind: 'application.return_reminded', details: { clock: kind } },
    clock,
  );
}

/** The instant a reminder names: when more people are brought in. */
async function escalationInstant(
  trx: Transaction<DB>,
  { stage }: LockedStage,
  clock: BusinessClock,
): Promise<string> {
  const running = await listRunningDeadlines(trx, stage.stageId, 'open');
  return running.find(({ kind }) => kind.startsWith('escalation_'))?.dueAt ?? clock.now;
}

async function record(
  trx: Transaction<DB>,
  { application, approval, stage }: LockedStage,
  step: Pick<CaseStep, 'kind' | 'details'>,
  { now, businessDate }: BusinessClock,
): Promise<void> {
  const ids = {
    applicationId: application.applicationId,
    approvalId: approval.approvalId,
    stageId: stage.stageId,
  };
  await recordSteps(trx, [{ ...step, ...ids, actorId: null }], { occurredAt: now, businessDate });
}
