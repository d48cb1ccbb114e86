/** Suggestions beside lines of a statement and beside money in suspense: read at once for a whole page. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { BankLine } from '../db/queries/bank-statements.ts';
import {
  listLoanCandidates,
  listPayers,
  listRecordCandidates,
  type CandidateRecord,
  type LoanCandidate,
} from '../db/queries/match-candidates.ts';
import type { Payment } from '../db/queries/payments.ts';
import type { Scope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import {
  bare,
  loanNumbersIn,
  nearDays,
  suggestLoans,
  suggestMatches,
  type LoanFacts,
  type Suggestion,
} from '../domain/bank-statement/matching.ts';
import { addDays, maxDate, minDate } from '../domain/calendar.ts';
import type { Currency } from '../domain/money.ts';
import type { Actor } from './context.ts';
import { presentName } from './present-loan.ts';
import type { suggestion } from './schemas/bank-statements.ts';

export type ShownSuggestion = z.output<typeof suggestion>;
type Asker = { readonly actor: Actor; readonly scope: Scope };

/** What is known of money that came in; of money out only its own line matters. */
type Hint = {
  readonly payerName: string | null;
  readonly accountIndex: Buffer | null;
  readonly remark: string | null;
  readonly reference: string;
};

/** @returns the suggestions of each line by its id; the surest first */
export async function suggestForLines(
  db: Kysely<DB>,
  { actor, scope }: Asker,
  lines: readonly BankLine[],
): Promise<ReadonlyMap<string, readonly ShownSuggestion[]>> {
  const open = lines.filter(({ match }) => match === null);
  const [first] = open;
  if (first === undefined) return new Map();
  const { currency } = first.amount;
  const records = await listRecordsFor(db, scope, open);
  const incoming = open.filter(({ direction }) => direction === 'in');
  const loans = await readLoans(db, { scope, currency }, incoming.map(hintOf));
  return new Map(
    open.map((line) => {
      const facts = loans.map((loan) => factsFor(loan, line.payerAccountIndex));
      const asked = { ...line, amountMinor: line.amount.minor };
      const found = suggestMatches(asked, { records, loans: facts });
      return [line.lineId, found.map((each) => present(each, { actor, records, loans }))];
    }),
  );
}

/** Movements that one of these lines may be. */
export async function listRecordsFor(
  db: Kysely<DB>,
  scope: Scope,
  lines: readonly BankLine[],
): Promise<CandidateRecord[]> {
  const dates = lines.map(({ bookedDate }) => bookedDate);
  const [first] = lines;
  if (first === undefined) return [];
  return listRecordCandidates(db, {
    scope,
    currency: first.amount.currency,
    references: lines.map(({ reference }) => reference),
    amountsMinor: lines.map(({ amount }) => amount.minor),
    fromDate: addDays(dates.reduce(minDate), -nearDays),
    toDate: addDays(dates.reduce(maxDate), nearDays),
  });
}

/** @returns the loans each payment may be meant for, by the payment's id */
export async function suggestForPayments(
  db: Kysely<DB>,
  { actor, scope }: Asker,
  payments: readonly Payment[],
): Promise<ReadonlyMap<string, readonly ShownSuggestion[]>> {
  const [first] = payments;
  if (first === undefined) return new Map();
  const payers = await listPayers(
    db,
    payments.map(({ paymentId }) => paymentId),
  );
  const byPayment = new Map(payers.map((payer) => [payer.paymentId, payer]));
  const hints = payments.map(({ paymentId, details, providerReference }) => ({
    payerName: byPayment.get(paymentId)?.payerName ?? null,
    accountIndex: byPayment.get(paymentId)?.payerAccountIndex ?? null,
    remark: details.remark ?? null,
    reference: providerReference,
  }));
  const loans = await readLoans(db, { scope, currency: first.amount.currency }, hints);
  return new Map(
    payments.map(({ paymentId, amount }, index) => {
      const hint = hints[index]!;
      const facts = loans.map((loan) => factsFor(loan, hint.accountIndex));
      const found = suggestLoans({ ...hint, amountMinor: amount.minor }, facts);
      return [paymentId, found.map((each) => present(each, { actor, records: [], loans }))];
    }),
  );
}

function hintOf({ payerName, payerAccountIndex, remark, reference }: BankLine): Hint {
  return { payerName, accountIndex: payerAccountIndex, remark, reference };
}

async function readLoans(
  db: Kysely<DB>,
  { scope, currency }: { readonly scope: Scope; readonly currency: Currency },
  hints: readonly Hint[],
): Promise<LoanCandidate[]> {
  if (hints.length === 0) return [];
  const written = hints.map(({ remark, reference }) => `${remark ?? ''} ${reference}`);
  return listLoanCandidates(db, {
    scope,
    currency,
    numbers: written.flatMap(loanNumbersIn),
    payerNames: hints.flatMap(({ payerName }) => payerName ?? []),
    accountIndexes: hints.flatMap(({ accountIndex }) => accountIndex ?? []),
    remarks: written.map(bare),
  });
}

function factsFor({ accountIndex, ...loan }: LoanCandidate, payers: Buffer | null): LoanFacts {
  const isPayersAccount = payers !== null && accountIndex !== null && payers.equals(accountIndex);
  return { ...loan, isPayersAccount };
}

function present(
  { kind, id, reasons, strength }: Suggestion,
  {
    actor,
    records,
    loans,
  }: {
    readonly actor: Actor;
    readonly records: readonly CandidateRecord[];
    readonly loans: readonly LoanCandidate[];
  },
): ShownSuggestion {
  const said = { kind, id, reasons: [...reasons], strength };
  if (kind === 'loan') {
    const loan = loans.find(({ loanId }) => loanId === id)!;
    const customerName = presentName(loan, actor);
    return { ...said, loanId: id, loanNumber: loan.number, customerName, reference: null };
  }
  const record = records.find((each) => each.kind === kind && each.id === id)!;
  const { loanId, loanNumber, reference } = record;
  return { ...said, loanId, loanNumber, customerName: null, reference };
}
