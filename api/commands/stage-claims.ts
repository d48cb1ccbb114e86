/** 认领: of several people of whom one decides, one says that they are at it. */
import type { Transaction } from 'kysely';
import {
  assertMayClaim,
  assertMayRelease,
  claimMinutes,
  type Claim,
} from '../../domain/approval/task.ts';
import { addWorkingMinutes } from '../../domain/work-calendar.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { saveClaim } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import { momentOf, type Caller } from './caller.ts';
import { stageStep } from './settle-stage.ts';
import { lockTask } from './tasks.ts';

/** Claiming again begins the two working hours anew. @throws DomainError as `assertMayClaim` */
export async function claimTask(
  trx: Transaction<DB>,
  caller: Caller,
  stageId: string,
): Promise<Claim> {
  const { task, locked } = await lockTask(trx, caller, stageId);
  assertMayClaim(task);
  const calendar = await readBranchCalendar(trx, locked.stage.branchId);
  const until = addWorkingMinutes(caller.clock.now, claimMinutes, calendar);
  const claim = { officerId: caller.actor.actorId, until };
  await saveClaim(trx, stageId, claim);
  const step = stageStep(locked, caller, { kind: 'task.claimed', details: { until } });
  await recordSteps(trx, [step], momentOf(caller));
  return claim;
}

/** @throws DomainError as `assertMayRelease` */
export async function releaseTask(
  trx: Transaction<DB>,
  caller: Caller,
  stageId: string,
): Promise<void> {
  const { task, locked } = await lockTask(trx, caller, stageId);
  assertMayRelease(task);
  await saveClaim(trx, stageId, null);
  const step = stageStep(locked, caller, { kind: 'task.released' });
  await recordSteps(trx, [step], momentOf(caller));
}
