/** Differences between states, what is refused before it is recorded, events as JSON, fees and buckets. */
import { expect, test } from 'vitest';
import { money } from '../../../domain/money.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import { bucketOf } from '../../../domain/servicing/buckets.ts';
import { compareStates } from '../../../domain/servicing/compare.ts';
import { eventFromWire, eventToWire } from '../../../domain/servicing/events.ts';
import type { LoanEvent, WireLoanEvent } from '../../../domain/servicing/events.ts';
import { computeFee } from '../../../domain/servicing/fees.ts';
import type { FeeRule } from '../../../domain/servicing/fees.ts';
import { assertMayPay, assertMayRefund, assertMayWaive } from '../../../domain/servicing/guards.ts';
import { creditSinceDate } from '../../../domain/servicing/held-credit.ts';
import { assertRateWithin, type UnrecordedEvent } from '../../../domain/servicing/loan-change.ts';
import { quotePayoff } from '../../../domain/servicing/payoff.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import { disbursement, payment, plainTerms, recorded } from './loans.ts';

const paidOut = disbursement(10_000_000n);
const firstPaid = payment(2, '2026-02-15', 866_190n);
const yuan = (minor: bigint) => money(minor, 'CNY');
const stateOn = (date: string, ...events: LoanEvent[]) =>
  replayLoan(plainTerms, [paidOut, ...events], date, emptyCalendar);

test('compareStates() names the rows and amounts that a late payment changed', () => {
  const late = stateOn('2026-04-04', firstPaid);
  const corrected = stateOn('2026-04-04', firstPaid, payment(3, '2026-03-15', 866_190n));
  const difference = compareStates(late, corrected);
  expect(difference.rows.map(({ number, change }) => [number, change])).toEqual([[2, 'changed']]);
  expect(difference.rows[0]!.due.penalty).toBe(-4_866n);
  expect(difference.rows[0]!.paid.principal).toBe(811_027n);
  expect([difference.daysPastDueBefore, difference.daysPastDueAfter]).toEqual([20, 0]);
  expect(difference.penaltyEarnedMinor).toBe(-4_866n);
});

test('compareStates() of a state with itself has no rows', () => {
  const state = stateOn('2026-04-04', firstPaid);
  expect(compareStates(state, state).rows).toEqual([]);
});

test('compareStates() shows rows that an extension adds', () => {
  const change: LoanEvent = {
    ...recorded(3, '2026-02-20'),
    kind: 'terms_change',
    change: { type: 'extension', extraInstallments: 2 },
    reason: 'test',
  };
  const before = stateOn('2026-02-20', firstPaid);
  const after = stateOn('2026-02-20', firstPaid, change);
  const added = compareStates(before, after).rows.filter((row) => row.change === 'added');
  expect(added.map(({ number, dueDateAfter }) => [number, dueDateAfter])).toEqual([
    [13, '2027-02-15'],
    [14, '2027-03-15'],
  ]);
});

test('assertMayWaive() refuses more than is owed of the component', () => {
  const state = stateOn('2026-04-04', firstPaid);
  const line = (amount: bigint) => [
    { component: 'penalty' as const, installmentNumber: 2, amount: yuan(amount) },
  ];
  expect(() => assertMayWaive(state, line(4_866n))).not.toThrow();
  expect(() => assertMayWaive(state, line(4_867n))).toThrow(
    expect.objectContaining({ code: 'waiver_exceeds_outstanding' }),
  );
});

test('assertMayRefund() refuses more than is held', () => {
  const state = stateOn('2026-02-15', payment(2, '2026-02-15', 866_290n));
  expect(() => assertMayRefund(state, yuan(100n))).not.toThrow();
  expect(() => assertMayRefund(state, yuan(101n))).toThrow(
    expect.objectContaining({ code: 'refund_exceeds_credit' }),
  );
});

test('replayLoan() keeps a loan open while refunded money that came from a returned payment is owed', () => {
  const overpaid = payment(2, '2026-02-15', 866_290n);
  const refund: LoanEvent = { ...recorded(3, '2026-02-15'), kind: 'refund', amount: yuan(100n) };
  const returned: LoanEvent = {
    ...recorded(4, '2026-02-15'),
    kind: 'reversal',
    reversedEventId: overpaid.eventId,
    reason: 'returned',
    railCode: null,
  };
  const repaid: LoanEvent = {
    ...recorded(5, '2026-02-15'),
    kind: 'prepayment',
    paymentId: 'p5',
    amount: yuan(10_060_000n),
    strategy: null,
    fee: null,
  };
  const owing = [overpaid, refund, returned, repaid];
  const open = stateOn('2026-02-16', ...owing);
  expect([open.status, open.creditBalanceMinor, open.principalOutstandingMinor]).toEqual([
    'active',
    -100n,
    0n,
  ]);
  expect(creditSinceDate(open, [paidOut, ...owing])).toBeNull();
  const settled = stateOn('2026-02-17', ...owing, payment(6, '2026-02-17', 100n));
  expect([settled.status, settled.closedDate, settled.creditBalanceMinor]).toEqual([
    'closed',
    '2026-02-17',
    0n,
  ]);
});

