/** One search over customers, loans and applications, for whoever does not know yet which of them it is. */
import { searchRecords, type FoundKind } from '../../db/queries/search.ts';
import type { Scope } from '../../db/queries/scope.ts';
import { scopeOf } from '../actor.ts';
import type { Actor } from '../context.ts';
import { presentName } from '../present-loan.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/search.ts';

/** Of each kind: enough to see that it is the right one, or that more has to be typed. */
const LIMIT = 5;

const rights = {
  application: 'application.read',
  customer: 'customer.read',
  loan: 'loan.read',
} as const;

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/search',
    access: 'signed_in',
    tag: 'search',
    summary: 'Find customers, loans and applications by number, name or last four signs',
    query: wire.searchQuery,
    response: wire.foundRecords,
    handler: async ({ db, query, actor }) => {
      const request = { text: query.q, scopes: scopesOf(actor), limit: LIMIT };
      const found = await searchRecords(db, request);
      const items = found.map(({ kind, id, number, ...customer }) => ({
        kind,
        id,
        number,
        customerName: presentName(customer, actor),
      }));
      return { body: { items } };
    },
  }),
];

function scopesOf(actor: Actor): Partial<Record<FoundKind, Scope>> {
  const open = (Object.keys(rights) as FoundKind[]).filter((kind) =>
    actor.permissions.has(rights[kind]),
  );
  return Object.fromEntries(open.map((kind) => [kind, scopeOf(actor, rights[kind])]));
}
