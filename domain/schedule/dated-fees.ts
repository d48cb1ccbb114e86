/**
 * Fees that a contract charges on days of their own: a yearly service fee, a fee some months after the first
 * disbursement. A fee of a day stands in the row whose period contains it, in the schedule and in the replay alike;
 * it is charged while the loan runs, after its first day and before its last due date.
 */
import { addMonths, minDate, type IsoDate } from '../calendar.ts';
import { computeFee, rowHistoryOf, type ChargedFee, type FeeRule } from '../servicing/fees.ts';
import type { FeeDays } from '../servicing/fees.ts';
import type { Disbursement, LoanTerms, ScheduleRow } from './terms.ts';

export type DatedRule = FeeRule & { readonly days: FeeDays };

/** The rules that name their days; the other fees `on_date` wait until somebody asks for them. */
export function datedRules(rules: readonly FeeRule[] = []): readonly DatedRule[] {
  return rules.filter(
    (rule): rule is DatedRule => rule.timing === 'on_date' && rule.days !== undefined,
  );
}

/**
 * The first day of a rule after a date.
 * @param openedDate of the first disbursement
 * @returns null where no further day comes
 */
export function nextFeeDate(days: FeeDays, openedDate: IsoDate, after: IsoDate): IsoDate | null {
  if (days.kind === 'every_year') return nextYearly(days, after < openedDate ? openedDate : after);
  const { months, repeats } = days;
  const first = addMonths(openedDate, months, 'clamp');
  if (!repeats) return first > after ? first : null;
  const apart = (year(after) - year(openedDate)) * 12 + month(after) - month(openedDate);
  let count = Math.max(1, Math.floor(apart / months));
  while (addMonths(openedDate, months * count, 'clamp') <= after) count += 1;
  return addMonths(openedDate, months * count, 'clamp');
}

type Yearly = Extract<FeeDays, { readonly kind: 'every_year' }>;

/** A day that a month does not have is its last one. */
function nextYearly({ month: inMonth, day }: Yearly, after: IsoDate): IsoDate {
  const inYear = (of: number) =>
    addMonths(
      `${String(of).padStart(4, '0')}-01-${String(day).padStart(2, '0')}`,
      inMonth - 1,
      'clamp',
    );
  const thisYear = inYear(year(after));
  return thisYear > after ? thisYear : inYear(year(after) + 1);
}

function year(date: IsoDate): number {
  return Number(date.slice(0, 4));
}

function month(date: IsoDate): number {
  return Number(date.slice(5, 7));
}

type Plan = {
  readonly terms: LoanTerms;
  readonly disbursements: readonly Disbursement[];
  readonly rows: readonly ScheduleRow[];
};

/** What the rows will bear of such fees if everything is paid on its due date, in order of the days. */
export function plannedDatedFees({ terms, disbursements, rows }: Plan): readonly ChargedFee[] {
  const [opening] = disbursements;
  const last = rows.at(-1);
  if (opening === undefined || last === undefined) return [];
  const charged: ChargedFee[] = [];
  for (const rule of datedRules(terms.fees)) {
    const next = (after: IsoDate) => nextFeeDate(rule.days, opening.date, after);
    const endDate = minDate(last.periodEnd, last.dueDate);
    for (let date = next(opening.date); date !== null && date < endDate; date = next(date)) {
      const fee = feeOn(rule, date, { plan: { terms, disbursements, rows }, charged });
      if (fee !== null) charged.push(fee);
    }
  }
  return charged.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function feeOn(
  rule: DatedRule,
  date: IsoDate,
  { plan, charged }: { readonly plan: Plan; readonly charged: readonly ChargedFee[] },
): ChargedFee | null {
  const { terms, disbursements, rows } = plan;
  const paidOut = disbursements.filter((one) => one.date < date);
  const disbursedMinor = paidOut.reduce((total, { amount }) => total + amount.minor, 0n);
  const repaidMinor = rows
    .filter(({ periodEnd, dueDate }) => minDate(periodEnd, dueDate) <= date)
    .reduce((total, { principalMinor }) => total + principalMinor, 0n);
  if (disbursedMinor <= repaidMinor) return null;
  const { code } = rule;
  const { number } = rows.find(({ dueDate }) => date <= dueDate) ?? rows.at(-1)!;
  const bases = {
    disbursed_amount: disbursedMinor,
    outstanding_principal: disbursedMinor - repaidMinor,
  };
  const history = rowHistoryOf(code, charged, { number, date });
  const { amountMinor } = computeFee(rule, bases, history, terms.rounding.mode);
  if (amountMinor <= 0n) return null;
  return { code, component: 'fee', date, installmentNumber: number, amountMinor };
}
