/**
 * Cases of `allocations.json`: one flat loan, steps in order, and tables of transactions and of the schedule
 * between them. Amounts there are JSON numbers; they are read by their decimal text.
 */
import type { IsoDate } from '../../domain/calendar.ts';
import { formatAmount, sum } from '../../domain/money.ts';
import { decimalToPpm } from '../../domain/schedule/decimal-rate.ts';
import type { Component, LoanTerms } from '../../domain/schedule/terms.ts';
import { emptyCalendar } from '../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import type { LoanRow, LoanState, PaymentAllocation } from '../../domain/servicing/state.ts';
import { defaultWaterfalls, waterfall } from '../../domain/servicing/waterfalls.ts';
import type { Waterfall } from '../../domain/servicing/waterfalls.ts';
import { firstDifference } from './difference.ts';
import { amountOf, plainTerms } from './terms.ts';

type Cells = Readonly<Record<string, string | number>>;

type Step =
  | { readonly step: 'business_date'; readonly date: IsoDate }
  | { readonly step: 'disbursement' | 'repayment'; readonly date: IsoDate; readonly amount: number }
  | {
      readonly step: 'charge';
      readonly kind: 'fee' | 'penalty';
      readonly name: string;
      readonly due: IsoDate;
      readonly amount: number;
    }
  | { readonly step: 'assert_transactions' | 'assert_schedule'; readonly rows: readonly Cells[] };

export type AllocationCase = {
  readonly id: string;
  readonly strategy: string;
  readonly loan: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
};

const currency = 'EUR';

export function isAllocationCase(value: unknown): value is AllocationCase {
  return typeof value === 'object' && value !== null && 'steps' in value && 'strategy' in value;
}

/** @returns the first difference in words, or null */
export function checkAllocation({ strategy, loan, steps }: AllocationCase): string | null {
  const terms = termsOf(loan, parseStrategy(strategy));
  const events: LoanEvent[] = [];
  let businessDate = dateOf(loan['submitted on date'] ?? '');
  for (const [index, step] of steps.entries()) {
    const at = (table: string) => (row: number) => `step ${index + 1} (${table}), row ${row + 1}`;
    switch (step.step) {
      case 'business_date':
        businessDate = step.date;
        break;
      case 'assert_transactions': {
        const difference = compareTransactions(
          step.rows,
          [...transactionRows(stateOf(terms, events, businessDate)), ...accrualRows(terms, events)],
          at('transactions'),
        );
        if (difference !== null) return difference;
        break;
      }
      case 'assert_schedule': {
        const actual = scheduleRows(stateOf(terms, events, businessDate));
        const difference = firstDifference(step.rows.map(withoutBlanks), actual, at('schedule'));
        if (difference !== null) return difference;
        break;
      }
      case 'disbursement':
      case 'charge':
      case 'repayment':
        events.push(eventOf(step, events.length + 1, businessDate));
    }
  }
  return null;
}

/** Money is allocated at once, so events of one day stay in the order of the steps. */
function stateOf(terms: LoanTerms, events: readonly LoanEvent[], businessDate: IsoDate): LoanState {
  const latest = events.reduce(
    (date, event) => (event.effectiveDate > date ? event.effectiveDate : date),
    businessDate,
  );
  return replayLoan(terms, events, latest, emptyCalendar, 'as_recorded');
}

/** `due: a,b,c,d / in-advance: e,f,g,h` */
function parseStrategy(strategy: string): Waterfall {
  const match = /^due:\s*([\w,\s]+?)\s*\/\s*in-advance:\s*([\w,\s]+)$/.exec(strategy);
  if (match === null) throw new Error(`strategy not understood: ${strategy}`);
  return waterfall(componentsOf(match[1]!), componentsOf(match[2]!));
}

function componentsOf(text: string): readonly Component[] {
  return text.split(',').map((part) => part.trim() as Component);
}

function termsOf(loan: AllocationCase['loan'], standard: Waterfall): LoanTerms {
  return {
    ...plainTerms,
    currency,
    annualRatePpm: decimalToPpm(loan['ANNUAL interest rate %'] ?? '0', 4),
    method: 'flat',
    installments: Number(loan['numberOfRepayments']),
    every: everyOf(loan),
    dayCount: 'equal_periods',
    rounding: { mode: 'half_even', installmentMultiple: null },
    grace: { principal: 0, interest: 0, interestFree: 0 },
    monthEnd: 'clamp',
    smoothLastInstallment: false,
    waterfalls: { ...defaultWaterfalls, standard },
  };
}

