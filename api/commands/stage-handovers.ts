/** Handing a task on 转交, and asking a colleague for advice 委派 with the task coming back to whoever asked. */
import type { Transaction } from 'kysely';
import { assertMayTakeOver, assertUnbiased } from '../../domain/approval/receivers.ts';
import { assertMayAskAdvice, assertMayTransfer } from '../../domain/approval/task.ts';
import { DomainError } from '../../domain/errors.ts';
import { endAdvice, findAdvice, insertAdvice, type Advice } from '../../db/queries/advices.ts';
import { handOnSeat } from '../../db/queries/seat-changes.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import { saveClaim } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { findReceiver, receivingCase } from './receivers.ts';
import { recordAndTell, stageStep } from './settle-stage.ts';
import { lockTask } from './tasks.ts';

export type HandoverInput = {
  readonly stageId: string;
  readonly officerId: string;
  readonly reason: string;
};

/**
 * The task goes to another person who may have it; the one who handed it on loses the seat.
 * @returns the new seat
 * @throws DomainError as `assertMayTransfer` and `assertMayTakeOver`, `not_found`
 */
export async function transferTask(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, officerId, reason }: HandoverInput,
): Promise<{ readonly seatId: string }> {
  const held = await lockTask(trx, caller, stageId);
  const seat = assertMayTransfer(held.task);
  const person = await findReceiver(trx, held, officerId);
  assertMayTakeOver(person, seat, receivingCase(held, person));
  const dueAt = await escalationOf(trx, stageId);
  const seatId = await handOnSeat(trx, seat, { stageId, officerId, dueAt });
  if (held.task.claim !== null) await saveClaim(trx, stageId, null);
  const details = { from: seat.officerId, to: officerId, reason };
  const step = stageStep(held.locked, caller, { kind: 'task.transferred', details });
  await recordAndTell(trx, held.locked, caller, [step]);
  return { seatId };
}

/** When the stage's people are reinforced: the order of their queues. */
export async function escalationOf(trx: Transaction<DB>, stageId: string): Promise<string | null> {
  const running = await listRunningDeadlines(trx, stageId, 'open');
  return running.find(({ kind }) => kind.startsWith('escalation_'))?.dueAt ?? null;
}

export type AdviceInput = {
  readonly stageId: string;
  readonly officerId: string;
  readonly question: string;
};

/** @throws DomainError as `assertMayAskAdvice`, `four_eyes`, `conflict_of_interest`, `not_found` */
export async function askAdvice(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, officerId, question }: AdviceInput,
): Promise<{ readonly adviceId: string }> {
  const held = await lockTask(trx, caller, stageId);
  const seat = assertMayAskAdvice(held.task);
  const person = await findReceiver(trx, held, officerId);
  if (officerId === caller.actor.actorId) throw new DomainError('delegation_to_self', {});
  assertUnbiased(officerId, receivingCase(held, person));
  const askedBy = caller.actor.actorId;
  const askedAt = caller.clock.now;
  const asked = { stageId, seatId: seat.seatId, askedBy, askedOf: officerId, question, askedAt };
  const adviceId = await insertAdvice(trx, asked);
  const details = { adviceId, officerId, question };
  const step = stageStep(held.locked, caller, { kind: 'advice.asked', details });
  await recordAndTell(trx, held.locked, caller, [step]);
  return { adviceId };
}

/**
 * The adviser answers, and the task is the holder's again; the holder may also take the question back.
 * @throws DomainError `not_found`, `not_your_action`, `illegal_transition`
 */
export async function endQuestion(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly adviceId: string; readonly answer: string | null },
): Promise<Advice['status']> {
  const known = await findAdvice(trx, input.adviceId);
  if (known === undefined) throw new DomainError('not_found', { resource: 'advice' });
  const { locked } = await lockTask(trx, caller, known.stageId);
  const advice = (await findAdvice(trx, input.adviceId))!;
  const isAnswer = input.answer !== null;
  const status = isAnswer ? 'answered' : 'taken_back';
  const by = isAnswer ? advice.askedOf : advice.askedBy;
  if (by !== caller.actor.actorId) {
    throw new DomainError('not_your_action', { officerId: caller.actor.actorId });
  }
  if (advice.status !== 'open') throw closed(advice.status);
  await endAdvice(trx, advice.adviceId, { status, answer: input.answer }, caller.clock.now);
  const kind = isAnswer ? 'advice.answered' : 'advice.taken_back';
  const details = { adviceId: advice.adviceId, answer: input.answer };
  await recordAndTell(trx, locked, caller, [stageStep(locked, caller, { kind, details })]);
  return status;
}

function closed(status: Advice['status']): DomainError<'illegal_transition'> {
  const event = 'answer';
  return new DomainError('illegal_transition', {
    subject: 'advice',
    from: status,
    to: status,
    event,
  });
}
