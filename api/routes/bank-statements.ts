/** Bank statements 对账: import, suggestions, matches, and the difference of each day. */
import { listBankDays, listDayItems, type BankDay } from '../../db/queries/bank-days.ts';
import {
  listBankLines,
  listStatements,
  type BankLine,
  type BankStatement,
} from '../../db/queries/bank-statements.ts';
import { addDays } from '../../domain/calendar.ts';
import { maskName } from '../../domain/masks.ts';
import { money, toWireMoney } from '../../domain/money.ts';
import { suggestForLines, type ShownSuggestion } from '../bank-suggestions.ts';
import { confirmMatches, type MatchResult } from '../commands/bank-matches.ts';
import { checkStatement, importStatement } from '../commands/bank-statements.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/bank-statements.ts';

const tag = 'bank-statements';
/** A file of two million characters, each up to four bytes and quoted. */
const FILE_BODY_BYTES = 9_000_000;
const shownFaults = 500;
/** As much as a page of days shows unless asked. */
const days = 31;

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/bank-statements',
    access: 'ledger.read',
    tag,
    summary: 'List the bank statements that were imported, newest first',
    query: wire.statementQuery,
    response: wire.statements,
    handler: async ({ db, query, clock }) => {
      const request = { limit: query.size, offset: offsetOf(query) };
      const found = { ...(await listStatements(db, request)), asOf: clock.now };
      return { body: toPage(query, found, presentStatement) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/bank-statement-checks',
    access: 'payment.match',
    tag,
    summary: 'Read a bank statement as its import would, with every fault; nothing is kept',
    body: wire.newStatement,
    bodyLimitBytes: FILE_BODY_BYTES,
    response: wire.statementCheck,
    command: async (trx, { body, clock }) => {
      const { faults, imported, inMinor, outMinor, lines, ...read } = await checkStatement(
        trx,
        body,
        clock.businessDate,
      );
      return {
        body: {
          newLineCount: lines.length,
          knownLineCount: read.knownLineCount,
          faultCount: faults.length,
          faults: faults.slice(0, shownFaults),
          fromDate: read.fromDate,
          toDate: read.toDate,
          moneyIn: toWireMoney(money(inMinor, 'CNY')),
          moneyOut: toWireMoney(money(outMinor, 'CNY')),
          importedStatementId: imported?.statementId ?? null,
          importedAt: imported?.importedAt ?? null,
        },
      };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/bank-statements',
    access: 'payment.match',
    tag,
    summary: 'Import a bank statement: every line of it, once, or none',
    body: wire.newStatement,
    bodyLimitBytes: FILE_BODY_BYTES,
    response: wire.statement,
    status: 201,
    refusals: ['statement_already_imported', 'statement_unreadable'],
    command: async (trx, context) => {
      const { services, body } = context;
      const imported = await importStatement(trx, context, services.keys, body);
      return { status: 201, body: presentStatement(imported) };
    },
  }),
  defineRead({
    path: '/v1/bank-lines',
    access: 'ledger.read',
    tag,
    summary: 'List lines of bank statements; open ones with what they may be, the surest first',
    query: wire.lineQuery,
    response: wire.bankLines,
    handler: async ({ db, query, scope, clock, actor }) => {
      const { state, bookedDate, size: limit } = query;
      const request = { state, bookedDate, limit, offset: offsetOf(query) };
      const { rows, total } = await listBankLines(db, request);
      const suggestions = await suggestForLines(db, { actor, scope }, rows);
      const shown = (line: BankLine) => presentLine(line, suggestions.get(line.lineId) ?? []);
      return { body: toPage(query, { rows, total, asOf: clock.now }, shown) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/bank-line-matches',
    access: 'payment.match',
    tag,
    summary: 'Say what lines of a bank statement are; each gets a result of its own',
    body: wire.newMatches,
    response: wire.matched,
    command: async (trx, context) => {
      const results = await confirmMatches(trx, context, context.body.matches);
      return { body: { results: results.map(presentResult) } };
    },
  }),
  defineRead({
    path: '/v1/bank-days',
    access: 'ledger.read',
    tag,
    summary: 'Compare bank and ledger day by day, newest first; 31 days unless asked',
    query: wire.dayQuery,
    response: wire.bankDays,
    handler: async ({ db, query, clock }) => {
      const toDate = query.toDate ?? clock.businessDate;
      const fromDate = query.fromDate ?? addDays(toDate, 1 - days);
      const items = await listBankDays(db, { fromDate, toDate });
      return { body: { fromDate, toDate, items: items.map(presentDay) } };
    },
  }),
  defineRead({
    path: '/v1/bank-days/:date',
    access: 'ledger.read',
    tag,
    summary: 'List what keeps bank and ledger of a day apart',
    params: wire.dayParams,
    response: wire.dayItems,
    handler: async ({ db, params }) => {
      const items = await listDayItems(db, params.date);
      return {
        body: {
          items: items.map(({ amountMinor, currency, ...item }) => ({
            ...item,
            amount: toWireMoney(money(amountMinor, currency)),
          })),
        },
      };
    },
  }),
];

function presentStatement({ moneyIn, moneyOut, ...statement }: BankStatement) {
  return { ...statement, moneyIn: toWireMoney(moneyIn), moneyOut: toWireMoney(moneyOut) };
}

/** A payer need not be a customer: the name is masked for everybody. */
function presentLine(
  { payerAccountIndex: _index, amount, payerName, ...line }: BankLine,
  suggestions: readonly ShownSuggestion[],
) {
  return {
    ...line,
    payerName: payerName === null ? null : maskName(payerName),
    amount: toWireMoney(amount),
    suggestions: [...suggestions],
  };
}

function presentResult({ lineId, paymentId, refusal }: MatchResult) {
  const { code = null, message: detail = null } = refusal ?? {};
  return { lineId, isMatched: refusal === null, paymentId, code, detail };
}

function presentDay({ date, currency, bankInMinor, bankOutMinor, ledgerMinor, ...day }: BankDay) {
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, currency));
  const bankMinor = bankInMinor - bankOutMinor;
  const differenceMinor = bankMinor - ledgerMinor;
  const doesAgree = differenceMinor === 0n && day.openLineCount === 0;
  const state = !day.isCovered ? 'no_statement' : doesAgree ? 'agrees' : 'differs';
  return {
    date,
    state: state as 'agrees' | 'differs' | 'no_statement',
    bankIn: inCurrency(bankInMinor),
    bankOut: inCurrency(bankOutMinor),
    bank: inCurrency(bankMinor),
    ledger: inCurrency(ledgerMinor),
    difference: inCurrency(differenceMinor),
    openLineCount: day.openLineCount,
  };
}
