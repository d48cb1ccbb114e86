/**
 * What a holder's action asks of the stage it left open: seats that a recusal left empty are filled, whoever came to
 * sit is told, and reminders that were asked for are written. It looks at the rows, so twice is the same as once.
 */
import type { Transaction } from 'kysely';
import type { SeatPlan } from '../../domain/approval/approvers.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import type { LockedCase } from '../../db/queries/case-locks.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import { insertSeats, listStagesOf, type Stage } from '../../db/queries/stages.ts';
import { listReminders } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import { tellOfficers, type StageNotice } from './case-notices.ts';
import { findEscalationSeats, findSeats } from './people.ts';

export async function followNews(
  trx: Transaction<DB>,
  locked: LockedCase,
  stage: Stage,
): Promise<void> {
  if (stage.status !== 'open') return;
  const dueAt = await escalationAt(trx, stage, locked);
  const added = await refill(trx, locked, stage, dueAt);
  const seated = stage.seats.filter(({ status }) => status === 'open');
  const officerIds = [...seated, ...added].map(({ officerId }) => officerId);
  const tell = (notice: Omit<StageNotice, 'dueAt'>) =>
    tellOfficers(trx, locked.application, stage, { ...notice, dueAt }, locked.clock);
  await tell({ template: 'approval_seat_opened', occasion: 'opened', officerIds });
  for (const reminder of await listReminders(trx, stage.stageId)) {
    const occasion = `asked_${reminder.number}`;
    await tell({ template: 'approval_reminder', occasion, officerIds: reminder.officerIds });
  }
  if (isStuck(stage) && added.length === 0) {
    const admins = await listHolders(trx, 'process_admin');
    await tell({ template: 'approval_process_admin', occasion: 'unstaffed', officerIds: admins });
  }
}

/** Too few people to decide, or enough approves by too few people: only a new seat leads on. */
function isStuck(stage: Stage): boolean {
  const { outcome, count } = computeVerdict(stage);
  return count.missingSeatCount > 0 || outcome !== 'open';
}

/** By the stage's own rules first, and by its escalation where they find nobody new. */
async function refill(
  trx: Transaction<DB>,
  locked: LockedCase,
  stage: Stage,
  dueAt: string,
): Promise<readonly SeatPlan[]> {
  const { missingSeatCount } = computeVerdict(stage).count;
  if (missingSeatCount === 0) return [];
  const { application } = locked;
  const takenIds = await listTaken(trx, locked, stage);
  const { seats } = await findSeats(trx, application, stage.template, takenIds);
  const found =
    seats.length > 0
      ? seats.slice(0, missingSeatCount)
      : await findEscalationSeats(trx, application, stage.template, takenIds);
  if (found.length === 0) return [];
  await insertSeats(trx, stage.stageId, found, dueAt);
  const step = {
    kind: 'stage.refilled',
    applicationId: application.applicationId,
    approvalId: stage.approvalId,
    stageId: stage.stageId,
    actorId: null,
    details: { officerIds: found.map(({ officerId }) => officerId), missingSeatCount },
  };
  const { now: occurredAt, businessDate } = locked.clock;
  await recordSteps(trx, [step], { occurredAt, businessDate });
  return found;
}

async function listTaken(
  trx: Transaction<DB>,
  { approval }: LockedCase,
  { seats, template }: Stage,
): Promise<readonly string[]> {
  const seatedIds = seats.map(({ officerId }) => officerId);
  if (!template.otherPerson) return seatedIds;
  const stages = await listStagesOf(trx, approval.approvalId);
  const earlier = standingApprovals(stages, approval.facts.submissionNumber);
  return [...seatedIds, ...earlier.map(({ officerId }) => officerId)];
}

async function escalationAt(
  trx: Transaction<DB>,
  { stageId }: Stage,
  { clock }: LockedCase,
): Promise<string> {
  const running = await listRunningDeadlines(trx, stageId, 'open');
  return running.find(({ kind }) => kind.startsWith('escalation_'))?.dueAt ?? clock.now;
}
