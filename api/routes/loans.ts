/** Loans: the list, one loan as it stands today, its schedule, its events. */
import type { z } from 'zod';
import { listLoans, type ListedLoan } from '../../db/queries/loan-list.ts';
import { listRecordedEvents } from '../../db/queries/loans.ts';
import { money, toWireMoney } from '../../domain/money.ts';
import { termsToWire } from '../../domain/schedule/terms.ts';
import { upcomingRepricingDate } from '../../domain/servicing/repricing.ts';
import { actionsFor } from '../actions.ts';
import type { Actor } from '../context.ts';
import { readLoanToday, visibleLoan, type LoanToday } from '../loan-state.ts';
import { offsetOf, readCursor, toPage, toTimeline } from '../paging.ts';
import type { Permission } from '../permissions.ts';
import { amountsToWire, presentName, presentSchedule } from '../present-loan.ts';
import { defineRead, type Route } from '../route.ts';
import { listSteps } from '../../db/queries/loan-steps.ts';
import * as wire from '../schemas/loans.ts';

const tag = 'loans';
const one = '/v1/loans/:loanId';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/loans',
    access: 'loan.read',
    tag,
    summary: 'List loans, newest first',
    query: wire.loanQuery,
    response: wire.loans,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { page: _page, size, ...filter } = query;
      const { businessDate } = clock;
      const request = { ...filter, scope, businessDate, limit: size, offset: offsetOf(query) };
      const { loans, total } = await listLoans(db, request);
      const found = { rows: loans, total, asOf: clock.now };
      return { body: toPage(query, found, (loan) => presentListed(loan, actor)) };
    },
  }),
  defineRead({
    path: one,
    access: 'loan.read',
    tag,
    summary: 'Read a loan as it stands on the business date',
    params: wire.loanParams,
    response: wire.loan,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, clock, actor }) => {
      const today = await readLoanToday(db, scope, { ...params, businessDate: clock.businessDate });
      return { body: presentLoan(today, actor), version: today.loan.version };
    },
  }),
  defineRead({
    path: `${one}/schedule`,
    access: 'loan.read',
    tag,
    summary: 'Read the schedule: what is due, paid and to come, with totals and yearly subtotals',
    params: wire.loanParams,
    response: wire.loanSchedule,
    refusals: ['not_found'],
    handler: async ({ db, params, scope, clock }) => {
      const today = await readLoanToday(db, scope, { ...params, businessDate: clock.businessDate });
      return { body: presentSchedule(today) };
    },
  }),
  defineRead({
    path: `${one}/events`,
    access: 'loan.read',
    tag,
    summary: 'List the events of a loan in order of recording',
    params: wire.loanParams,
    query: wire.eventQuery,
    response: wire.loanEvents,
    refusals: ['not_found'],
    handler: async ({ db, params, query, scope }) => {
      const { loanId } = await visibleLoan(db, scope, params.loanId);
      const afterSeq = Number(readCursor(query.cursor) ?? 0n);
      const rows = await listRecordedEvents(db, loanId, { afterSeq, limit: query.size + 1 });
      const seqOf = ({ seq }: { readonly seq: number }) => BigInt(seq);
      return { body: toTimeline(query.size, rows, seqOf, (event) => event) };
    },
  }),
  defineRead({
    path: `${one}/steps`,
    access: 'loan.read',
    tag,
    summary: 'List what time has done to a loan: reminders, due dates, grace ends, month ends',
    params: wire.loanParams,
    response: wire.loanSteps,
    refusals: ['not_found'],
    handler: async ({ db, params, scope }) => {
      const { loanId } = await visibleLoan(db, scope, params.loanId);
      return { body: { items: await listSteps(db, loanId) } };
    },
  }),
];

function presentListed(loan: ListedLoan, actor: Actor): z.output<typeof wire.listedLoan> {
  const { customerKind: _kind, ...rest } = loan;
  return {
    ...rest,
    customerName: presentName(loan, actor),
    principal: toWireMoney(loan.principal),
    outstanding: toWireMoney(loan.outstanding),
    overdue: toWireMoney(loan.overdue),
    nextDue: toWireMoney(loan.nextDue),
  };
}

/** What an active loan allows; a closed one takes nothing more. */
const activeActions: readonly Permission[] = [
  'payment.create',
  'payoff-quote.create',
  'loan-change.create',
  'waiver.create',
];

function presentFloating({ loan, events, state }: LoanToday) {
  const { terms, openedDate, status } = loan;
  if (terms.floating === undefined) return null;
  const next = upcomingRepricingDate(terms, openedDate, events, state.businessDate);
  return { ...terms.floating, nextRepricingDate: status === 'active' ? next : null };
}

function presentLoan({ loan, events, state }: LoanToday, actor: Actor): z.output<typeof wire.loan> {
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, loan.currency));
  const possible = loan.status === 'active' ? activeActions : [];
  return {
    loanId: loan.loanId,
    number: loan.number,
    applicationId: loan.applicationId,
    customerId: loan.customerId,
    customerName: presentName(loan, actor),
    branchId: loan.branchId,
    productCode: loan.productCode,
    currency: loan.currency,
    status: loan.status,
    openedDate: loan.openedDate,
    closedDate: loan.closedDate,
    maturityDate: state.maturityDate,
    nonPerformingSince: loan.nonPerformingSince,
    drawUntilDate: loan.drawUntilDate,
    businessDate: state.businessDate,
    principal: inCurrency(loan.principalMinor),
    outstanding: inCurrency(state.principalOutstandingMinor),
    annualRatePpm: state.annualRatePpm,
    floating: presentFloating({ loan, events, state }),
    level: state.levelMinor === null ? null : inCurrency(state.levelMinor),
    dueNow: amountsToWire(state.dueNow, loan.currency),
    overdue: amountsToWire(state.overdue, loan.currency),
    overdueTotal: inCurrency(state.overdueMinor),
    creditBalance: inCurrency(state.creditBalanceMinor),
    interestEarned: inCurrency(state.interestEarnedMinor),
    penaltyEarned: inCurrency(state.penaltyEarnedMinor),
    daysPastDue: state.daysPastDue,
    bucket: state.bucket,
    nextDueDate: state.nextDueDate,
    nextDue: inCurrency(state.nextDueMinor),
    paid: amountsToWire(state.paid, loan.currency),
    waived: amountsToWire(state.waived, loan.currency),
    terms: termsToWire(loan.terms) as unknown as Record<string, unknown>,
    version: loan.version,
    actions: actionsFor(actor, possible),
  };
}
