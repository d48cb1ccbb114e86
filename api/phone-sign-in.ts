/**
 * Signing in and up by phone, for borrowers. These addresses stand before the library's: numbers, codes and limits are
 * our own rows, and only the session is the library's. A code is asked for and answered the same way whether anybody
 * is known by that phone or not.
 */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { fromNodeHeaders } from 'better-auth/node';
import type { Kysely, Transaction } from 'kysely';
import type { z, ZodType } from 'zod';
import { DomainError } from '../domain/errors.ts';
import { readClock } from '../db/queries/clock.ts';
import { listOpenBranches } from '../db/queries/portal-users.ts';
import type { DB } from '../db/tables.ts';
import { ADDRESS_HEADER, AUTH_PATH } from './auth.ts';
import { answerPhoneCode, makePhoneCode, punchTicket } from './commands/phone-codes.ts';
import { signUpCustomer } from './commands/sign-ups.ts';
import { assertKnownWording } from './consent-wordings.ts';
import type { Services } from './context.ts';
import { checkPhone } from './identity.ts';
import { assertOwnOrigin } from './origin.ts';
import { parseBody } from './parse-request.ts';
import { refuseRequest } from './problem.ts';
import * as wire from './schemas/my-sign-in.ts';
import { readJsonObject } from './sign-in.ts';

export const PHONE_PATH = `${AUTH_PATH}/phone`;

export type PhoneSignInParts = {
  readonly db: Kysely<DB>;
  readonly services: Services;
  readonly publicUrl: string;
  /** Opens a session of this user and answers with its cookies. */
  readonly openSession: (userId: string, headers: Headers) => Promise<globalThis.Response>;
  /** Counts a request against the address it comes from. @throws DomainError `too_many_requests` */
  readonly countRequest: (request: Request, response: Response) => Promise<void>;
};

/** For the documentation: these addresses are not in the route table, because nobody has signed in yet. */
export const phoneOffered = {
  '/codes': { summary: 'Send a code to a phone', body: wire.newPhoneCode },
  '/sessions': {
    summary: 'Answer with the code: sign in, or get a ticket to sign up',
    body: wire.phoneSignIn,
  },
  '/sign-ups': { summary: 'Sign up with the ticket of a phone', body: wire.signUp },
} as const satisfies Record<string, { readonly summary: string; readonly body: ZodType }>;

/** @throws DomainError as each address says */
export function phoneSignInRoutes(parts: PhoneSignInParts): Router {
  const router = express.Router();
  router.post('/codes', guarded(parts, wire.newPhoneCode, sendCode));
  router.post('/sessions', guarded(parts, wire.phoneSignIn, signIn));
  router.post('/sign-ups', guarded(parts, wire.signUp, signUp));
  return router;
}

type Handler<Body> = (
  parts: PhoneSignInParts,
  body: Body & { readonly phone: string },
  exchange: { readonly request: Request; readonly response: Response },
) => Promise<void>;

/** Origin, limit and shape first; then the phone in its one form. */
function guarded<Schema extends ZodType<{ phone: string }>>(
  parts: PhoneSignInParts,
  schema: Schema,
  handler: Handler<z.output<Schema>>,
): RequestHandler {
  return async (request, response) => {
    assertOwnOrigin(request, parts.publicUrl);
    await parts.countRequest(request, response);
    await readJsonObject(request, response);
    const body = parseBody(schema, request.body) as z.output<Schema>;
    const checked = checkPhone(body.phone, '/phone');
    if ('error' in checked) refuseRequest([checked.error]);
    await handler(parts, { ...body, phone: checked.value }, { request, response });
  };
}

const sendCode: Handler<z.output<typeof wire.newPhoneCode>> = async (parts, body, { response }) => {
  const { keys, isTraining } = parts.services;
  const made = await inTransaction(parts, (trx) => makePhoneCode(trx, keys, body));
  response.status(201).json({
    expiresAt: made.expiresAt,
    nextAfterSeconds: 60,
    trainingCode: isTraining ? made.code : null,
  });
};

const signIn: Handler<z.output<typeof wire.phoneSignIn>> = async (parts, body, exchange) => {
  const guess = await inTransaction(parts, (trx) =>
    answerPhoneCode(trx, parts.services.keys, body),
  );
  if (guess.outcome === 'expired') throw new DomainError('phone_code_expired', {});
  if (guess.outcome === 'wrong') {
    throw new DomainError('phone_code_wrong', { attemptsLeft: guess.attemptsLeft });
  }
  if (guess.userId !== null) {
    await openSession(parts, guess.userId, exchange);
    exchange.response.json({ outcome: 'signed_in', ticket: null, branches: [] });
    return;
  }
  const branches = await listOpenBranches(parts.db);
  exchange.response.json({ outcome: 'sign_up', ticket: guess.ticket, branches });
};

const signUp: Handler<z.output<typeof wire.signUp>> = async (parts, body, exchange) => {
  assertKnownWording('data_processing', body.wordingVersion);
  const { keys } = parts.services;
  // Counted by itself, so that a refused attempt has been one.
  const isOpen = await inTransaction(parts, (trx) => punchTicket(trx, keys, body));
  if (!isOpen) throw new DomainError('phone_code_expired', {});
  const requestId = String(exchange.response.locals['requestId']);
  const userId = await inTransaction(parts, async (trx) => {
    const signedUp = await signUpCustomer(
      trx,
      { keys, requestId, clock: await readClock(trx) },
      body,
    );
    // Thrown inside, so that nothing of a refused sign-up stays.
    if (signedUp === null) throw new DomainError('sign_up_refused', {});
    return signedUp;
  });
  await openSession(parts, userId, exchange);
  exchange.response.status(201).json({ outcome: 'signed_in' });
};

function inTransaction<T>(
  { db }: PhoneSignInParts,
  work: (trx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(work);
}

async function openSession(
  { openSession: open }: PhoneSignInParts,
  userId: string,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<void> {
  const headers = fromNodeHeaders(request.headers);
  headers.set(ADDRESS_HEADER, request.ip ?? '');
  const answer = await open(userId, headers);
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
  const token = answer.headers.get('set-auth-token');
  if (token !== null) response.setHeader('set-auth-token', token);
}
