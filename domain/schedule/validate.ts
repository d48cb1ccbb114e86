/**
 * What `buildSchedule` refuses. These are the bounds of sense, not of policy: how high a rate or how long a term
 * a lender offers stands in its products.
 */
import { parseIsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { divide, sum } from '../money.ts';
import type { Money } from '../money.ts';
import { buildFrames } from './frames.ts';
import { planRepayment } from './plan.ts';
import type { RepaymentStart } from './plan.ts';
import type { Disbursement, LoanTerms } from './terms.ts';
import { emptyCalendar } from './working-days.ts';

/** 1000 % a year is a slip of the pen, not a price. */
const rateLimitPpm = 10_000_000;
const rowLimit = 2_000;

/** @throws DomainError for terms that describe no loan */
export function assertTerms(terms: LoanTerms): void {
  const { annualRatePpm, installments, every, grace, customRows } = terms;
  if (!isWithin(annualRatePpm, 0, rateLimitPpm - 1)) {
    throw new DomainError('rate_out_of_range', { annualRatePpm, belowPpm: rateLimitPpm });
  }
  if (!isWithin(installments, 1, rowLimit) || !isWithin(every.count, 1, rowLimit)) {
    throw new DomainError('term_out_of_range', {
      installments,
      every: every.count,
      limit: rowLimit,
    });
  }
  if (!isWithin(terms.downPaymentPpm, 0, 999_999)) {
    throw new DomainError('down_payment_out_of_range', { downPaymentPpm: terms.downPaymentPpm });
  }
  const rows = customRows?.length ?? (terms.method === 'single' ? 1 : installments);
  for (const count of [grace.principal, grace.interest, grace.interestFree]) {
    if (!isWithin(count, 0, rows))
      throw new DomainError('grace_out_of_range', { grace: count, rows });
  }
  if (terms.firstDueDate !== null) parseIsoDate(terms.firstDueDate);
  for (const amount of [terms.balloon, terms.rounding.installmentMultiple]) {
    if (amount !== null) assertAmount(terms, amount);
  }
}

/**
 * @param disbursements in order of date
 * @throws DomainError for money or dates that do not belong to the terms
 */
export function assertDisbursements(
  terms: LoanTerms,
  disbursements: readonly Disbursement[],
): void {
  const [first] = disbursements;
  if (first === undefined) throw new DomainError('no_disbursement', {});
  for (const { date, amount } of disbursements) {
    parseIsoDate(date);
    assertAmount(terms, amount);
  }
  const { firstDueDate } = terms;
  if (firstDueDate !== null && firstDueDate <= first.date) {
    throw new DomainError('first_due_date_too_early', {
      firstDueDate,
      disbursementDate: first.date,
    });
  }
  assertCustomRows(terms, disbursements);
  const principal = {
    minor: sum(disbursements.map(({ amount }) => amount.minor)),
    currency: terms.currency,
  };
  if (terms.balloon !== null && terms.balloon.minor > principal.minor) {
    throw new DomainError('balloon_exceeds_principal', { balloon: terms.balloon, principal });
  }
  if (disbursements.length > 1) assertInsideTerm(terms, disbursements);
}

function assertInsideTerm(terms: LoanTerms, disbursements: readonly Disbursement[]): void {
  const frames = buildFrames(terms, disbursements[0]!.date, emptyCalendar);
  const maturityDate = frames.at(-1)!.periodEnd;
  const last = disbursements.at(-1)!.date;
  if (last >= maturityDate) {
    throw new DomainError('disbursement_outside_term', { date: last, maturityDate });
  }
}

/** Rows entered by hand follow each other in time and repay exactly what is paid out. */
function assertCustomRows(terms: LoanTerms, disbursements: readonly Disbursement[]): void {
  const { customRows, currency } = terms;
  if (customRows === null) return;
  let after = disbursements[0]!.date;
  for (const { dueDate, principal, interest } of customRows) {
    parseIsoDate(dueDate);
    for (const amount of interest === null ? [principal] : [principal, interest]) {
      if (amount.currency !== currency) {
        throw new DomainError('currency_mismatch', { expected: currency, actual: amount.currency });
      }
      if (amount.minor < 0n) throw new DomainError('amount_not_positive', { amount });
    }
    if (dueDate <= after) throw new DomainError('custom_rows_unordered', { dueDate, after });
    after = dueDate;
  }
  const rows = { minor: sum(customRows.map(({ principal }) => principal.minor)), currency };
  const paidOut = sum(disbursements.map(({ amount }) => amount.minor));
  const principal = { minor: paidOut - downPaymentOf(terms, disbursements), currency };
  if (customRows.length === 0 || rows.minor !== principal.minor) {
    throw new DomainError('custom_rows_do_not_sum', { rows, principal });
  }
}

/** The share of what is paid out on the first day that is due at once, in minor units. */
export function downPaymentOf(terms: LoanTerms, disbursements: readonly Disbursement[]): bigint {
  if (terms.downPaymentPpm === 0) return 0n;
  const onStart = disbursements.filter(({ date }) => date === disbursements[0]!.date);
  const share = BigInt(terms.downPaymentPpm) * sum(onStart.map(({ amount }) => amount.minor));
  return divide(share, 1_000_000n, terms.rounding.mode);
}

/** @throws DomainError `multiple_exceeds_installment` when one multiple is more than the unrounded level amount */
export function assertMultipleFits(terms: LoanTerms, start: RepaymentStart): void {
  const multiple = terms.rounding.installmentMultiple;
  if (multiple === null) return;
  const toTheCent = { ...terms.rounding, installmentMultiple: null };
  const { levelMinor } = planRepayment(
    { ...terms, rounding: toTheCent, smoothLastInstallment: false },
    start,
  );
  if (levelMinor !== null && multiple.minor > levelMinor) {
    const installment = { minor: levelMinor, currency: terms.currency };
    throw new DomainError('multiple_exceeds_installment', { multiple, installment });
  }
}

function assertAmount(terms: LoanTerms, amount: Money): void {
  if (amount.currency !== terms.currency) {
    throw new DomainError('currency_mismatch', {
      expected: terms.currency,
      actual: amount.currency,
    });
  }
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