function everyOf(loan: AllocationCase['loan']): LoanTerms['every'] {
  const units = { DAYS: 'day', WEEKS: 'week', MONTHS: 'month' } as const;
  const unit = units[(loan['repaymentFrequencyType'] ?? 'MONTHS') as keyof typeof units];
  return { count: Number(loan['repaymentEvery'] ?? '1'), unit };
}

type MoneyStep = Extract<Step, { readonly step: 'disbursement' | 'repayment' | 'charge' }>;

function eventOf(step: MoneyStep, seq: number, businessDate: IsoDate): LoanEvent {
  const amount = amountOf(String(step.amount), currency);
  const date = step.step === 'charge' ? businessDate : step.date;
  const recordedAt = `${businessDate}T00:00:00.000Z`;
  const base = { eventId: `e${seq}`, seq, effectiveDate: date, recordedAt, amount };
  if (step.step === 'disbursement') return { ...base, kind: 'disbursement', deductedFee: null };
  if (step.step === 'charge') {
    return { ...base, kind: 'charge', component: step.kind, code: step.name, dueDate: step.due };
  }
  return { ...base, kind: 'payment', paymentId: `p${seq}`, situation: 'standard' };
}

/** Transactions of one date are a set; dates are in order. */
function compareTransactions(
  expected: readonly Cells[],
  actual: readonly Cells[],
  label: (index: number) => string,
): string | null {
  return firstDifference(inSetOrder(expected), inSetOrder(actual), label);
}

const transactionColumns = [
  'Transaction Type',
  'Amount',
  'Principal',
  'Interest',
  'Fees',
  'Penalties',
  'Loan Balance',
];

