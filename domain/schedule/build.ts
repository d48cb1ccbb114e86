/**
 * The schedule 还款计划 of a loan as it is agreed: rows from terms and disbursements, before anything has happened.
 * Interest of a row is balance × annual rate × fraction, rounded once; the last row repays what is left, so the
 * last payment absorbs all rounding. Nothing else is rounded but the level amount and the shares of principal.
 */
import type { IsoDate } from '../calendar.ts';
import { dayNumber } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { divide } from '../money.ts';
import { invariant } from '../invariant.ts';
import { buildFrames } from './frames.ts';
import type { Frame } from './frames.ts';
import { withInstallmentFees } from './installment-fees.ts';
import { partOf } from './parts.ts';
import { buildPlainSchedule } from './plain.ts';
import { planAmounts, planRepayment, planRows } from './plan.ts';
import type { PlanRow, Repayment, RowAmounts } from './plan.ts';
import type {
  CustomRow,
  Disbursement,
  InterestStretch,
  LoanTerms,
  RowFormula,
  Schedule,
  ScheduleRow,
} from './terms.ts';
import { sumOfYears, sumYears } from './totals.ts';
import { assertDisbursements, assertMultipleFits, assertTerms } from './validate.ts';
import type { WorkCalendar } from './working-days.ts';

/**
 * @param disbursements in the loan's currency; the first date is the anchor of all due dates unless the terms
 *   name a first due date, later ones are tranches
 * @returns one row per installment, after a down-payment row where there is one; the last balance is zero
 * @throws DomainError `rate_out_of_range`, `term_out_of_range`, `grace_out_of_range`, `date_malformed`,
 *   `currency_mismatch`, `amount_not_positive`, `disbursement_outside_term`, `first_due_date_too_early`,
 *   `multiple_exceeds_installment`, `balloon_exceeds_principal`, `custom_rows_malformed`
 */
export function buildSchedule(
  terms: LoanTerms,
  disbursements: readonly Disbursement[],
  calendar: WorkCalendar,
): Schedule {
  const schedule = buildRows(terms, disbursements, calendar);
  return terms.fees === undefined ? schedule : withInstallmentFees(schedule, terms, disbursements);
}

function buildRows(
  terms: LoanTerms,
  disbursements: readonly Disbursement[],
  calendar: WorkCalendar,
): Schedule {
  assertTerms(terms);
  const paidOut = [...disbursements].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
  assertDisbursements(terms, paidOut);
  const startDate = paidOut[0]!.date;
  const plain = paidOut.length === 1 ? buildPlainSchedule(terms, paidOut[0]!) : null;
  if (plain !== null) return plain;
  const frames = buildFrames(terms, startDate, calendar);
  const disbursed = spreadOverRows(frames, paidOut);
  const builder = startBuilder(terms, frames, disbursed);
  for (let index = 0; index < frames.length; index += 1) addRow(builder, index);
  invariant(builder.balanceMinor === 0n, 'the last row repays what is left');
  return finish(terms, builder);
}

type Tranche = { readonly day: number; readonly date: IsoDate; readonly amountMinor: bigint };

/** Most rows have none. */
type Tranches = readonly (readonly Tranche[] | undefined)[];

const noTranches: readonly Tranche[] = [];

/** The one working copy while rows are added; it never leaves this file. */
type Builder = {
  readonly terms: LoanTerms;
  readonly plan: readonly PlanRow[];
  readonly tranches: Tranches;
  readonly rows: ScheduleRow[];
  readonly numberOffset: number;
  repayment: Repayment;
  balanceMinor: bigint;
  flatBaseMinor: bigint;
  deferredMinor: bigint;
  /** Amounts of the rows from index `since` on, if no further tranche comes. */
  amounts: RowAmounts;
  since: number;
};

/** Tranches at the index of the row in whose period they lie; one on a due date belongs to the row that starts then. */
function spreadOverRows(
  frames: readonly Frame[],
  disbursements: readonly Disbursement[],
): Tranches {
  const byRow: Tranche[][] = [];
  let index = 0;
  for (const { date, amount } of disbursements) {
    const day = dayNumber(date);
    while (index < frames.length - 1 && frames[index]!.endDay <= day) index += 1;
    (byRow[index] ??= []).push({ day, date, amountMinor: amount.minor });
  }
  return byRow;
}

