/** Own loans as their borrowers read them. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { maxDate } from '../domain/calendar.ts';
import { latestPromiseDate, defaultPromiseRules } from '../domain/collections/promise.ts';
import { money, sum, toWireMoney, type Currency, type WireMoney } from '../domain/money.ts';
import type { ComponentAmounts, LoanRow } from '../domain/servicing/state.ts';
import { findRunningCaseId } from '../db/queries/case-loans.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import { isStopActive, listStops } from '../db/queries/contacts.ts';
import { findCustomer } from '../db/queries/customers.ts';
import type { ListedLoan } from '../db/queries/loan-list.ts';
import { listPaymentOrders, type PaymentOrder } from '../db/queries/payment-orders.ts';
import { findActiveVersion } from '../db/queries/policy-versions.ts';
import { listPromises, type PromiseToPay } from '../db/queries/promises.ts';
import type { DB } from '../db/tables.ts';
import type { ProductContent } from '../domain/origination/product.ts';
import type { Actor, Services } from './context.ts';
import type { LoanToday } from './loan-state.ts';
import { ownBorrower, ownScope } from './own.ts';
import type * as wire from './schemas/my-loans.ts';

type Names = ProductContent['names'];

/** The product's name today; a product that is not sold any more is called by its code. */
export async function productNames(db: Kysely<DB>, code: string): Promise<Names> {
  const version = await findActiveVersion(db, 'product', code);
  return (version?.content as ProductContent | undefined)?.names ?? { 'zh-CN': code, en: code };
}

export function presentOwnListed(
  loan: ListedLoan,
  product: Names,
): z.output<typeof wire.ownLoanLine> {
  return {
    loanId: loan.loanId,
    number: loan.number,
    product,
    status: loan.status,
    currency: loan.principal.currency,
    principal: toWireMoney(loan.principal),
    outstanding: toWireMoney(loan.outstanding),
    openedDate: loan.openedDate,
    closedDate: loan.closedDate,
    nextDueDate: loan.nextDueDate,
    nextDue: toWireMoney(loan.nextDue),
    overdue: toWireMoney(loan.overdue),
    daysPastDue: loan.daysPastDue,
  };
}

export type OwnLoanParts = {
  readonly actor: Actor;
  readonly clock: BusinessClock;
  readonly services: Pick<Services, 'takesDirectDebits'>;
};

/** One loan with what its borrower can do about it. */
export async function presentOwnLoan(
  db: Kysely<DB>,
  { loan, state }: LoanToday,
  { actor, clock, services }: OwnLoanParts,
): Promise<z.output<typeof wire.ownLoan>> {
  const { currency } = loan;
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, currency));
  const { customerId } = ownBorrower(actor);
  const customer = await findCustomer(db, ownScope(actor), customerId);
  const orders = await listPaymentOrders(db, loan.loanId);
  return {
    loanId: loan.loanId,
    number: loan.number,
    product: await productNames(db, loan.productCode),
    status: loan.status,
    currency,
    principal: inCurrency(loan.principalMinor),
    outstanding: inCurrency(state.principalOutstandingMinor),
    openedDate: loan.openedDate,
    closedDate: loan.closedDate,
    nextDueDate: state.nextDueDate,
    nextDue: inCurrency(state.nextDueMinor),
    overdue: inCurrency(state.overdueMinor),
    daysPastDue: state.daysPastDue,
    annualRatePpm: state.annualRatePpm,
    maturityDate: state.maturityDate,
    level: state.levelMinor === null ? null : inCurrency(state.levelMinor),
    dueToday: inCurrency(total(state.dueNow)),
    penaltyDue: inCurrency(state.dueNow.penalty),
    creditBalance: inCurrency(state.creditBalanceMinor),
    paid: inCurrency(total(state.paid)),
    orders: orders.slice(0, 10).map(presentOwnOrder),
    directDebit: {
      isOffered: services.takesDirectDebits,
      accountMask: customer?.bankAccountMask ?? null,
    },
    promise: await presentPromise(db, customerId, { clock, bucket: state.bucket }),
    contactStoppedUntil: await findStopEnd(db, customerId, clock),
  };
}

