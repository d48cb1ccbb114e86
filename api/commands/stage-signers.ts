/** 加签 and 减签: a holder asks colleagues to sign as well, before, after or beside the stage, and may take that back. */
import type { Transaction } from 'kysely';
import { assertMayJoin } from '../../domain/approval/receivers.ts';
import type { SignerMode, SignerPlacement } from '../../domain/approval/stage.ts';
import { assertMayAddSigners, assertMayRemoveSigner } from '../../domain/approval/task.ts';
import { newId } from '../../db/ids.ts';
import { closeSeat } from '../../db/queries/seat-changes.ts';
import { insertSeats, type NewSeat } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { findReceiver, receivingCase } from './receivers.ts';
import { recordAndTell, settleStage, stageStep, withSeatStatus } from './settle-stage.ts';
import { escalationOf } from './stage-handovers.ts';
import { lockTask } from './tasks.ts';

export type SignersInput = {
  readonly stageId: string;
  readonly officerIds: readonly string[];
  readonly placement: SignerPlacement;
  readonly mode: SignerMode;
  readonly reason: string;
};

/** @throws DomainError as `assertMayAddSigners` and `assertMayJoin`, `not_found` */
export async function addSigners(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, officerIds, placement, mode, reason }: SignersInput,
): Promise<{ readonly groupId: string }> {
  const held = await lockTask(trx, caller, stageId);
  assertMayAddSigners(held.task, officerIds.length);
  for (const officerId of officerIds) {
    const person = await findReceiver(trx, held, officerId);
    assertMayJoin(person, receivingCase(held, person));
  }
  const groupId = newId();
  const seats = officerIds.map((officerId, index): NewSeat => ({
    officerId,
    role: null,
    source: 'added',
    onBehalfOf: null,
    addedBy: caller.actor.actorId,
    number: index + 1,
    hasVeto: false,
    isCounted: true,
    addedGroup: { groupId, placement, mode },
  }));
  await insertSeats(trx, stageId, seats, await escalationOf(trx, stageId));
  const details = { groupId, officerIds: [...officerIds], placement, mode, reason };
  const step = stageStep(held.locked, caller, { kind: 'signer.added', details });
  await recordAndTell(trx, held.locked, caller, [step]);
  return { groupId };
}

/** @throws DomainError as `assertMayRemoveSigner` */
export async function removeSigner(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly stageId: string; readonly officerId: string; readonly reason: string },
): Promise<void> {
  const { task, locked, earlier } = await lockTask(trx, caller, input.stageId);
  const signer = assertMayRemoveSigner(task, input.officerId);
  await closeSeat(trx, signer.seatId, 'removed');
  const details = { officerId: input.officerId, reason: input.reason };
  const steps = [stageStep(locked, caller, { kind: 'signer.removed', details })];
  const after = withSeatStatus(locked, signer.seatId, 'removed');
  await settleStage(trx, after, caller, { earlier, steps });
}
