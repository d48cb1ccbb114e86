/**
 * What time does to a loan: each repricing day, the reminder ladder before each due date, the due date itself, the days of
 * fees, the first day past due, the end of grace, each new bucket, the accrual at month end, the lapse of what was not
 * drawn, the return of money nobody uses, and the day from which a payment that closed the loan is no longer expected
 * back. A loan waits for one step at a time, the earliest one after the last that was done; the steps of a row that is
 * paid do not exist.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays, lastDayOfMonth, maxDate } from '../calendar.ts';
import { nextFeeDate, type DatedRule } from '../schedule/dated-fees.ts';
import type { FloatingRate } from '../schedule/terms.ts';
import { nextRepricingDate } from './repricing.ts';

/** In the order in which steps of one date are taken; reminders go out at nine, all else soon after midnight. */
export const loanStepKinds = [
  // First, so that whatever else happens on the day counts with the rate of the day.
  'repricing',
  'due',
  'fee',
  'late',
  'grace_end',
  'bucket',
  'month_end',
  'draw_end',
  'credit_refund',
  'returns_over',
  'reminder',
] as const;
export type LoanStepKind = (typeof loanStepKinds)[number];

export type LoanStep = {
  readonly kind: LoanStepKind;
  /** 0 where the step belongs to the whole loan. */
  readonly installmentNumber: number;
  readonly date: IsoDate;
};

export type StepRow = {
  readonly number: number;
  readonly dueDate: IsoDate;
  /** Whether anything of it is still to be paid. */
  readonly isOpen: boolean;
};

export type StepPlan = {
  readonly openedDate: IsoDate;
  /** False once the loan is closed or written off: nothing is due any more. */
  readonly isActive: boolean;
  /** The day the last of the loan was paid; null for a loan that is not closed. */
  readonly closedDate: IsoDate | null;
  readonly rows: readonly StepRow[];
  /** Days before the due date on which a reminder goes out; 0 is the due date. */
  readonly reminderDays: readonly number[];
  readonly penaltyGraceDays: number;
  /** Days past due with which each bucket after the current one begins, the first being 1. */
  readonly bucketStarts: readonly number[];
  /** The day since which a credit balance has been held without a break, null without one. */
  readonly creditSinceDate: IsoDate | null;
  /** Null: money held is given back only on request. */
  readonly creditRefundDays: number | null;
  /** The last day on which more of the agreed amount may be drawn; null when nothing may. */
  readonly drawUntilDate: IsoDate | null;
  /** How often a floating rate is priced anew; null for a fixed one. */
  readonly floating: Pick<FloatingRate, 'repricingDay'> | null;
  /** Of the terms, those with days of their own. */
  readonly datedFees: readonly DatedRule[];
  /** The last step done; null for a loan just opened. */
  readonly last: LoanStep | null;
};

/** The next step to take, or null when the loan waits for nothing but news. */
export function nextStep(plan: StepPlan): LoanStep | null {
  let next: LoanStep | null = null;
  for (const step of plannedSteps(plan)) {
    if (step.date < plan.openedDate) continue;
    if (plan.last !== null && compareSteps(step, plan.last) <= 0) continue;
    if (next === null || compareSteps(step, next) < 0) next = step;
  }
  return next;
}

/** A bank may take a payment back for this long after it closed a loan; the loan's process lives on meanwhile. */
export const returnWindowDays = 90;

/** Local time of day at which a step is taken. */
export function stepTime(kind: LoanStepKind): string {
  return kind === 'reminder' ? '09:00' : '00:10';
}

/** By date, then in the order of `loanStepKinds`, then by row. */
export function compareSteps(a: LoanStep, b: LoanStep): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  const byKind = loanStepKinds.indexOf(a.kind) - loanStepKinds.indexOf(b.kind);
  return byKind === 0 ? a.installmentNumber - b.installmentNumber : byKind;
}

function plannedSteps(plan: StepPlan): readonly LoanStep[] {
  const steps = plan.isActive
    ? [
        ...repricingSteps(plan),
        ...feeSteps(plan),
        ...rowSteps(plan),
        ...bucketSteps(plan),
        monthEnd(plan),
        ...drawSteps(plan),
      ]
    : returnSteps(plan);
  if (plan.creditSinceDate === null || plan.creditRefundDays === null) return steps;
  const date = refundDate(plan, plan.creditSinceDate, plan.creditRefundDays);
  return [...steps, { kind: 'credit_refund', installmentNumber: 0, date }];
}

