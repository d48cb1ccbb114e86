/** A borrower's own loans: what is owed, what was paid, the statement, the payoff. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { listLoans } from '../../db/queries/loan-list.ts';
import { listLoanPayments } from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import { formatAmount, fromWireMoney, money, sum, toWireMoney } from '../../domain/money.ts';
import type { PaymentAllocation } from '../../domain/servicing/state.ts';
import type { Language } from '../../locales/catalogue.ts';
import { calendarLine } from '../../locales/portal-texts.ts';
import { makePayoffQuote } from '../commands/payoff-quotes.ts';
import type { ReadContext } from '../context.ts';
import { writeCalendar } from '../ical.ts';
import { readLoanToday, type LoanToday } from '../loan-state.ts';
import {
  presentOwnListed,
  presentOwnLoan,
  presentOwnSchedule,
  productNames,
} from '../own-loans.ts';
import { ownScope } from '../own.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as statementWire from '../schemas/loan-statements.ts';
import * as wire from '../schemas/my-loans.ts';
import { writeStatement } from '../statement-file.ts';
import { readStatement } from './loan-statements.ts';
import { byPayment, presentQuote } from './payments.ts';

const tag = 'my';
const path = '/v1/my/loans';
const one = `${path}/:loanId`;
const MOST_LOANS = 200;

const reads: readonly Route[] = [
  defineRead({
    path,
    access: 'portal.read',
    tag,
    summary: 'List the own loans, newest first',
    response: wire.ownLoans,
    handler: async ({ db, actor, clock }) => {
      const { businessDate } = clock;
      const request = { scope: ownScope(actor), businessDate, limit: MOST_LOANS, offset: 0 };
      const { loans } = await listLoans(db, request);
      const codes = [...new Set(loans.map(({ productCode }) => productCode))];
      const names = new Map(
        await Promise.all(codes.map(async (code) => [code, await productNames(db, code)] as const)),
      );
      return {
        body: { items: loans.map((loan) => presentOwnListed(loan, names.get(loan.productCode)!)) },
      };
    },
  }),
  defineRead({
    path: one,
    access: 'portal.read',
    tag,
    summary: 'Read an own loan with its orders to pay and its promise',
    params: wire.loanParams,
    response: wire.ownLoan,
    refusals: ['not_found'],
    handler: async (context) => ({
      body: await presentOwnLoan(context.db, await ownToday(context), context),
    }),
  }),
  defineRead({
    path: `${one}/schedule`,
    access: 'portal.read',
    tag,
    summary: 'Read the schedule: what is due, paid and open',
    params: wire.loanParams,
    response: wire.ownSchedule,
    refusals: ['not_found'],
    handler: async (context) => ({ body: presentOwnSchedule(await ownToday(context)) }),
  }),
  defineRead({
    path: `${one}/payments`,
    access: 'portal.read',
    tag,
    summary: 'List what was paid, newest first, and where it went',
    params: wire.loanParams,
    response: wire.ownPayments,
    refusals: ['not_found'],
    handler: async (context) => ({
      body: { items: await ownPayments(context.db, await ownToday(context)) },
    }),
  }),
];

const files: readonly Route[] = [
  defineRead({
    path: `${one}/statement`,
    access: 'portal.read',
    tag,
    summary: 'Read the statement: what moved between two dates',
    params: wire.loanParams,
    query: wire.ownStatementQuery,
    response: statementWire.loanStatement,
    refusals: ['not_found', 'date_in_future'],
    handler: async (context) => ({ body: await ownStatement(context) }),
  }),
  defineRead({
    path: `${one}/statement/file`,
    access: 'portal.read',
    tag,
    summary: 'Download the statement as a table',
    params: wire.loanParams,
    query: wire.ownStatementQuery,
    response: z.unknown(),
    sendsFile: true,
    refusals: ['not_found', 'date_in_future'],
    handler: async (context) => {
      const statement = await ownStatement(context);
      const content = writeStatement(statement, context.actor.language);
      const fileName = `${statement.number}-${statement.toDate}.csv`;
      return { file: { content, mediaType: 'text/csv; charset=utf-8', fileName } };
    },
  }),
  defineRead({
    path: `${one}/calendar`,
    access: 'portal.read',
    tag,
    summary: 'Download what is still due as a calendar file',
    params: wire.loanParams,
    response: z.unknown(),
    sendsFile: true,
    refusals: ['not_found'],
    handler: async (context) => {
      const today = await ownToday(context);
      const entries = dueEntries(today, context.actor.language);
      const content = writeCalendar(entries, context.clock.now);
      const fileName = `${today.loan.number}.ics`;
      return { file: { content, mediaType: 'text/calendar', fileName } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/payoff-quotes`,
    access: 'portal.write',
    tag,
    summary: 'Quote what closes the loan, good through a date',
    params: wire.loanParams,
    body: wire.newOwnQuote,
    response: wire.ownQuote,
    status: 201,
    refusals: ['not_found', 'loan_not_active', 'payoff_date_out_of_range', 'in_progress'],
    command: async (trx, context) => {
      const input = { ...context.params, ...context.body };
      return { status: 201, body: presentQuote(await makePayoffQuote(trx, context, input)) };
    },
  }),
];

export const routes: readonly Route[] = [...reads, ...files];

type OneLoan<Query = unknown> = ReadContext<z.output<typeof wire.loanParams>, Query>;

function ownToday({ db, actor, params, clock }: OneLoan): Promise<LoanToday> {
  return readLoanToday(db, ownScope(actor), { ...params, businessDate: clock.businessDate });
}

function ownStatement({
  db,
  actor,
  params,
  query,
  clock,
}: OneLoan<z.output<typeof wire.ownStatementQuery>>) {
  return readStatement(db, { ...params, ...query, scope: ownScope(actor), actor, clock });
}

async function ownPayments(
  db: Kysely<DB>,
  { loan, events, state }: LoanToday,
): Promise<z.output<typeof wire.ownPayments>['items']> {
  const allocations = byPayment(events, state.allocations);
  const payments = await listLoanPayments(db, loan.loanId);
  return payments.toReversed().map((payment) => {
    const { paymentId, amount, effectiveDate, status } = payment;
    const placed = partsOf(allocations.get(paymentId));
    const inCurrency = (minor: bigint | undefined) =>
      minor === undefined ? null : toWireMoney(money(minor, loan.currency));
    return {
      paymentId,
      amount: toWireMoney(amount),
      effectiveDate,
      status,
      principal: inCurrency(placed?.principal),
      interest: inCurrency(placed?.interest),
      feesAndPenalty: inCurrency(placed?.feesAndPenalty),
    };
  });
}

function partsOf(allocation: PaymentAllocation | undefined) {
  if (allocation === undefined) return undefined;
  const of = (...components: readonly string[]) =>
    sum(
      allocation.lines
        .filter(({ component }) => components.includes(component))
        .map(({ amountMinor }) => amountMinor),
    );
  return {
    principal: of('principal'),
    interest: of('interest'),
    feesAndPenalty: of('fee', 'penalty'),
  };
}

function dueEntries(today: LoanToday, language: Language) {
  const { loanId, number } = today.loan;
  return presentOwnSchedule(today)
    .rows.filter(({ status }) => status !== 'paid')
    .map((row) => ({
      uid: `${loanId}-${row.number}@daiban`,
      date: row.dueDate,
      summary: calendarLine(language, number, formatAmount(fromWireMoney(row.open))),
    }));
}