function inSetOrder(rows: readonly Cells[]): readonly Cells[] {
  const key = (row: Cells) =>
    `${dateOf(String(row['Transaction date']))} ${transactionColumns.map((column) => row[column] ?? '').join(' ')}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function transactionRows(state: LoanState): readonly Cells[] {
  const disbursed = state.rows[0]?.periodStart;
  const rows: Cells[] = [];
  if (disbursed !== undefined) {
    rows.push(
      transaction(disbursed, 'Disbursement', state.disbursedMinor, {}, state.disbursedMinor),
    );
  }
  for (const allocation of state.allocations) {
    const { effectiveDate, amountMinor, principalAfterMinor } = allocation;
    rows.push(
      transaction(
        effectiveDate,
        'Repayment',
        amountMinor,
        partsOf(allocation),
        principalAfterMinor,
      ),
    );
  }
  return rows;
}

/**
 * When a payment closes the loan: its interest, and the charges whose due date has come, less what an earlier
 * closing accrued already.
 */
function accrualRows(terms: LoanTerms, events: readonly LoanEvent[]): readonly Cells[] {
  const rows: Cells[] = [];
  const accrued = { interest: 0n, fee: 0n, penalty: 0n };
  for (const [index, event] of events.entries()) {
    if (event.kind !== 'payment') continue;
    const date = event.effectiveDate;
    const until = events.slice(0, index + 1);
    const { status, totals } = replayLoan(terms, until, date, emptyCalendar, 'as_recorded');
    if (status !== 'closed') continue;
    const parts = {
      interest: totals.interestMinor - accrued.interest,
      fee: chargedBy(until, 'fee', date) - accrued.fee,
      penalty: chargedBy(until, 'penalty', date) - accrued.penalty,
    };
    const total = parts.interest + parts.fee + parts.penalty;
    for (const part of ['interest', 'fee', 'penalty'] as const) accrued[part] += parts[part];
    if (total > 0n) rows.push(transaction(date, 'Accrual', total, parts, 0n));
  }
  return rows;
}

function chargedBy(events: readonly LoanEvent[], component: Component, date: IsoDate): bigint {
  const charges = events.filter(
    (event) => event.kind === 'charge' && event.component === component && event.dueDate <= date,
  );
  return sum(charges.map((charge) => ('amount' in charge ? charge.amount.minor : 0n)));
}

function chargesAhead({ lines }: PaymentAllocation) {
  return lines.filter(
    ({ component, timing }) =>
      timing === 'in_advance' && (component === 'fee' || component === 'penalty'),
  );
}

type Parts = { readonly [C in Component]?: bigint };

function partsOf({ lines }: Pick<PaymentAllocation, 'lines'>): Parts {
  const of = (component: Component) =>
    sum(lines.filter((line) => line.component === component).map((line) => line.amountMinor));
  return {
    principal: of('principal'),
    interest: of('interest'),
    fee: of('fee'),
    penalty: of('penalty'),
  };
}

function transaction(
  date: IsoDate,
  type: string,
  amount: bigint,
  parts: Parts,
  balance: bigint,
): Cells {
  return {
    'Transaction date': longDate(date),
    'Transaction Type': type,
    Amount: numberOf(amount),
    Principal: numberOf(parts.principal ?? 0n),
    Interest: numberOf(parts.interest ?? 0n),
    Fees: numberOf(parts.fee ?? 0n),
    Penalties: numberOf(parts.penalty ?? 0n),
    'Loan Balance': numberOf(balance),
  };
}

function scheduleRows(state: LoanState): readonly Cells[] {
  const disbursed = state.rows[0]?.periodStart ?? '';
  const opening = {
    Nr: '',
    Date: longDate(disbursed),
    'Balance of loan': numberOf(state.disbursedMinor),
  };
  const nothing = Object.fromEntries(
    [
      'Days',
      'Principal due',
      'Interest',
      'Fees',
      'Penalties',
      'Due',
      'Paid',
      'In advance',
      'Late',
      'Outstanding',
    ].map((column) => [column, 0]),
  );
  return [
    { ...nothing, ...opening, 'Paid date': '' },
    ...state.rows.map((row) => scheduleRow(state, row)),
  ];
}

function scheduleRow(state: LoanState, row: LoanRow): Cells {
  return {
    Nr: row.number,
    Days: row.days,
    Date: longDate(row.dueDate),
    'Paid date': row.paidDate === null ? '' : longDate(row.paidDate),
    'Balance of loan': numberOf(row.balanceMinor),
    'Principal due': numberOf(row.due.principal),
    Interest: numberOf(row.due.interest),
    Fees: numberOf(row.due.fee),
    Penalties: numberOf(row.due.penalty),
    Due: numberOf(row.dueMinor),
    Paid: numberOf(row.paidMinor),
    'In advance': numberOf(row.paidInAdvanceMinor - closingChargesAhead(state, row)),
    Late: numberOf(row.paidLateMinor),
    Outstanding: numberOf(row.outstandingMinor),
  };
}

/** A charge not yet due that the closing payment pays does not count as in advance in the source. */
function closingChargesAhead(state: LoanState, row: LoanRow): bigint {
  const closing = state.allocations.at(-1);
  if (closing === undefined || state.closedDate !== closing.effectiveDate) return 0n;
  if (closing.effectiveDate >= row.dueDate) return 0n;
  const lines = chargesAhead(closing).filter(
    ({ installmentNumber }) => installmentNumber === row.number,
  );
  return sum(lines.map(({ amountMinor }) => amountMinor));
}

/** In the disbursement row a blank stands for nothing or zero; elsewhere every cell counts. */
function withoutBlanks(row: Cells): Cells {
  if (row['Nr'] !== '') return row;
  return Object.fromEntries(
    Object.entries(row).filter(([column, value]) => column === 'Nr' || value !== ''),
  );
}

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

function longDate(date: IsoDate): string {
  return `${date.slice(8)} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

/** `1 January 2023` or an ISO date. */
function dateOf(text: string): IsoDate {
  const match = /^(\d{1,2}) (\w+) (\d{4})$/.exec(text);
  if (match === null) return text;
  const month = months.indexOf(match[2]!) + 1;
  return `${match[3]}-${String(month).padStart(2, '0')}-${match[1]!.padStart(2, '0')}`;
}

/** For comparison with a JSON number: the shortest float of a decimal text is the one JSON reads. */
function numberOf(minor: bigint): number {
  return Number(formatAmount({ minor, currency }));
}