test('replayLoan() reopens a loan when less than was refunded is left of an overpayment', () => {
  const part = payment(3, '2026-02-15', 1_000n);
  const refund: LoanEvent = { ...recorded(4, '2026-02-20'), kind: 'refund', amount: yuan(1_000n) };
  const all: LoanEvent = {
    ...recorded(2, '2026-02-15'),
    kind: 'prepayment',
    paymentId: 'p2',
    amount: yuan(10_060_000n),
    strategy: null,
    fee: null,
  };
  expect(stateOn('2026-02-21', all, part, refund).status).toBe('closed');
  const returned: LoanEvent = {
    ...recorded(5, '2026-02-21'),
    kind: 'reversal',
    reversedEventId: part.eventId,
    reason: 'returned',
    railCode: null,
  };
  const state = stateOn('2026-02-21', all, part, refund, returned);
  expect([state.status, state.creditBalanceMinor]).toEqual(['active', -1_000n]);
});

test.each([240_000, 240_001])(
  'assertRateWithin() refuses a rate above the cap of the loan, not the cap itself (%i)',
  (annualRatePpm) => {
    const effectiveDate = '2026-02-15';
    const arrears = { interest: 'carry', penalty: 'carry', fee: 'carry' } as const;
    const grace = { principal: 0, interest: 0, interestFree: 0 };
    const events: readonly UnrecordedEvent[] = [
      { kind: 'rate_change', effectiveDate, annualRatePpm },
      {
        kind: 'terms_change',
        effectiveDate,
        reason: 'hardship',
        change: {
          type: 'restructure',
          installments: 12,
          firstDueDate: null,
          annualRatePpm,
          grace,
          arrears,
        },
      },
    ];
    for (const event of events) {
      const check = () => assertRateWithin(event, { maxChargeRatePpm: 240_000 });
      if (annualRatePpm === 240_000) expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ code: 'rate_out_of_range' }));
      expect(() => assertRateWithin(event, { maxChargeRatePpm: null })).not.toThrow();
    }
  },
);

test('assertMayPay() refuses another currency, nothing, and a day before the loan', () => {
  const pay = (amount: ReturnType<typeof money>, effectiveDate: string) => () =>
    assertMayPay({ currency: 'CNY' }, { amount, effectiveDate }, '2026-01-15');
  expect(pay(money(1n, 'USD'), '2026-02-01')).toThrow(
    expect.objectContaining({ code: 'currency_mismatch' }),
  );
  expect(pay(yuan(0n), '2026-02-01')).toThrow(
    expect.objectContaining({ code: 'amount_not_positive' }),
  );
  expect(pay(yuan(1n), '2026-01-14')).toThrow(
    expect.objectContaining({ code: 'payment_before_disbursement' }),
  );
});

test('replayLoan() refuses a payment before the disbursement and a reversal of nothing', () => {
  const early = payment(2, '2026-01-14', 1n);
  expect(() => stateOn('2026-02-01', early)).toThrow(
    expect.objectContaining({ code: 'payment_before_disbursement' }),
  );
  const undo: LoanEvent = {
    ...recorded(3, '2026-02-01'),
    kind: 'reversal',
    reversedEventId: 'unknown',
    reason: 'correction',
    railCode: null,
  };
  expect(() => stateOn('2026-02-01', undo)).toThrow(
    expect.objectContaining({ code: 'event_not_found' }),
  );
});

const impossible = [
  ['due_date_not_later', { type: 'due_date_move', nextDueDate: '2026-02-15' }],
  ['term_out_of_range', { type: 'extension', extraInstallments: 0 }],
  ['term_out_of_range', { ...restructureTo(0), firstDueDate: null }],
  ['first_due_date_too_early', { ...restructureTo(6), firstDueDate: '2026-02-20' }],
] as const;
test.each(impossible)('replayLoan() refuses with %s the change %j', (code, change) => {
  const event: LoanEvent = {
    ...recorded(3, '2026-02-20'),
    kind: 'terms_change',
    change,
    reason: 'test',
  };
  expect(() => stateOn('2026-02-20', firstPaid, event)).toThrow(expect.objectContaining({ code }));
});

