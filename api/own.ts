/** Own data by construction: every query of the portal is bound to the customer behind the session, never to an id. */
import type { Scope } from '../db/queries/scope.ts';
import { invariant } from '../domain/invariant.ts';
import type { Actor, BorrowerActor } from './context.ts';

/** The borrower who asks; the routes of the portal admit nobody else. */
export function ownBorrower(actor: Actor): BorrowerActor {
  invariant(actor.kind === 'borrower', 'only a borrower holds the permissions of the portal');
  return actor;
}

/** Rows of this customer and no others, whatever the request names. */
export function ownScope(actor: Actor): Scope {
  return { customerId: ownBorrower(actor).customerId };
}
