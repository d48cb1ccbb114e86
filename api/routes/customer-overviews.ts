/** A customer as a whole: what they owe in all, and what was done with their file. */
import { toWireMoney } from '../../domain/money.ts';
import { listRelatedCustomerIds, readOfficerNames } from '../../db/queries/approvers.ts';
import { listAuditEvents, type AuditEventRow } from '../../db/queries/audit-events.ts';
import { readCustomerPositions } from '../../db/queries/customer-positions.ts';
import { readCustomerExposure, type LimitUse } from '../commands/customer-exposures.ts';
import { visibleCustomer } from '../commands/customers.ts';
import { readCursor, toTimeline } from '../paging.ts';
import { defineRead, type Route } from '../route.ts';
import { cursorQuery } from '../schemas/application.ts';
import { customerExposure, customerParams, customerTimeline } from '../schemas/customers.ts';

const tag = 'customers';
const one = '/v1/customers/:customerId';

/** What of an event may be read by everybody who may read the customer. */
const openDetails = ['purpose', 'fields', 'kind', 'wordingVersion', 'channel', 'fileName'] as const;

export const routes: readonly Route[] = [
  defineRead({
    path: `${one}/exposure`,
    access: 'customer.read',
    tag,
    summary: 'Show what a customer and related parties owe in all, against the limits of products',
    params: customerParams,
    response: customerExposure,
    refusals: ['not_found'],
    handler: async ({ db, scope, clock, params: { customerId } }) => {
      await visibleCustomer(db, scope, customerId);
      const { businessDate } = clock;
      const positions = await readCustomerPositions(db, [customerId], businessDate);
      const position = positions.get(customerId)!;
      const related = await listRelatedCustomerIds(db, customerId);
      const { totals, limits } = await readCustomerExposure(db, customerId);
      return {
        body: {
          customerId,
          businessDate,
          ...position,
          outstanding: position.outstanding.map(toWireMoney),
          relatedCount: related.filter((id) => id !== customerId).length,
          totals: totals.map(({ customer, group }) => ({
            customer: toWireMoney(customer),
            group: toWireMoney(group),
          })),
          limits: limits.map(({ product, customer, group }) => ({
            product: product.code,
            productNames: product.names,
            customer: presentUse(customer),
            group: presentUse(group),
          })),
        },
      };
    },
  }),
  defineRead({
    path: `${one}/timeline`,
    access: 'customer.read',
    tag,
    summary: 'Read what was done with the file of a customer, newest first',
    params: customerParams,
    query: cursorQuery,
    response: customerTimeline,
    refusals: ['not_found'],
    handler: async ({ db, scope, query, params: { customerId } }) => {
      await visibleCustomer(db, scope, customerId);
      const { cursor, size } = query;
      const filter = { subjectType: 'customer', subjectId: customerId };
      const part = { position: readCursor(cursor), size: size + 1 };
      const events = await listAuditEvents(db, filter, part);
      const actorIds = events.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]));
      const names = await readOfficerNames(db, [...new Set(actorIds)]);
      return {
        body: toTimeline(
          size,
          events,
          ({ seq }) => seq,
          (event) => presentEvent(event, names),
        ),
      };
    },
  }),
];

function presentUse(use: LimitUse | null) {
  if (use === null) return null;
  const { exposure, limit, usedPpm } = use;
  return { exposure: toWireMoney(exposure), limit: toWireMoney(limit), usedPpm };
}

function presentEvent(event: AuditEventRow, names: ReadonlyMap<string, string>) {
  const { action, actorId, occurredAt, after } = event;
  const details = openDetails.flatMap((name) => {
    const value = after?.[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return {
    action,
    actorId,
    actorName: actorId === null ? null : (names.get(actorId) ?? null),
    occurredAt,
    details: Object.fromEntries(details),
  };
}