test('replayLoan() refuses a rate change beyond sense', () => {
  const event: LoanEvent = {
    ...recorded(3, '2026-02-20'),
    kind: 'rate_change',
    annualRatePpm: 10_000_000,
  };
  expect(() => stateOn('2026-02-20', firstPaid, event)).toThrow(
    expect.objectContaining({ code: 'rate_out_of_range' }),
  );
});

function restructureTo(installments: number) {
  const treatment = 'carry' as const;
  return {
    type: 'restructure' as const,
    installments,
    annualRatePpm: null,
    grace: { principal: 0, interest: 0, interestFree: 0 },
    arrears: { interest: treatment, penalty: treatment, fee: treatment },
  };
}

test('replayLoan() undoes nothing by a reversal that was itself reversed', () => {
  const undo = (seq: number, reversedEventId: string): LoanEvent => ({
    ...recorded(seq, '2026-02-20'),
    kind: 'reversal',
    reversedEventId,
    reason: 'correction',
    railCode: null,
  });
  const state = stateOn('2026-03-01', firstPaid, undo(3, 'e2'), undo(4, 'e3'));
  expect(state).toEqual(stateOn('2026-03-01', firstPaid));
});

test('replayLoan() before the first disbursement is pending', () => {
  expect(stateOn('2026-01-14').status).toBe('pending');
});

test('eventFromWire() reads back what eventToWire() wrote, through JSON', () => {
  const events: readonly LoanEvent[] = [
    paidOut,
    firstPaid,
    {
      ...recorded(3, '2026-03-01'),
      kind: 'waiver',
      reason: 'goodwill',
      lines: [{ component: 'fee', installmentNumber: null, amount: yuan(500n) }],
    },
  ];
  for (const event of events) {
    const text = JSON.stringify(eventToWire(event, 'CNY'));
    expect(eventFromWire(JSON.parse(text) as WireLoanEvent)).toEqual(event);
  }
});

test('quotePayoff() paid on its day closes the loan', () => {
  const events = [paidOut, firstPaid];
  const quote = quotePayoff({
    terms: plainTerms,
    events,
    payoffDate: '2026-03-01',
    calendar: emptyCalendar,
    goodThroughDays: 3,
    payoffFee: yuan(1_000n),
    interestRule: null,
  });
  const payoff: LoanEvent = {
    ...recorded(3, '2026-03-01'),
    kind: 'payoff',
    paymentId: 'p3',
    amount: quote.amount,
    quotedAmount: quote.amount,
    goodThroughDate: quote.goodThroughDate,
    fee: quote.payoffFee,
  };
  const state = stateOn('2026-03-01', firstPaid, payoff);
  expect(quote.goodThroughDate).toBe('2026-03-04');
  expect(state.status).toBe('closed');
  expect(state.paid.fee).toBe(1_000n);
  expect(state.creditBalanceMinor).toBe(0n);
  expect(state.waived.interest).toBe(0n);
});

const onePercent: FeeRule = {
  code: 'prepayment',
  timing: 'on_prepayment',
  amount: { kind: 'share', of: 'prepaid_principal', ppm: 10_000 },
  caps: { perCharge: yuan(50_000n), perInstallment: null, perYear: null, perLoanPpm: 100_000 },
};
const nothing = { inInstallmentMinor: 0n, inYearMinor: 0n, inLoanMinor: 0n };
const feeCases = [
  // prepaid, charged before, amount, taken away by caps
  [1_000_000n, 0n, 10_000n, 0n],
  [10_000_000n, 0n, 50_000n, 50_000n],
  [1_000_000n, 95_000n, 5_000n, 5_000n],
  [1_000_000n, 100_000n, 0n, 10_000n],
] as const;
test.each(feeCases)(
  'computeFee() on %s after %s is %s',
  (prepaid, inLoanMinor, amountMinor, cappedMinor) => {
    const bases = { prepaid_principal: prepaid, disbursed_amount: 1_000_000n };
    const fee = computeFee(onePercent, bases, { ...nothing, inLoanMinor }, 'half_up');
    expect(fee).toEqual({ amountMinor, cappedMinor });
  },
);

test.each([
  [0, 'M0'],
  [1, 'M1'],
  [30, 'M1'],
  [31, 'M2'],
  [66, 'M3'],
  [180, 'M6'],
  [181, 'M6+'],
  [4000, 'M6+'],
])('bucketOf() %i days is %s', (days, bucket) => {
  expect(bucketOf(days)).toBe(bucket);
});
