/**
 * What a holder's action asks of the stage it left open: seats that a recusal left empty are filled, whoever came to
 * sit is told, and reminders that were asked for are written. It looks at the rows, so twice is the same as once.
 */
import type { Transaction } from 'kysely';
import type { SeatPlan } from '../../domain/approval/approvers.ts';
import { staffEscalation, staffStage } from '../../domain/approval/staffing.ts';
import { computeVerdict, emptyGroups } from '../../domain/approval/verdict.ts';
import type { LockedRequest } from '../../db/queries/approval-requests.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import { insertSeats, listStagesOf, type Stage } from '../../db/queries/stages.ts';
import { listReminders } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import { tellSeated, type SeatNotice } from './notices.ts';
import { earlierApprovers, readPeople, record } from './steps.ts';

export async function followNews(
  trx: Transaction<DB>,
  locked: LockedRequest,
  stage: Stage,
  clock: BusinessClock,
): Promise<void> {
  const running = await listRunningDeadlines(trx, stage.stageId, 'open');
  const dueAt = running.find(({ kind }) => kind.startsWith('escalation_'))?.dueAt ?? clock.now;
  const own = await refill(trx, locked, { stage, dueAt }, clock);
  const added = [...own, ...(await refillGroups(trx, locked, { stage, dueAt }, clock))];
  const seated = [...stage.seats.filter(({ status }) => status === 'open'), ...added];
  const officerIds = seated.map(({ officerId }) => officerId);
  const tell = (notice: Omit<SeatNotice, 'dueAt'>) =>
    tellSeated(trx, locked.request, stage, { ...notice, dueAt }, clock);
  await tell({ occasion: 'opened', officerIds });
  for (const reminder of await listReminders(trx, stage.stageId)) {
    const occasion = `asked_${reminder.number}`;
    await tell({ template: 'request_reminder', occasion, officerIds: reminder.officerIds });
  }
  if (isStuck(stage) && added.length === 0) {
    const admins = await listHolders(trx, 'process_admin');
    await tell({ template: 'request_process_admin', occasion: 'unstaffed', officerIds: admins });
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
  locked: LockedRequest,
  { stage, dueAt }: { readonly stage: Stage; readonly dueAt: string },
  clock: BusinessClock,
): Promise<readonly SeatPlan[]> {
  const { missingSeatCount } = computeVerdict(stage).count;
  if (missingSeatCount === 0) return [];
  const { stageId, template } = stage;
  const { context, excludedIds } = await readPeople(trx, locked, template);
  const takenIds = [...excludedIds, ...(await listTaken(trx, locked, stage))];
  const { seats } = staffStage(template, context, takenIds);
  const found =
    seats.length > 0
      ? seats.slice(0, missingSeatCount)
      : staffEscalation(template, context, takenIds);
  if (found.length === 0) return [];
  await insertSeats(trx, stageId, found, dueAt);
  const officerIds = found.map(({ officerId }) => officerId);
  const details = { officerIds, missingSeatCount };
  await record(trx, locked, { kind: 'stage.refilled', stageId, details }, clock);
  return found;
}

/** Signers who stepped aside are replaced in their group: one person for each group left empty. */
async function refillGroups(
  trx: Transaction<DB>,
  locked: LockedRequest,
  { stage, dueAt }: { readonly stage: Stage; readonly dueAt: string },
  clock: BusinessClock,
): Promise<readonly SeatPlan[]> {
  const seated: SeatPlan[] = [];
  const { stageId, template } = stage;
  for (const group of emptyGroups(stage)) {
    const { context, excludedIds } = await readPeople(trx, locked, template);
    const taken = [...excludedIds, ...(await listTaken(trx, locked, stage))];
    const takenIds = [...taken, ...seated.map(({ officerId }) => officerId)];
    const { seats } = staffStage(template, context, takenIds);
    const [first] = seats.length > 0 ? seats : staffEscalation(template, context, takenIds);
    if (first === undefined) continue;
    const left = stage.seats.find((seat) => seat.addedGroup?.groupId === group.groupId);
    const addedBy = left?.addedBy ?? null;
    const seat = { ...first, source: 'added', addedBy, addedGroup: group } as const;
    await insertSeats(trx, stageId, [seat], dueAt);
    const details = { officerIds: [first.officerId], groupId: group.groupId };
    await record(trx, locked, { kind: 'stage.refilled', stageId, details }, clock);
    seated.push(seat);
  }
  return seated;
}

async function listTaken(
  trx: Transaction<DB>,
  locked: LockedRequest,
  { approvalId, number, seats, template }: Stage,
): Promise<readonly string[]> {
  const seatedIds = seats.map(({ officerId }) => officerId);
  if (!template.otherPerson) return seatedIds;
  const stages = await listStagesOf(trx, approvalId);
  return [...seatedIds, ...earlierApprovers(locked, stages, number)];
}
