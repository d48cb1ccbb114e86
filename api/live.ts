/**
 * Live pages: a stream of server-sent events that says which records have changed, by kind and id and never with
 * their content, to those who may read them. A page then asks again as it would have later. The database says each
 * audited change aloud; what is said within a moment travels together.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { Kysely } from 'kysely';
import { listen, type Listener } from '../db/listen.ts';
import { findPlaces, type Place } from '../db/queries/search.ts';
import { isWithinScope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import { DomainError } from '../domain/errors.ts';
import type { Logger } from '../ops/log.ts';
import { loadActor, scopeOf } from './actor.ts';
import type { Authenticator } from './authenticator.ts';
import type { Actor } from './context.ts';
import type { Permission } from './permissions.ts';

export const LIVE_PATH = '/v1/me/events';

const CHANNEL = 'daiban_pages';
const GATHER_MS = 300;
/** Also how long a right that was taken away goes on hearing that something changed. */
const HEARTBEAT_MS = 25_000;

/** Who hears of which kind. Kinds that nobody reads on a page are not here. */
const rights: Readonly<Record<string, Permission>> = {
  application: 'application.read',
  approval_request: 'approval.read',
  branch: 'branch.read',
  collection_case: 'collection-case.read',
  customer: 'customer.read',
  delegation: 'delegation.read',
  disbursement: 'disbursement.read',
  loan: 'loan.read',
  loan_change: 'loan.read',
  officer: 'officer.read',
  payment: 'payment.read',
  policy_version: 'policy-version.read',
  refund: 'payment.read',
  stage: 'approval.read',
  training_move: 'training-clock.read',
};

/** Kinds whose records stand in a branch and belong to a customer: their ids go to those alone who may see them. */
const placed = ['application', 'collection_case', 'customer', 'loan'] as const;
type PlacedKind = (typeof placed)[number];

type Change = { readonly kind: string; readonly id: string };

type Reader = { readonly headers: IncomingHttpHeaders; readonly response: Response; actor: Actor };

export type LiveParts = {
  readonly db: Kysely<DB>;
  readonly databaseUrl: string;
  readonly authenticator: Authenticator;
  readonly log: Logger;
};

export type Live = {
  readonly handler: RequestHandler;
  /** Ends all streams. */
  readonly stop: () => Promise<void>;
};

export function createLive(parts: LiveParts): Live {
  const readers = new Set<Reader>();
  const pending = new Map<string, Change>();
  let listener: Listener | null = null;
  let isListening = (): void => undefined;
  const listening = new Promise<void>((resolve) => {
    isListening = resolve;
  });
  let gathering: NodeJS.Timeout | null = null;
  const flush = () => {
    gathering = null;
    const changes = [...pending.values()];
    pending.clear();
    tellReaders(parts.db, readers, changes).catch((error: unknown) => {
      parts.log.warn({ err: error }, 'open pages could not be told of a change');
    });
  };
  const hear = (payload: string | null) => {
    if (payload === null) {
      isListening();
      // After a lost connection nobody knows what was missed.
      return sendAll(readers, 'everything', {});
    }
    const [kind = '', id = ''] = payload.split(' ');
    pending.set(payload, { kind, id });
    gathering ??= setTimeout(flush, GATHER_MS);
  };
  const heartbeat = setInterval(() => void renew(parts, readers), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    handler: async (request, response) => {
      if (request.method !== 'GET') {
        response.setHeader('Allow', 'GET');
        throw new DomainError('method_not_allowed', { method: request.method, allowed: ['GET'] });
      }
      const actor = await findActor(parts, request.headers);
      if (actor === null) throw new DomainError('unauthenticated', {});
      listener ??= listen(parts.databaseUrl, CHANNEL, hear);
      const reader = { headers: request.headers, response, actor };
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Some proxies would otherwise wait for more.
        'x-accel-buffering': 'no',
      });
      // From here on nothing is missed.
      await listening;
      response.write('event: begin\ndata: {}\n\n');
      readers.add(reader);
      response.on('close', () => readers.delete(reader));
    },
    stop: async () => {
      clearInterval(heartbeat);
      if (gathering !== null) clearTimeout(gathering);
      for (const { response } of readers) response.end();
      await listener?.stop();
    },
  };
}

async function findActor(
  { db, authenticator }: LiveParts,
  headers: IncomingHttpHeaders,
): Promise<Actor | null> {
  const session = await authenticator.findSession(headers);
  return session === null ? null : loadActor(db, session.userId);
}

/** Keeps the stream open through proxies, and ends it with its session. */
async function renew(parts: LiveParts, readers: ReadonlySet<Reader>): Promise<void> {
  for (const reader of readers) {
    const actor = await findActor(parts, reader.headers).catch(() => reader.actor);
    if (actor === null) reader.response.end();
    else {
      reader.actor = actor;
      reader.response.write(': still here\n\n');
    }
  }
}

async function tellReaders(
  db: Kysely<DB>,
  readers: ReadonlySet<Reader>,
  changes: readonly Change[],
): Promise<void> {
  if (readers.size === 0) return;
  const places = await placesOf(db, changes);
  for (const { actor, response } of readers) {
    for (const change of changes) {
      const shown = changeFor(actor, change, places);
      if (shown !== null) response.write(eventOf('change', shown));
    }
  }
}

async function placesOf(db: Kysely<DB>, changes: readonly Change[]): Promise<Map<string, Place>> {
  const found = await Promise.all(
    placed.map(async (kind) => {
      const ids = changes.filter((change) => change.kind === kind).map(({ id }) => id);
      return ids.length === 0 ? [] : findPlaces(db, kind, ids);
    }),
  );
  return new Map(found.flat().map((place) => [place.id, place]));
}

/** Null when this reader must not hear of it. Without a place it is the kind alone. */
function changeFor(
  actor: Actor,
  { kind, id }: Change,
  places: ReadonlyMap<string, Place>,
): object | null {
  const right = rights[kind];
  if (right === undefined || !actor.permissions.has(right)) return null;
  if (!placed.includes(kind as PlacedKind)) return { kind };
  const place = places.get(id);
  const isSeen = place !== undefined && isWithinScope(scopeOf(actor, right), place);
  return isSeen ? { kind, id } : null;
}

function sendAll(readers: ReadonlySet<Reader>, name: string, data: object): void {
  for (const { response } of readers) response.write(eventOf(name, data));
}

function eventOf(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
