/** One write, once per key, in one transaction; its stored answer is what a repeat gets. */
import type { Kysely } from 'kysely';
import { readClock, type BusinessClock } from '../db/queries/clock.ts';
import { runOnce, type Json } from '../db/once.ts';
import type { DB } from '../db/tables.ts';
import { DomainError } from '../domain/errors.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Context } from './context.ts';
import type { ParsedRequest } from './parse-request.ts';
import type { Answer, WriteEntry } from './route.ts';

export type WriteRequest = {
  readonly path: string;
  readonly idempotencyKey: string;
  readonly ifMatch: number | null;
  readonly parsed: ParsedRequest;
  /** The body as it came, before defaults: the same request must look the same after a release. */
  readonly sentBody: unknown;
};

type StoredAnswer = Omit<Answer<Json>, 'status'> & { readonly status: number };

/** `clock` is the one of the command's transaction; null for a repeat, which ran none. */
export type WriteAnswer = StoredAnswer & { readonly clock: BusinessClock | null };

/** @throws DomainError `idempotency_key_reused`, `in_progress`, and what the command refuses */
export async function runWrite(
  db: Kysely<DB>,
  route: WriteEntry,
  context: Context<unknown, unknown>,
  request: WriteRequest,
): Promise<WriteAnswer> {
  const requestKey = {
    key: `${context.actor.actorId}/${request.idempotencyKey}`,
    requestHash: hashRequest(context.services.keys, route.method, request),
  };
  let clock: BusinessClock | null = null;
  const whole = { ...context, body: request.parsed.body, ifMatch: request.ifMatch };
  try {
    const { result } = await runOnce(db, requestKey, async (trx) => {
      clock = await readClock(trx);
      return toStored(await route.command(trx, { ...whole, clock }));
    });
    return { ...(result as StoredAnswer), clock };
  } catch (error) {
    const { onRefused } = route;
    if (onRefused !== undefined && error instanceof DomainError) {
      await db.transaction().execute(async (trx) => {
        await onRefused(trx, { ...whole, clock: await readClock(trx) }, error);
      });
    }
    throw error;
  }
}

function toStored(answer: Answer<unknown>): Json {
  // Through JSON, so that the first answer and a repeat are the same to the last member.
  return JSON.parse(JSON.stringify({ ...answer, status: answer.status ?? 200 })) as Json;
}

/** Keyed, because a plain hash of a body with an identity number in it can be guessed from a leaked dump. */
function hashRequest(
  keys: KeyRing,
  method: string,
  { path, sentBody, ifMatch }: WriteRequest,
): string {
  const text = JSON.stringify([method, path, ifMatch, sortMembers(sentBody ?? {})]);
  return keys.blindIndex('request', text).toString('hex');
}

/** The order of members has no meaning in JSON. */
function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortMembers(item)]),
  );
}
