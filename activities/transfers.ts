/** What disbursements and refunds share: how they speak to the payment rail, and when they must. */
import type { Kysely, Transaction } from 'kysely';
import type { BusinessClock } from '../db/queries/clock.ts';
import type { DB } from '../db/tables.ts';
import { addMs, businessDateOf } from '../domain/instant.ts';
import type { KeyRing } from '../ops/keys.ts';
import { railStepKinds, type Position } from '../workflows/messages.ts';
import type { QueryAnswer, TransferOrder } from './ports/payment-rail.ts';

/** What one kind of transfer knows about its own row; `id` is the row's. Every step locks it. */
export type TransferDesk = {
  readonly transferKeyOf: (id: string) => string;
  /** Marks a released transfer as being sent; undefined when there is nothing to send any more. */
  readonly begin: (
    trx: Transaction<DB>,
    keys: KeyRing,
    id: string,
  ) => Promise<TransferOrder | undefined>;
  /** The same order once more, for a rail that knows a repeat. */
  readonly orderAgain: (
    trx: Transaction<DB>,
    keys: KeyRing,
    id: string,
  ) => Promise<TransferOrder | undefined>;
  /** Whether the rail has been told and has not answered for good. */
  readonly isOpen: (db: Kysely<DB>, id: string) => Promise<boolean>;
  readonly countQuery: (trx: Transaction<DB>, id: string) => Promise<void>;
  readonly record: (trx: Transaction<DB>, id: string, answer: QueryAnswer) => Promise<void>;
};

export const ended: Position = { status: 'ended', nextAt: null, next: null };

/** A released transfer is sent at once. */
export function sendNow(clock: BusinessClock): Position {
  return dueAt(railStepKinds.send, clock.now, clock);
}

/** One on its way, or lost from sight, is asked for with growing pauses. */
export function askLater(queryCount: number, clock: BusinessClock): Position {
  return dueAt(railStepKinds.query, addMs(clock.now, queryDelayMs(queryCount)), clock);
}

function dueAt(kind: string, nextAt: string, { timeZone }: BusinessClock): Position {
  const businessDate = businessDateOf(nextAt, timeZone);
  return { status: 'open', nextAt, next: { kind, businessDate, detail: '' } };
}

/** 1 s, then five times as long with each question, at most an hour. */
function queryDelayMs(queryCount: number): number {
  return Math.min(1000 * 5 ** Math.min(queryCount, 6), 3_600_000);
}
