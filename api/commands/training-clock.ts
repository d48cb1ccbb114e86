/** Asks for a move of the training clock. Only a training installation has one, and it makes one move at a time. */
import type { Transaction } from 'kysely';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { readClock } from '../../db/queries/clock.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import {
  findRunningMove,
  insertTrainingMove,
  lockClock,
  type TrainingMove,
} from '../../db/queries/training.ts';
import type { DB } from '../../db/tables.ts';
import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { startTrainingMove, trainingMoveWorkflowId } from '../../workflows/messages.ts';

/** How far: to a date, or by whole days or months from the present business date. */
export type MoveTarget =
  { readonly toDate: IsoDate } | { readonly days: number } | { readonly months: number };

export type TrainingMoveRequest = {
  /** An officer's id. */
  readonly actorId: string;
  readonly target: MoveTarget;
  readonly requestId?: string;
};

/**
 * @throws DomainError `not_found` in a productive installation, `clock_moving` while another move runs,
 *   `clock_not_forward`
 */
export async function requestTrainingMove(
  trx: Transaction<DB>,
  { actorId, target, requestId }: TrainingMoveRequest,
): Promise<TrainingMove> {
  await lockClock(trx);
  const { mode, businessDate } = await readClock(trx);
  const running = await findRunningMove(trx);
  const toDate = targetDate(target, businessDate);
  if (mode !== 'training') throw new DomainError('not_found', { resource: 'training_clock' });
  if (running !== undefined) throw new DomainError('clock_moving', { moveId: running.moveId });
  if (toDate <= businessDate) throw new DomainError('clock_not_forward', { toDate, businessDate });
  const moveId = newId();
  const move = { moveId, requestedBy: actorId, fromDate: businessDate, toDate };
  const inserted = await insertTrainingMove(trx, move);
  const workflowId = trainingMoveWorkflowId(moveId);
  await openProcess(trx, { workflowId, kind: 'training_clock', subjectId: moveId });
  await insertOutbox(trx, startTrainingMove(moveId));
  await insertAudit(trx, {
    actorId,
    action: 'training_clock.move_requested',
    subjectType: 'training_move',
    subjectId: moveId,
    before: { businessDate },
    after: { businessDate: toDate },
    businessDate,
    ...(requestId === undefined ? {} : { requestId }),
  });
  return inserted;
}

function targetDate(target: MoveTarget, businessDate: IsoDate): IsoDate {
  if ('toDate' in target) return target.toDate;
  if ('days' in target) return addDays(businessDate, target.days);
  return addMonths(businessDate, target.months);
}