/** The first repricing day that the last step leaves open, its own day included. */
function repricingSteps({ floating, openedDate, last }: StepPlan): readonly LoanStep[] {
  if (floating === null) return [];
  const afterDate = last === null ? openedDate : addDays(last.date, -1);
  const step = (date: IsoDate): LoanStep => ({ kind: 'repricing', installmentNumber: 0, date });
  const first = nextRepricingDate(floating, openedDate, afterDate);
  return [step(first), step(nextRepricingDate(floating, openedDate, first))];
}

/** The next day of each rule that the last step leaves open, its own day included; none from the last due date on. */
function feeSteps({ datedFees, openedDate, last, rows }: StepPlan): readonly LoanStep[] {
  const endDate = rows.at(-1)?.dueDate ?? openedDate;
  const afterDate = last === null ? openedDate : maxDate(openedDate, addDays(last.date, -1));
  return datedFees.flatMap(({ days }) => {
    const first = nextFeeDate(days, openedDate, afterDate);
    const second = first === null ? null : nextFeeDate(days, openedDate, first);
    return [first, second].flatMap((date): readonly LoanStep[] =>
      date !== null && date < endDate ? [{ kind: 'fee', installmentNumber: 0, date }] : [],
    );
  });
}

/** What was agreed and not drawn lapses the day after the last one for it. */
function drawSteps({ drawUntilDate }: StepPlan): readonly LoanStep[] {
  if (drawUntilDate === null) return [];
  return [{ kind: 'draw_end', installmentNumber: 0, date: addDays(drawUntilDate, 1) }];
}

function returnSteps({ closedDate }: StepPlan): readonly LoanStep[] {
  if (closedDate === null) return [];
  const date = addDays(closedDate, returnWindowDays + 1);
  return [{ kind: 'returns_over', installmentNumber: 0, date }];
}

/** Money held is there for the next due date: it is not given back the day before it would be used. */
function refundDate({ rows, isActive }: StepPlan, sinceDate: IsoDate, days: number): IsoDate {
  const date = addDays(sinceDate, days);
  const nextRow = isActive ? rows.find(({ dueDate }) => dueDate > sinceDate) : undefined;
  return nextRow === undefined ? date : maxDate(date, addDays(nextRow.dueDate, 1));
}

function rowSteps({ rows, reminderDays, penaltyGraceDays }: StepPlan): readonly LoanStep[] {
  return rows
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ number, dueDate }) => {
      const step = (kind: LoanStepKind, offsetDays: number): LoanStep => ({
        kind,
        installmentNumber: number,
        date: addDays(dueDate, offsetDays),
      });
      const reminders = reminderDays.map((days) => step('reminder', -days));
      const dated = [...reminders, step('due', 0), step('late', 1)];
      // Penalties are owed from the first day on which grace no longer helps.
      return penaltyGraceDays > 0 ? [...dated, step('grace_end', penaltyGraceDays + 1)] : dated;
    });
}

/** The bucket of a loan is that of its oldest unpaid row; day 1 is the row's own `late` step. */
function bucketSteps({ rows, bucketStarts }: StepPlan): readonly LoanStep[] {
  const oldest = rows.find(({ isOpen }) => isOpen);
  if (oldest === undefined) return [];
  return bucketStarts
    .filter((days) => days > 1)
    .map((days) => ({
      kind: 'bucket',
      installmentNumber: oldest.number,
      date: addDays(oldest.dueDate, days),
    }));
}

function monthEnd({ openedDate, last }: StepPlan): LoanStep {
  const step = (date: IsoDate): LoanStep => ({
    kind: 'month_end',
    installmentNumber: 0,
    date: lastDayOfMonth(date),
  });
  if (last === null) return step(openedDate);
  const thisMonth = step(last.date);
  return compareSteps(thisMonth, last) > 0 ? thisMonth : step(addDays(thisMonth.date, 1));
}
