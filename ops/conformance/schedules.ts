/**
 * Cases of `schedules.json` and `level-payments.json`: terms, payments if any, and either the rows to the cent or
 * the level amount alone.
 */
import { formatAmount } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { buildSchedule } from '../../domain/schedule/build.ts';
import type { LoanTerms } from '../../domain/schedule/terms.ts';
import { emptyCalendar } from '../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { firstDifference } from './difference.ts';
import { amountOf, disbursementsOf, termsOf } from './terms.ts';
import type { CaseTerms } from './terms.ts';

type CaseEvent = { readonly type: 'payment'; readonly date: string; readonly amount: string };
type Cells = Readonly<Record<string, string | number>>;

export type ScheduleCase = {
  readonly id: string;
  readonly terms: CaseTerms;
  readonly events?: readonly CaseEvent[];
  readonly asOf?: string;
  readonly expected: {
    readonly rows?: readonly Cells[];
    readonly totals?: Cells;
    readonly installment?: string;
  };
};

export function isScheduleCase(value: unknown): value is ScheduleCase {
  return typeof value === 'object' && value !== null && 'terms' in value && 'expected' in value;
}

/** @returns the first difference in words, or null */
export function checkSchedule(test: ScheduleCase): string | null {
  const { expected } = test;
  if (expected.rows === undefined && expected.installment === undefined) {
    return 'nothing is expected of this case';
  }
  if (expected.installment !== undefined) {
    const actual = levelOf(test);
    if (actual !== expected.installment)
      return `installment: expected ${expected.installment}, got ${actual}`;
  }
  if (expected.rows === undefined) return null;
  const rows = test.events === undefined ? plannedRows(test) : rowsAsOf(test);
  const difference = firstDifference(expected.rows, rows);
  if (difference !== null || expected.totals === undefined) return difference;
  return firstDifference([expected.totals], [totalsOf(rows)], () => 'totals');
}

function levelOf({ terms }: ScheduleCase): string {
  const { levelMinor, rows, currency } = buildSchedule(
    termsOf(terms),
    disbursementsOf(terms),
    emptyCalendar,
  );
  const minor = levelMinor ?? rows.at(-1)!.dueMinor;
  return formatAmount({ minor, currency });
}

function plannedRows({ terms }: ScheduleCase): readonly Cells[] {
  const { rows, currency } = buildSchedule(termsOf(terms), disbursementsOf(terms), emptyCalendar);
  const text = (minor: bigint) => formatAmount({ minor, currency });
  return rows.map((row) => ({
    number: row.number,
    dueDate: row.dueDate,
    days: row.days,
    principal: text(row.principalMinor),
    interest: text(row.interestMinor),
    fees: text(row.feesMinor),
    penalties: text(row.penaltiesMinor),
    due: text(row.dueMinor),
    balance: text(row.balanceMinor),
  }));
}

/** The schedule as payments up to `asOf` made it, later rows as if paid in full on their due dates. */
function rowsAsOf(test: ScheduleCase): readonly Cells[] {
  const terms = termsOf(test.terms);
  const events = completedEvents(test, terms);
  const businessDate = test.asOf ?? events.at(-1)!.effectiveDate;
  const { rows, currency } = replayLoan(terms, events, businessDate, emptyCalendar);
  const text = (minor: bigint) => formatAmount({ minor, currency });
  return rows.map((row) => ({
    number: row.number,
    dueDate: row.dueDate,
    days: row.days,
    principal: text(row.due.principal),
    interest: text(row.due.interest),
    fees: text(row.due.fee),
    penalties: text(row.due.penalty),
    due: text(row.dueMinor),
    balance: text(row.balanceMinor),
  }));
}

/**
 * A payment before the due date leaves the rest of its row to the due date. As later rows are taken for paid on
 * their due dates, so is that rest where a later payment follows.
 */
function completedEvents(test: ScheduleCase, terms: LoanTerms): readonly LoanEvent[] {
  const events: LoanEvent[] = disbursementsOf(test.terms).map(({ date, amount }, index) => ({
    ...recorded(index + 1, date),
    kind: 'disbursement',
    amount,
    deductedFee: null,
  }));
  for (const { date, amount } of test.events ?? []) {
    const { rows } = replayLoan(terms, events, date, emptyCalendar);
    for (const row of rows) {
      if (row.dueDate >= date || row.paidInAdvanceMinor === 0n || row.outstandingMinor === 0n)
        continue;
      const rest = { minor: row.outstandingMinor, currency: terms.currency };
      events.push(paymentEvent(events.length + 1, row.dueDate, rest));
    }
    events.push(paymentEvent(events.length + 1, date, amountOf(amount, terms.currency)));
  }
  return events;
}

function paymentEvent(seq: number, date: string, amount: Money): LoanEvent {
  const base = recorded(seq, date);
  return { ...base, kind: 'payment', paymentId: `p${seq}`, amount, situation: 'standard' };
}

function recorded(seq: number, date: string) {
  return { eventId: `e${seq}`, seq, effectiveDate: date, recordedAt: `${date}T00:00:00.000Z` };
}

function totalsOf(rows: readonly Cells[]): Cells {
  const columns = ['principal', 'interest', 'fees', 'penalties', 'due'];
  return Object.fromEntries(
    columns.map((column) => {
      const minor = rows.reduce(
        (total, row) => total + amountOf(String(row[column]), 'EUR').minor,
        0n,
      );
      return [column, formatAmount({ minor, currency: 'EUR' })];
    }),
  );
}
