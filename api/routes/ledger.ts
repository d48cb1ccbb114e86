/** The books: chart of accounts, entries with their postings, the trial balance as of a date. */
import type { z } from 'zod';
import {
  listEntries,
  readTrialBalance,
  type AccountBalance,
  type ListedEntry,
} from '../../db/queries/ledger.ts';
import { listClosedPeriods, type ClosedPeriod } from '../../db/queries/periods.ts';
import type { Scope } from '../../db/queries/scope.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { accounts } from '../../domain/ledger/accounts.ts';
import { money, sum, toWireMoney, type Currency } from '../../domain/money.ts';
import { closePeriod } from '../commands/period-closings.ts';
import { visibleLoan } from '../loan-state.ts';
import { readCursor, toTimeline } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/ledger.ts';

const tag = 'ledger';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/ledger/accounts',
    access: 'ledger.read',
    tag,
    summary: 'Read the chart of accounts',
    response: wire.accounts,
    handler: async () => ({
      body: {
        items: accounts.map(({ code, name, nameZh, normalSide }) => ({
          accountCode: code,
          name,
          nameZh,
          normalSide,
        })),
      },
    }),
  }),
  defineRead({
    path: '/v1/ledger/entries',
    access: 'ledger.read',
    tag,
    summary: 'List journal entries in order of recording',
    query: wire.entryQuery,
    response: wire.entries,
    handler: async ({ db, query, scope }) => {
      const rows = await listEntries(db, { ...filterOf(query), branchIds: branchesOf(scope) });
      return { body: toTimeline(query.size, rows, ({ seq }) => seq, presentEntry) };
    },
  }),
  defineRead({
    path: '/v1/loans/:loanId/entries',
    access: 'ledger.read',
    tag,
    summary: 'List the journal entries of a loan in order of recording',
    params: wire.loanParams,
    query: wire.entryQuery,
    response: wire.entries,
    refusals: ['not_found'],
    handler: async ({ db, params, query, scope }) => {
      const { loanId } = await visibleLoan(db, scope, params.loanId);
      const filter = { ...filterOf(query), loanId, branchIds: 'all' as const };
      const rows = await listEntries(db, filter);
      return { body: toTimeline(query.size, rows, ({ seq }) => seq, presentEntry) };
    },
  }),
  defineRead({
    path: '/v1/ledger/trial-balance',
    access: 'ledger.read',
    tag,
    summary: 'Read the trial balance by what was recorded up to a date',
    query: wire.trialBalanceQuery,
    response: wire.trialBalance,
    handler: async ({ db, query, scope, clock }) => {
      const asOfDate = query.asOfDate ?? clock.businessDate;
      const balances = await readTrialBalance(db, { asOfDate, branchIds: branchesOf(scope) });
      return { body: presentTrialBalance(asOfDate, balances) };
    },
  }),
  defineRead({
    path: '/v1/ledger/period-closings',
    access: 'ledger.read',
    tag,
    summary: 'List the closed accounting periods, newest first',
    response: wire.closedPeriods,
    handler: async ({ db }) => ({
      body: { items: (await listClosedPeriods(db)).map(presentPeriod) },
    }),
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/ledger/period-closings',
    access: 'ledger.close',
    tag,
    summary: 'Close the accounting period of a month, for good',
    body: wire.newClosing,
    response: wire.closedPeriod,
    status: 201,
    refusals: ['period_not_over', 'period_out_of_order', 'period_unfinished'],
    command: async (trx, context) => {
      const closed = await closePeriod(trx, context, context.body.month);
      return { status: 201, body: presentPeriod(closed) };
    },
  }),
];

function presentPeriod(period: ClosedPeriod): z.output<typeof wire.closedPeriod> {
  return { ...period, totals: period.totals as Record<string, unknown>[] };
}

function filterOf(query: z.output<typeof wire.entryQuery>) {
  const { accountCode, postedFrom, postedTo, cursor, size } = query;
  return {
    ...(accountCode === undefined ? {} : { accountCode }),
    ...(postedFrom === undefined ? {} : { postedFrom }),
    ...(postedTo === undefined ? {} : { postedTo }),
    afterSeq: readCursor(cursor) ?? 0n,
    // One more than shown says whether there is a further page.
    limit: size + 1,
  };
}

/** Borrowers have no right to the ledger, so a scope of one customer never comes here. */
function branchesOf(scope: Scope): 'all' | readonly string[] {
  if ('customerId' in scope)
    throw new DomainError('permission_denied', { permission: 'ledger.read' });
  return scope.branches;
}

function presentEntry(entry: ListedEntry): z.output<typeof wire.entry> {
  const { seq: _seq, postings, ...shown } = entry;
  return {
    ...shown,
    postings: postings.map(({ accountCode, side, amountMinor, component }) => ({
      accountCode,
      side,
      amount: toWireMoney(money(amountMinor, entry.currency)),
      component,
    })),
  };
}

function presentTrialBalance(
  asOfDate: IsoDate,
  balances: readonly AccountBalance[],
): z.output<typeof wire.trialBalance> {
  const currencies = [...new Set(balances.map(({ currency }) => currency))];
  const totals = currencies.map((currency) => totalOf(currency, balances));
  return {
    asOfDate,
    accounts: balances.map((account) => ({
      ...account,
      debit: toWireMoney(account.debit),
      credit: toWireMoney(account.credit),
      balance: toWireMoney(balanceOf(account)),
    })),
    totals: totals.map(({ currency, debit, credit }) => ({
      currency,
      debit: toWireMoney(money(debit, currency)),
      credit: toWireMoney(money(credit, currency)),
    })),
    isBalanced: totals.every(({ debit, credit }) => debit === credit),
  };
}

function balanceOf({ debit, credit, normalSide, currency }: AccountBalance) {
  const difference = debit.minor - credit.minor;
  return money(normalSide === 'debit' ? difference : -difference, currency);
}

function totalOf(currency: Currency, balances: readonly AccountBalance[]) {
  const own = balances.filter((account) => account.currency === currency);
  return {
    currency,
    debit: sum(own.map(({ debit }) => debit.minor)),
    credit: sum(own.map(({ credit }) => credit.minor)),
  };
}
