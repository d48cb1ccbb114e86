/** Marks on seats and votes: handed on, stepped aside, taken out, taken back. Nothing is deleted. */
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { Seat } from '../../domain/approval/stage.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

/** Takes the seat out of m and of its holder's queue. */
export async function closeSeat(
  trx: Transaction<DB>,
  seatId: string,
  status: 'recused' | 'removed',
): Promise<void> {
  await trx
    .updateTable('seat')
    .set({ status, is_todo: false })
    .where('seat_id', '=', seatId)
    .execute();
}

/** The same seat for another person; the old one stays in the record as removed. @returns the new seat's id */
export async function handOnSeat(
  trx: Transaction<DB>,
  seat: Seat,
  to: { readonly stageId: string; readonly officerId: string; readonly dueAt: Instant | null },
): Promise<string> {
  await closeSeat(trx, seat.seatId, 'removed');
  const seatId = newId();
  await trx
    .insertInto('seat')
    .values({
      seat_id: seatId,
      stage_id: to.stageId,
      officer_id: to.officerId,
      role: seat.role,
      source: seat.source,
      on_behalf_of_id: null,
      position: seat.number,
      has_veto: seat.hasVeto,
      is_counted: seat.isCounted,
      added_by_id: seat.officerId,
      due_at: to.dueAt,
      parent_seat_id: seat.seatId,
      transfer_count: (seat.transferCount ?? 0) + 1,
      added_group_id: seat.addedGroup?.groupId ?? null,
      added_placement: seat.addedGroup?.placement ?? null,
      added_mode: seat.addedGroup?.mode ?? null,
    })
    .execute();
  return seatId;
}

/** Marks the vote and gives its seat back. @returns false when there was none */
export async function takeBackVote(
  trx: Transaction<DB>,
  { stageId, officerId }: { readonly stageId: string; readonly officerId: string },
  takenBackAt: Instant,
): Promise<string | null> {
  const vote = await trx
    .updateTable('vote')
    .set({ taken_back_at: takenBackAt })
    .where('stage_id', '=', stageId)
    .where('officer_id', '=', officerId)
    .where('taken_back_at', 'is', null)
    .returning(['vote_id', 'seat_id'])
    .executeTakeFirst();
  if (vote === undefined) return null;
  await trx
    .updateTable('seat')
    .set({ status: 'open' })
    .where('seat_id', '=', vote.seat_id)
    .execute();
  await trx
    .updateTable('condition_precedent')
    .set({ status: 'dropped' })
    .where('vote_id', '=', vote.vote_id)
    .execute();
  return vote.vote_id;
}

/** An approved stage takes votes again; its open seats return to their queues. */
export async function reopenStage(
  trx: Transaction<DB>,
  stageId: string,
  dueAt: Instant | null,
): Promise<void> {
  await trx
    .updateTable('stage')
    .set({
      status: 'open',
      verdict: null,
      closed_at: null,
      claimed_by_id: null,
      claimed_until: null,
      due_at: dueAt,
    })
    .where('stage_id', '=', stageId)
    .execute();
  await trx
    .updateTable('seat')
    .set({ is_todo: true, due_at: dueAt })
    .where('stage_id', '=', stageId)
    .where('status', '=', 'open')
    .execute();
}
