/** What a handler is given: who asks, what they may see, what time the house has, and what was asked. */
import type { Kysely } from 'kysely';
import type { Money } from '../domain/money.ts';
import type { Role } from '../domain/roles.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import type { Scope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import type { KeyRing } from '../ops/keys.ts';
import type { Logger } from '../ops/log.ts';
import type { Permission } from './permissions.ts';

/** A role somebody holds. `branchIds` are the branch of the grant and those under it; `all` for the whole house. */
export type Grant = { readonly role: Role; readonly branchIds: 'all' | readonly string[] };

export type OfficerActor = {
  readonly kind: 'officer';
  /** The officer's id: the actor of audit events and of idempotency keys. */
  readonly actorId: string;
  readonly officerId: string;
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly branchId: string;
  readonly language: 'zh-CN' | 'en';
  /** The largest amount this person may decide alone, if one is set. */
  readonly limit: Money | null;
  readonly grants: readonly Grant[];
  readonly roles: ReadonlySet<Role>;
  readonly permissions: ReadonlySet<Permission>;
};

export type BorrowerActor = {
  readonly kind: 'borrower';
  /** The customer's id. */
  readonly actorId: string;
  readonly customerId: string;
  readonly userId: string;
  readonly displayName: string;
  readonly branchId: string;
  readonly language: 'zh-CN' | 'en';
  readonly roles: ReadonlySet<Role>;
  readonly permissions: ReadonlySet<Permission>;
};

export type Actor = OfficerActor | BorrowerActor;

/** What routes need besides the database. */
export type Services = {
  readonly keys: KeyRing;
  readonly log: Logger;
  readonly isTraining: boolean;
  /** Whether a partner that debits accounts is connected. */
  readonly takesDirectDebits: boolean;
};

/** What the house asks of sessions. */
export type SessionRules = {
  /** Whoever holds one of these signs in with a second factor. */
  readonly secondFactorRoles: readonly Role[];
  /** A page that nobody touches for so long covers itself; 0 never does. */
  readonly idleLockMinutes: number;
};

/** The session a request came with. */
export type SessionState = {
  readonly sessionId: string;
  readonly hasSecondFactor: boolean;
  /** The house asks for a second factor that this person has not set up yet. */
  readonly mustEnrol: boolean;
  readonly idleLockMinutes: number;
};

export type Context<Params, Query> = {
  readonly actor: Actor;
  /** The branches, or the one customer, this actor may see under the route's permission. */
  readonly scope: Scope;
  readonly params: Params;
  readonly query: Query;
  readonly requestId: string;
  readonly services: Services;
  /** Absent where no session stands behind: a command that the house itself runs. */
  readonly session?: SessionState;
};

export type ReadContext<Params, Query> = Context<Params, Query> & {
  readonly db: Kysely<DB>;
  readonly clock: BusinessClock;
};

export type WriteContext<Params, Query, Body> = Context<Params, Query> & {
  /** Read inside the command's transaction. */
  readonly clock: BusinessClock;
  readonly body: Body;
  /** The version named by If-Match; null when the route does not ask for one. */
  readonly ifMatch: number | null;
};
