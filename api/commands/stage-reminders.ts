/** 催办: whoever made the case asks the people of the stage to hurry; the workflow writes to them. */
import type { Transaction } from 'kysely';
import { assertMayRemind } from '../../domain/approval/task.ts';
import { newId } from '../../db/ids.ts';
import { insertReminder } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { recordAndTell, stageStep } from './settle-stage.ts';
import { lockTask } from './tasks.ts';

/** @returns its number in the stage, from 1 @throws DomainError as `assertMayRemind` */
export async function remindStage(
  trx: Transaction<DB>,
  caller: Caller,
  stageId: string,
): Promise<{ readonly number: number; readonly officerIds: readonly string[] }> {
  const { task, locked } = await lockTask(trx, caller, stageId);
  assertMayRemind(task);
  const open = locked.stage.seats.filter(({ status }) => status === 'open');
  const officerIds = open.map(({ officerId }) => officerId);
  const number = task.reminderCount + 1;
  const remindedBy = caller.actor.actorId;
  const at = { remindedBy, remindedAt: caller.clock.now };
  await insertReminder(trx, { reminderId: newId(), stageId, number, officerIds, ...at });
  const details = { number, officerIds, by: 'person' };
  const step = stageStep(locked, caller, { kind: 'stage.reminded', details });
  await recordAndTell(trx, locked, caller, [step]);
  return { number, officerIds };
}