function startBuilder(terms: LoanTerms, frames: readonly Frame[], disbursed: Tranches): Builder {
  const plan = planRows(terms, frames, terms.annualRatePpm, terms.grace);
  const builder: Builder = {
    terms,
    plan,
    tranches: disbursed,
    rows: [],
    numberOffset: terms.downPaymentPpm > 0 ? 1 : 0,
    repayment: { levelMinor: null, shareMinor: null, flat: null, smoothed: false },
    balanceMinor: 0n,
    flatBaseMinor: 0n,
    deferredMinor: 0n,
    amounts: { interest: [], principal: [] },
    since: 0,
  };
  return terms.downPaymentPpm > 0 ? payDown(builder, frames[0]!) : builder;
}

/** Row 1 of a loan with a down payment: due on the disbursement date, a share of what is paid out that day. */
function payDown(builder: Builder, first: Frame): Builder {
  const { terms, tranches } = builder;
  const [opening, ...later] = tranches;
  const onStart = opening!.filter(({ day }) => day === first.startDay);
  const startMinor = onStart.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const share = BigInt(terms.downPaymentPpm) * startMinor;
  const principalMinor = divide(share, 1_000_000n, terms.rounding.mode);
  const rest = {
    day: first.startDay,
    date: first.periodStart,
    amountMinor: startMinor - principalMinor,
  };
  const others = opening!.filter(({ day }) => day !== first.startDay);
  builder.rows.push({
    number: 1,
    kind: 'down_payment',
    periodStart: first.periodStart,
    periodEnd: first.periodStart,
    dueDate: first.periodStart,
    dueDateProvisional: false,
    days: 0,
    principalMinor,
    interestMinor: 0n,
    feesMinor: 0n,
    penaltiesMinor: 0n,
    dueMinor: principalMinor,
    balanceMinor: startMinor - principalMinor,
    formula: 'down_payment',
    annualRatePpm: 0,
    numerator: 0,
    denominator: 1,
    stretches: [],
  });
  return { ...builder, tranches: [[rest, ...others], ...later] };
}

function addRow(builder: Builder, index: number): void {
  const { terms, plan, tranches } = builder;
  const row = plan[index]!;
  const paidOut = tranches[index] ?? noTranches;
  const stretches = stretchesOf(builder, row, paidOut);
  if (paidOut.length > 0) startRepayment(builder, index, stretches);
  const isLast = index === plan.length - 1;
  const custom = terms.customRows?.[index] ?? null;
  const interestMinor =
    custom === null
      ? builder.amounts.interest[index - builder.since]!
      : customInterest(builder, custom, row, stretches);
  const principalMinor =
    custom?.principal.minor ?? builder.amounts.principal[index - builder.since]!;
  builder.balanceMinor -= principalMinor;
  // A row entered by hand may come before the tranche it would repay.
  if (builder.balanceMinor < 0n) refuseRow(builder, principalMinor);
  const dueInterest = takeInterest(builder, row.defersInterest && !isLast, interestMinor);
  const { frame } = row;
  builder.rows.push({
    number: index + 1 + builder.numberOffset,
    kind: 'installment',
    periodStart: frame.periodStart,
    periodEnd: frame.periodEnd,
    dueDate: frame.dueDate,
    dueDateProvisional: frame.dueDateProvisional,
    days: frame.endDay - frame.startDay,
    principalMinor,
    interestMinor: dueInterest,
    feesMinor: 0n,
    penaltiesMinor: 0n,
    dueMinor: principalMinor + dueInterest,
    balanceMinor: builder.balanceMinor,
    formula: custom === null ? formulaOf(terms, row, isLast) : 'entered_by_hand',
    annualRatePpm: row.bearsInterest ? terms.annualRatePpm : 0,
    numerator: frame.numerator,
    denominator: frame.denominator,
    stretches,
  });
}

/** Interest that falls due with the row; deferred interest waits for the next row that does not defer. */
function takeInterest(builder: Builder, defers: boolean, interestMinor: bigint): bigint {
  const { deferredMinor } = builder;
  if (defers) {
    builder.deferredMinor = deferredMinor + interestMinor;
    return 0n;
  }
  if (deferredMinor === 0n) return interestMinor;
  builder.deferredMinor = 0n;
  return interestMinor + deferredMinor;
}