function total({ penalty, fee, interest, principal }: ComponentAmounts): bigint {
  return sum([penalty, fee, interest, principal]);
}

async function presentPromise(
  db: Kysely<DB>,
  customerId: string,
  { clock, bucket }: { readonly clock: BusinessClock; readonly bucket: string },
) {
  const { businessDate } = clock;
  const caseId = await findRunningCaseId(db, customerId);
  const promises = caseId === undefined ? [] : await listPromises(db, caseId);
  const newest = promises[0]?.promiseSetId;
  return {
    isPossible: caseId !== undefined,
    latestDate: latestPromiseDate({ businessDate, bucket }, defaultPromiseRules),
    maxParts: defaultPromiseRules.maxParts,
    parts: promises.filter(({ promiseSetId }) => promiseSetId === newest).map(presentPart),
  };
}

export function presentPart({ amountMinor, currency, promiseDate, status }: PromiseToPay) {
  return { amount: toWireMoney(money(amountMinor, currency)), promiseDate, status };
}

async function findStopEnd(
  db: Kysely<DB>,
  customerId: string,
  { businessDate }: BusinessClock,
): Promise<string | null> {
  const stops = await listStops(db, customerId, businessDate);
  const ends = stops.flatMap((stop) => {
    const isOwn = stop.flag === 'hardship' || stop.flag === 'complaint';
    return isOwn && isStopActive(stop, businessDate) && stop.untilDate !== null
      ? [stop.untilDate]
      : [];
  });
  return ends.reduce<string | null>((last, date) => maxDate(last ?? date, date), null);
}

const orderStatus: {
  readonly [S in PaymentOrder['status']]: (typeof wire.orderStatuses)[number];
} = {
  awaiting_transfer: 'awaiting_transfer',
  queued: 'processing',
  sending: 'processing',
  // Nobody is told it failed while it may have happened.
  unknown: 'processing',
  settled: 'arrived',
  refused: 'refused',
  expired: 'expired',
};

export function presentOwnOrder(order: PaymentOrder): z.output<typeof wire.ownPaymentOrder> {
  const { paymentOrderId, amount, purpose, method, reference } = order;
  const { refusalCode, createdAt, settledAt } = order;
  const head = { paymentOrderId, amount: toWireMoney(amount), purpose, method, reference };
  return { ...head, status: orderStatus[order.status], refusalCode, createdAt, settledAt };
}

/** What is due, paid and open in each row, in one line a person can follow. */
export function presentOwnSchedule({
  loan: { currency },
  state,
}: LoanToday): z.output<typeof wire.ownSchedule> {
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, currency));
  const totalOf = (pick: (row: LoanRow) => bigint) => inCurrency(sum(state.rows.map(pick)));
  return {
    rows: state.rows.map((row) => presentRow(row, currency)),
    totals: {
      due: totalOf(({ dueMinor }) => dueMinor),
      paid: totalOf(({ paidMinor }) => paidMinor),
      open: totalOf(({ outstandingMinor }) => outstandingMinor),
    },
    isProvisional: state.provisional,
  };
}

function presentRow(row: LoanRow, currency: Currency): z.output<typeof wire.ownScheduleRow> {
  const inCurrency = (minor: bigint): WireMoney => toWireMoney(money(minor, currency));
  return {
    number: row.number,
    dueDate: row.dueDate,
    due: inCurrency(row.dueMinor),
    principal: inCurrency(row.due.principal),
    interest: inCurrency(row.due.interest),
    feesAndPenalty: inCurrency(row.due.fee + row.due.penalty),
    paid: inCurrency(row.paidMinor),
    open: inCurrency(row.outstandingMinor),
    balance: inCurrency(row.balanceMinor),
    status: statusOf(row),
    daysPastDue: row.daysPastDue,
  };
}

function statusOf({ outstandingMinor, paidMinor, daysPastDue }: LoanRow) {
  if (outstandingMinor === 0n) return 'paid';
  if (daysPastDue > 0) return 'overdue';
  return paidMinor > 0n ? 'partly_paid' : 'to_come';
}
