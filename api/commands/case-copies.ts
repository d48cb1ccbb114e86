/** 抄送 and comments: letting others read a case, and speaking about it with a mention. Neither gives a vote. */
import type { Transaction } from 'kysely';
import { assertMayCopy } from '../../domain/approval/task.ts';
import { DomainError } from '../../domain/errors.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import {
  insertComment,
  insertCopies,
  listCopies,
  markCopyRead,
} from '../../db/queries/case-readers.ts';
import type { DB } from '../../db/tables.ts';
import { momentOf, type Caller } from './caller.ts';
import { findReceiver, receivingCase } from './receivers.ts';
import { recordAndTell, stageStep } from './settle-stage.ts';
import { lockTask, type LockedTask } from './tasks.ts';

export type CopyInput = {
  readonly stageId: string;
  readonly officerIds: readonly string[];
  readonly note: string | null;
};

/**
 * @returns those who had no copy before
 * @throws DomainError `not_found`, `conflict_of_interest` for whoever is related, `action_limit_reached`
 */
export async function copyCase(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, officerIds, note }: CopyInput,
): Promise<readonly string[]> {
  const held = await lockTask(trx, caller, stageId);
  const copiedIds = await copyTo(trx, caller, held, { officerIds, note });
  const details = { officerIds: [...copiedIds], note };
  const step = stageStep(held.locked, caller, { kind: 'case.copied', details });
  await recordAndTell(trx, held.locked, caller, [step]);
  return copiedIds;
}

async function copyTo(
  trx: Transaction<DB>,
  caller: Caller,
  held: LockedTask,
  { officerIds, note }: Omit<CopyInput, 'stageId'>,
): Promise<readonly string[]> {
  const { subjectId } = held.locked.matter;
  const known = new Set((await listCopies(trx, subjectId)).map((copy) => copy.officerId));
  const newIds = [...new Set(officerIds)].filter((officerId) => !known.has(officerId));
  if (newIds.length > 0) assertMayCopy(held.task, newIds.length);
  for (const officerId of newIds) {
    const person = await findReceiver(trx, held, officerId);
    if (receivingCase(held, person).relatedIds.includes(officerId)) {
      throw new DomainError('conflict_of_interest', { officerId });
    }
  }
  const copy = { copiedBy: caller.actor.actorId, copiedAt: caller.clock.now, note };
  return insertCopies(trx, { subjectId, officerIds: newIds, ...copy });
}

/** @throws DomainError `not_found` for whoever has no copy */
export async function readCopy(
  trx: Transaction<DB>,
  caller: Caller,
  subjectId: string,
): Promise<void> {
  const officerId = caller.actor.actorId;
  const isCopy = await markCopyRead(trx, { subjectId, officerId }, caller.clock.now);
  if (!isCopy) throw new DomainError('not_found', { resource: 'case_copy' });
}

/** Whoever is mentioned gets a copy, and so can read what they are asked about. */
export async function commentOnCase(
  trx: Transaction<DB>,
  caller: Caller,
  input: {
    readonly stageId: string;
    readonly text: string;
    readonly mentionedIds: readonly string[];
  },
): Promise<{ readonly commentId: string }> {
  const held = await lockTask(trx, caller, input.stageId);
  const { text, mentionedIds } = input;
  await copyTo(trx, caller, held, { officerIds: mentionedIds, note: null });
  const { subjectId } = held.locked.matter;
  const commentId = await insertComment(trx, {
    subjectId,
    stageId: input.stageId,
    authorId: caller.actor.actorId,
    text,
    mentionedIds,
    writtenAt: caller.clock.now,
  });
  const details = { commentId, text, mentionedIds: [...mentionedIds] };
  const step = stageStep(held.locked, caller, { kind: 'case.commented', details });
  await recordSteps(trx, [step], momentOf(caller));
  return { commentId };
}
