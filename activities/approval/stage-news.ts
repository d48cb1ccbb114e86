/**
 * What a holder's action asks of the stage it left open: seats that a recusal left empty are filled, whoever came to
 * sit is told, and reminders that were asked for are written. It looks at the rows, so twice is the same as once.
 */
import type { Transaction } from 'kysely';
import type { SeatPlan } from '../../domain/approval/approvers.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import { computeVerdict, emptyGroups } from '../../domain/approval/verdict.ts';
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
  const own = await refill(trx, locked, stage, dueAt);
  const added = [...own, ...(await refillGroups(trx, locked, stage, dueAt))];
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
  const isOpen = outcome === 'open' && count.missingSeatCount === 0;
  return !isOpen || emptyGroups(stage).length > 0;
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
  const officerIds = found.map(({ officerId }) => officerId);
  await recordRefill(trx, locked, stage, { officerIds, missingSeatCount });
  return found;
}

/** Signers who stepped aside are replaced, in their group and by their kind: one person for each group left empty. */
async function refillGroups(
  trx: Transaction<DB>,
  locked: LockedCase,
  stage: Stage,
  dueAt: string,
): Promise<readonly SeatPlan[]> {
  const { application } = locked;
  const seated: SeatPlan[] = [];
  for (const group of emptyGroups(stage)) {
    const taken = await listTaken(trx, locked, stage);
    const takenIds = [...taken, ...seated.map(({ officerId }) => officerId)];
    const { seats } = await findSeats(trx, application, stage.template, takenIds);
    const [first] =
      seats.length > 0
        ? seats
        : await findEscalationSeats(trx, application, stage.template, takenIds);
    if (first === undefined) continue;
    const left = stage.seats.find((seat) => seat.addedGroup?.groupId === group.groupId);
    const addedBy = left?.addedBy ?? null;
    const seat = { ...first, source: 'added', addedBy, addedGroup: group } as const;
    await insertSeats(trx, stage.stageId, [seat], dueAt);
    await recordRefill(trx, locked, stage, {
      officerIds: [first.officerId],
      groupId: group.groupId,
    });
    seated.push(seat);
  }
  return seated;
}

async function recordRefill(
  trx: Transaction<DB>,
  { application, clock }: LockedCase,
  { stageId, approvalId }: Stage,
  details: { readonly officerIds: string[]; readonly [fact: string]: string | number | string[] },
): Promise<void> {
  const { applicationId } = application;
  const ids = { applicationId, approvalId, stageId, actorId: null };
  const { now: occurredAt, businessDate } = clock;
  await recordSteps(trx, [{ ...ids, kind: 'stage.refilled', details }], {
    occurredAt,
    businessDate,
  });
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
