/** 回避: a person steps aside for an interest of their own. m is recomputed, n stays, and what is missing is refilled. */
import type { Transaction } from 'kysely';
import { assertMayRecuse, type Claim } from '../../domain/approval/task.ts';
import type { Verdict } from '../../domain/approval/stage.ts';
import { DomainError } from '../../domain/errors.ts';
import { closeSeat } from '../../db/queries/seat-changes.ts';
import { insertInterest, saveClaim } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { settleStage, stageStep, withSeatStatus } from './settle-stage.ts';
import { lockTask } from './tasks.ts';

export const interestKinds = ['family', 'financial', 'former_employer', 'other'] as const;
export type InterestKind = (typeof interestKinds)[number];

export type RecusalInput = {
  readonly stageId: string;
  readonly kind: InterestKind;
  readonly comment: string;
};

/**
 * From then on this person decides nothing in the case, whatever seat they might get.
 * @returns what the stage comes to without them
 * @throws DomainError as `assertMayRecuse`
 */
export async function recuse(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, kind, comment }: RecusalInput,
): Promise<Verdict['outcome']> {
  const { task, locked, standing, earlier } = await lockTask(trx, caller, stageId);
  const seat = assertMayRecuse(task);
  // A delegate who has an interest tells the delegator; only the seat's own person can give it up.
  if (standing.delegation !== null) throw new DomainError('no_seat', { stageId });
  const officerId = caller.actor.actorId;
  const { subjectId } = locked.matter;
  const declaredAt = caller.clock.now;
  await closeSeat(trx, seat.seatId, 'recused');
  await insertInterest(trx, { subjectId, officerId, stageId, kind, comment, declaredAt });
  await releaseOwn(trx, stageId, task.claim, officerId);
  const details = { officerId, interest: kind, comment };
  const steps = [stageStep(locked, caller, { kind: 'seat.recused', details })];
  const after = withSeatStatus(locked, seat.seatId, 'recused');
  return settleStage(trx, after, caller, { earlier, steps });
}

async function releaseOwn(
  trx: Transaction<DB>,
  stageId: string,
  claim: Claim | null,
  officerId: string,
): Promise<void> {
  if (claim?.officerId === officerId) await saveClaim(trx, stageId, null);
}
