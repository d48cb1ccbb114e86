/** The order of a loan's timed steps, as a timetable that reads like the policy. */
import { expect, test } from 'vitest';
import { nextStep, type LoanStep, type StepPlan } from '../../../domain/servicing/steps.ts';

const plan: StepPlan = {
  openedDate: '2026-01-15',
  isActive: true,
  closedDate: null,
  rows: [
    { number: 1, dueDate: '2026-02-15', isOpen: true },
    { number: 2, dueDate: '2026-03-15', isOpen: true },
  ],
  reminderDays: [7, 3, 1, 0],
  penaltyGraceDays: 3,
  bucketStarts: [0, 1, 31, 61],
  creditSinceDate: null,
  drawUntilDate: null,
  creditRefundDays: 30,
  floating: null,
  datedFees: [],
  last: null,
};

/** Every step in order until `untilDate`, with the rows as they stand. */
function timetable(given: StepPlan, untilDate: string): string[] {
  const lines: string[] = [];
  let last: LoanStep | null = given.last;
  for (;;) {
    const step = nextStep({ ...given, last });
    if (step === null || step.date > untilDate) return lines;
    lines.push(`${step.date} ${step.kind} ${step.installmentNumber}`);
    last = step;
  }
}

test('nextStep() walks the ladder of an installment that nobody pays', () => {
  expect(timetable(plan, '2026-03-20')).toEqual([
    '2026-01-31 month_end 0',
    '2026-02-08 reminder 1',
    '2026-02-12 reminder 1',
    '2026-02-14 reminder 1',
    '2026-02-15 due 1',
    '2026-02-15 reminder 1',
    '2026-02-16 late 1',
    '2026-02-19 grace_end 1',
    '2026-02-28 month_end 0',
    '2026-03-08 reminder 2',
    '2026-03-12 reminder 2',
    '2026-03-14 reminder 2',
    '2026-03-15 due 2',
    '2026-03-15 reminder 2',
    '2026-03-16 late 2',
    '2026-03-18 bucket 1',
    '2026-03-19 grace_end 2',
  ]);
});

test('nextStep() knows no step of a row that is paid', () => {
  const rows = plan.rows.map((row) => ({ ...row, isOpen: row.number === 2 }));
  expect(timetable({ ...plan, rows }, '2026-03-10')).toEqual([
    '2026-01-31 month_end 0',
    '2026-02-28 month_end 0',
    '2026-03-08 reminder 2',
  ]);
});

test('nextStep() leaves out what lies before the last step done', () => {
  const last = { kind: 'month_end', installmentNumber: 0, date: '2026-02-28' } as const;
  expect(nextStep({ ...plan, last })).toEqual({
    kind: 'reminder',
    installmentNumber: 2,
    date: '2026-03-08',
  });
});

test('nextStep() gives no reminder for days before the loan was opened', () => {
  const rows = [{ number: 1, dueDate: '2026-01-17', isOpen: true }];
  expect(timetable({ ...plan, rows }, '2026-01-17')).toEqual([
    '2026-01-16 reminder 1',
    '2026-01-17 due 1',
    '2026-01-17 reminder 1',
  ]);
});

test('nextStep() of a closed loan waits only to give back what is held', () => {
  const closed = { ...plan, isActive: false };
  expect(nextStep(closed)).toBeNull();
  const step = nextStep({ ...closed, creditSinceDate: '2026-02-01' });
  expect(step).toEqual({ kind: 'credit_refund', installmentNumber: 0, date: '2026-03-03' });
});

test('nextStep() of a closed loan waits 90 days for a payment that may come back', () => {
  const closed = { ...plan, isActive: false, closedDate: '2026-02-01' };
  expect(timetable({ ...closed, creditSinceDate: '2026-02-01' }, '2027-01-01')).toEqual([
    '2026-03-03 credit_refund 0',
    '2026-05-03 returns_over 0',
  ]);
  const last = { kind: 'returns_over', installmentNumber: 0, date: '2026-05-03' } as const;
  expect(nextStep({ ...closed, last })).toBeNull();
});

test('nextStep() keeps money that is held for the next due date, also when that is 31 days away', () => {
  const rows = [
    { number: 1, dueDate: '2026-03-15', isOpen: false },
    { number: 2, dueDate: '2026-04-15', isOpen: true },
  ];
  const last = { kind: 'reminder', installmentNumber: 2, date: '2026-04-14' } as const;
  const held = { ...plan, rows, last, creditSinceDate: '2026-03-15' };
  expect(timetable(held, '2026-04-16')).toEqual([
    '2026-04-15 due 2',
    '2026-04-15 reminder 2',
    '2026-04-16 late 2',
    '2026-04-16 credit_refund 0',
  ]);
});

test('nextStep() prices a floating loan first thing on each repricing day, and a fixed one never', () => {
  const kinds = (given: StepPlan) =>
    timetable(given, '2026-04-20').filter((line) => line.includes('repricing'));
  expect(kinds(plan)).toEqual([]);
  const rows: StepPlan['rows'] = [];
  expect(kinds({ ...plan, rows, floating: { repricingDay: 'monthly' } })).toEqual([
    '2026-02-15 repricing 0',
    '2026-03-15 repricing 0',
    '2026-04-15 repricing 0',
  ]);
  const steps = timetable({ ...plan, floating: { repricingDay: 'monthly' } }, '2026-02-16');
  expect(steps.slice(4, 7)).toEqual([
    '2026-02-15 repricing 0',
    '2026-02-15 due 1',
    '2026-02-15 reminder 1',
  ]);
});

test('nextStep() comes on each day of a fee until the last due date', () => {
  const rows = [...plan.rows, { number: 3, dueDate: '2026-04-15', isOpen: true }];
  const rule = {
    code: 'monthly_service',
    timing: 'on_date',
    days: { kind: 'after_months', months: 1, repeats: true },
    amount: { kind: 'fixed', amount: { minor: 1_000n, currency: 'CNY' } },
    caps: { perCharge: null, perInstallment: null, perYear: null, perLoanPpm: null },
  } as const;
  const steps = timetable({ ...plan, rows, datedFees: [rule] }, '2026-06-30');
  expect(steps.filter((line) => line.includes(' fee '))).toEqual([
    '2026-02-15 fee 0',
    '2026-03-15 fee 0',
  ]);
});
