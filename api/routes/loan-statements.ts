/** The statement of a loan between two dates, for its borrower and for an auditor. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listLoanEntries } from '../../db/queries/ledger.ts';
import type { Scope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { statementLines, type StatementLine } from '../../domain/ledger/statement.ts';
import { money, sum, toWireMoney, type Currency } from '../../domain/money.ts';
import type { Actor } from '../context.ts';
import { readLoanToday } from '../loan-state.ts';
import { presentName } from '../present-loan.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/loan-statements.ts';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/loans/:loanId/statement',
    access: 'loan.read',
    tag: 'loans',
    summary: 'Read the statement of a loan: what moved between two dates',
    params: wire.loanParams,
    query: wire.statementQuery,
    response: wire.loanStatement,
    refusals: ['not_found', 'date_in_future'],
    handler: async ({ db, params, query, scope, clock, actor }) => ({
      body: await readStatement(db, { ...params, ...query, scope, actor, clock }),
    }),
  }),
];

export type StatementRequest = {
  readonly loanId: string;
  readonly fromDate?: IsoDate | undefined;
  readonly toDate?: IsoDate | undefined;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly clock: Pick<BusinessClock, 'businessDate'>;
};

/** @throws DomainError `not_found`, `date_in_future` */
export async function readStatement(
  db: Kysely<DB>,
  { loanId, scope, actor, clock, ...query }: StatementRequest,
): Promise<z.output<typeof wire.loanStatement>> {
  const { businessDate } = clock;
  const { toDate = businessDate } = query;
  if (toDate > businessDate)
    throw new DomainError('date_in_future', { date: toDate, businessDate });
  const request = { loanId, businessDate: toDate };
  const { loan, state } = await readLoanToday(db, scope, request);
  const { fromDate = loan.openedDate } = query;
  const lines = statementLines(await listLoanEntries(db, loan.loanId));
  const before = lines.filter(({ effectiveDate }) => effectiveDate < fromDate);
  const until = lines.filter(({ effectiveDate }) => effectiveDate <= toDate);
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, loan.currency));
  const held = (some: readonly StatementLine[]) =>
    inCurrency(sum(some.map(({ creditMinor }) => creditMinor)));
  return {
    loanId: loan.loanId,
    number: loan.number,
    customerName: presentName(loan, actor),
    fromDate,
    toDate,
    opening: {
      principal: inCurrency(before.at(-1)?.principalAfterMinor ?? 0n),
      credit: held(before),
    },
    lines: until.slice(before.length).map((line) => presentLine(line, loan.currency)),
    closing: {
      principal: inCurrency(until.at(-1)?.principalAfterMinor ?? 0n),
      credit: held(until),
      interestDue: inCurrency(state.dueNow.interest),
      penaltyDue: inCurrency(state.dueNow.penalty),
      feeDue: inCurrency(state.dueNow.fee),
    },
  };
}

type WireLine = z.output<typeof wire.loanStatement>['lines'][number];

function presentLine(line: StatementLine, currency: Currency): WireLine {
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, currency));
  return {
    effectiveDate: line.effectiveDate,
    kind: line.kind,
    amount: inCurrency(line.amountMinor),
    principal: inCurrency(line.principalMinor),
    interest: inCurrency(line.interestMinor),
    penalty: inCurrency(line.penaltyMinor),
    fee: inCurrency(line.feeMinor),
    credit: inCurrency(line.creditMinor),
    principalAfter: inCurrency(line.principalAfterMinor),
  };
}
