/** The payments desk: money in and out over all loans within reach, for whoever registers, releases and reverses. */
import {
  listDeskChanges,
  listDeskDisbursements,
  listDeskPayments,
  listDeskRefunds,
  type DeskDisbursement,
  type DeskRefund,
} from '../../db/queries/payments-desk.ts';
import { toWireMoney } from '../../domain/money.ts';
import { actionsFor } from '../actions.ts';
import type { Actor } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import type { Permission } from '../permissions.ts';
import { presentName } from '../present-loan.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/payments-desk.ts';

const tag = 'payments-desk';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/disbursements',
    access: 'disbursement.read',
    tag,
    summary: 'List the disbursements within reach; of one status, the longest waiting first',
    query: wire.disbursementQuery,
    response: wire.deskDisbursements,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { size: limit, status } = query;
      const request = { scope, status, limit, offset: offsetOf(query) };
      const found = { ...(await listDeskDisbursements(db, request)), asOf: clock.now };
      return { body: toPage(query, found, (row) => presentDisbursement(row, actor)) };
    },
  }),
  defineRead({
    path: '/v1/refunds',
    access: 'payment.read',
    tag,
    summary: 'List the refunds within reach, newest first',
    query: wire.refundQuery,
    response: wire.deskRefunds,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { size: limit, status } = query;
      const request = { scope, status, limit, offset: offsetOf(query) };
      const found = { ...(await listDeskRefunds(db, request)), asOf: clock.now };
      return { body: toPage(query, found, (row) => presentRefund(row, actor)) };
    },
  }),
  defineRead({
    path: '/v1/payments',
    access: 'payment.match',
    tag,
    summary: 'List the money received, newest first, also what has no loan yet',
    query: wire.paymentQuery,
    response: wire.deskPayments,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { size: limit, status } = query;
      const request = { scope, status, limit, offset: offsetOf(query) };
      const found = { ...(await listDeskPayments(db, request)), asOf: clock.now };
      return {
        body: toPage(query, found, ({ customerName, customerKind, amount, ...row }) => ({
          ...row,
          customerName:
            customerName === null || customerKind === null
              ? null
              : presentName({ customerName, customerKind }, actor),
          amount: toWireMoney(amount),
        })),
      };
    },
  }),
  defineRead({
    path: '/v1/loan-changes',
    access: 'loan-change.create',
    tag,
    summary: 'List the changes asked for on loans within reach, newest first',
    query: wire.changeQuery,
    response: wire.deskChanges,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { size: limit, status, kind } = query;
      const request = { scope, status, kind, limit, offset: offsetOf(query) };
      const found = { ...(await listDeskChanges(db, request)), asOf: clock.now };
      return {
        body: toPage(query, found, ({ customerKind, ...row }) => ({
          ...row,
          customerName: presentName({ ...row, customerKind }, actor),
        })),
      };
    },
  }),
];

/** Who made it cannot release it; whoever makes disbursements may take it back until then. */
function presentDisbursement(row: DeskDisbursement, actor: Actor) {
  const { customerKind, madeBy, ...shown } = row;
  const possible: Permission[] = [];
  if (row.status === 'requested' && madeBy !== actor.actorId) possible.push('disbursement.release');
  if (row.status === 'requested') possible.push('disbursement.create');
  if (row.status === 'unknown') possible.push('disbursement.reconcile');
  return {
    ...shown,
    customerName: presentName({ customerName: row.customerName, customerKind }, actor),
    amount: toWireMoney(row.amount),
    actions: actionsFor(actor, possible),
  };
}

/** Who asked for it does not say what became of it; anybody of finance sees a bank send it back. */
function presentRefund(row: DeskRefund, actor: Actor) {
  const { customerKind, requestedBy, ...shown } = row;
  const isLost = row.status === 'unknown' && requestedBy !== actor.actorId;
  const isOpen = isLost || row.status === 'confirmed';
  return {
    ...shown,
    customerName: presentName({ customerName: row.customerName, customerKind }, actor),
    amount: toWireMoney(row.amount),
    actions: actionsFor(actor, isOpen ? ['refund.reconcile'] : []),
  };
}
