/**
 * What a holder's action asks of the stage it left open: seats that a recusal left empty are filled, whoever came to
 * sit is told, and reminders that were asked for are written. It looks at the rows, so twice is the same as once.
 */
import type { Transaction } from 'kysely';
import type { SeatPlan } from '../../domain/approval/approvers.ts';
import { staffEscalation, staffStage } from '../../domain/approval/staffing.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
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
  const added = await refill(trx, locked, { stage, dueAt }, clock);
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
  return count.missingSeatCount > 0 || outcome !== 'open';
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