/** A tranche begins a new rule for the rows from its own on. */
function startRepayment(
  builder: Builder,
  index: number,
  stretches: readonly InterestStretch[] | null,
): void {
  const { terms, plan, tranches } = builder;
  for (const { amountMinor } of tranches[index]!) {
    builder.balanceMinor += amountMinor;
    builder.flatBaseMinor += amountMinor;
  }
  const start = {
    rows: plan,
    from: index,
    balanceMinor: builder.balanceMinor,
    annualRatePpm: terms.annualRatePpm,
    flatBaseMinor: builder.flatBaseMinor,
    firstInterestMinor: stretches === null ? null : stretchInterest(terms, stretches),
  };
  assertMultipleFits(terms, start);
  builder.repayment = planRepayment(terms, start);
  builder.since = index;
  builder.amounts = planAmounts(start, builder.repayment, terms.rounding.mode);
}

/** Stretches of constant balance inside the row's period; null unless a tranche lies inside it. */
function stretchesOf(
  builder: Builder,
  row: PlanRow,
  paidOut: readonly Tranche[],
): readonly InterestStretch[] | null {
  const { frame } = row;
  if (paidOut.every(({ day }) => day <= frame.startDay)) return null;
  const annualRatePpm = row.bearsInterest ? builder.terms.annualRatePpm : 0;
  let balanceMinor = builder.balanceMinor;
  const stretches: InterestStretch[] = [];
  let fromDay = frame.startDay;
  let startDate = frame.periodStart;
  for (const { day, date, amountMinor } of paidOut) {
    if (day > fromDay) {
      const numerator = partOf(builder.terms.dayCount, frame, fromDay, day, startDate);
      stretches.push({
        startDate,
        endDate: date,
        days: day - fromDay,
        balanceMinor,
        annualRatePpm,
        ...numerator,
      });
      fromDay = day;
      startDate = date;
    }
    balanceMinor += amountMinor;
  }
  const part =
    fromDay === frame.startDay
      ? { numerator: frame.numerator, denominator: frame.denominator }
      : partOf(builder.terms.dayCount, frame, fromDay, frame.endDay, startDate);
  stretches.push({
    startDate,
    endDate: frame.periodEnd,
    days: frame.endDay - fromDay,
    balanceMinor,
    annualRatePpm,
    ...part,
  });
  return stretches;
}

function refuseRow({ terms: { currency }, balanceMinor }: Builder, principalMinor: bigint): never {
  const rows = { minor: principalMinor, currency };
  const principal = { minor: balanceMinor + principalMinor, currency };
  throw new DomainError('custom_rows_do_not_sum', { rows, principal });
}

function customInterest(
  builder: Builder,
  custom: CustomRow,
  row: PlanRow,
  stretches: readonly InterestStretch[] | null,
): bigint {
  const { terms, balanceMinor } = builder;
  if (custom.interest !== null) return custom.interest.minor;
  if (!row.bearsInterest) return 0n;
  if (stretches !== null) return stretchInterest(terms, stretches);
  return divide(balanceMinor * row.multiplier, row.divisor, terms.rounding.mode);
}

/** Unrounded interest of each stretch, added over a common denominator and rounded once. */
function stretchInterest(terms: LoanTerms, stretches: readonly InterestStretch[]): bigint {
  let numerator = 0n;
  let denominator = 1n;
  for (const stretch of stretches) {
    const top = stretch.balanceMinor * BigInt(stretch.annualRatePpm) * BigInt(stretch.numerator);
    const bottom = BigInt(stretch.denominator) * 1_000_000n;
    numerator = numerator * bottom + top * denominator;
    denominator *= bottom;
  }
  return divide(numerator, denominator, terms.rounding.mode);
}

function formulaOf(terms: LoanTerms, row: PlanRow, isLast: boolean): RowFormula {
  if (isLast) return 'remaining_balance';
  if (!row.repaysPrincipal) return row.defersInterest ? 'nothing_due' : 'interest_only';
  if (terms.method === 'interest_first') return 'interest_only';
  const byShare =
    terms.method === 'equal_principal' ||
    (terms.method === 'flat' && terms.rounding.installmentMultiple === null);
  return byShare ? 'share_of_principal' : 'level_less_interest';
}

function finish(terms: LoanTerms, builder: Builder): Schedule {
  const { rows, repayment } = builder;
  const years = sumYears(rows);
  return {
    currency: terms.currency,
    rows,
    levelMinor: terms.customRows === null ? repayment.levelMinor : null,
    smoothed: repayment.smoothed,
    totals: sumOfYears(years),
    years,
    provisional: rows.some((row) => row.dueDateProvisional),
    rounding: terms.rounding,
  };
}
