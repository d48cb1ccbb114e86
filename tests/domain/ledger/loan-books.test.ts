/**
 * The books of a loan follow its replay, whatever happens and in whatever order: payments, backdated ones, returned
 * ones, waivers, charges, refunds, months that end, arrears that go bad. The claim is proved by playing random lives in
 * memory and asking for every invariant after every step; and a second planning never finds anything left to post.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../domain/calendar.ts';
import { checkBooks } from '../../../domain/ledger/checks.ts';
import { creditBalance, makeEntry, type PostedEntry } from '../../../domain/ledger/journal.ts';
import { planEntries } from '../../../domain/ledger/loan-books.ts';
import { receiptKey } from '../../../domain/ledger/wanted-entries.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import type { UnrecordedEvent } from '../../../domain/servicing/loan-change.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import { runningTerms } from '../../support/lending.ts';
import { cny, record, store } from './life.ts';

const start = '2036-01-15';

type Life = {
  readonly events: readonly LoanEvent[];
  readonly posted: readonly PostedEntry[];
  readonly date: string;
  readonly isBad: boolean;
};

function settle(life: Life, accrueToDate: boolean): Life {
  const state = replayLoan(runningTerms, life.events, life.date, emptyCalendar);
  const isBad = life.isBad || (state.status === 'active' && state.daysPastDue > 90);
  const input = { loanId: 'L', events: life.events, state, nonPerforming: isBad, accrueToDate };
  const posted = store(life.posted, planEntries({ ...input, posted: life.posted }));
  expect(checkBooks(state, posted, 0n)).toEqual([]);
  expect(planEntries({ ...input, posted })).toEqual([]);
  return { ...life, posted, isBad };
}

function open(): Life {
  const disbursement = {
    kind: 'disbursement',
    effectiveDate: start,
    amount: cny(10_000_000n),
    deductedFee: cny(100_000n),
  } as const;
  return settle(record({ events: [], posted: [], date: start, isBad: false }, disbursement), false);
}

function receive(life: Life, event: UnrecordedEvent & { readonly paymentId: string }): Life {
  const receipt = makeEntry({
    eventKey: receiptKey(event.paymentId),
    rule: 'payment_received',
    effectiveDate: event.effectiveDate,
    parts: { amount: 'amount' in event ? event.amount.minor : 0n },
    nonPerforming: false,
  });
  return record({ ...life, posted: store(life.posted, [receipt!]) }, event);
}

type Action = (life: Life) => Life;

const wait = fc.tuple(fc.integer({ min: 1, max: 45 }), fc.boolean()).map(
  ([days, accrue]): Action =>
    (life) =>
      settle({ ...life, date: addDays(life.date, days) }, accrue),
);

const pay = fc
  .tuple(
    fc.bigInt({ min: 1n, max: 2_500_000n }),
    fc.integer({ min: 0, max: 60 }),
    fc.constantFrom('payment', 'prepayment'),
    fc.constantFrom('next_installments', 'reduce_term', 'reduce_installment'),
  )
  .map(([minor, daysBack, kind, strategy]): Action => (life) => {
    const back = addDays(life.date, -daysBack);
    const base = {
      paymentId: `p${life.events.length}`,
      amount: cny(minor),
      effectiveDate: back < start ? start : back,
    };
    const situation = life.isBad ? ('non_performing' as const) : ('standard' as const);
    return receive(
      life,
      kind === 'payment'
        ? { ...base, kind: 'payment', situation }
        : { ...base, kind: 'prepayment', strategy, fee: null },
    );
  });

const giveBack = fc
  .tuple(fc.nat(), fc.constantFrom('returned', 'duplicate'))
  .map(([pick, reason]): Action => (life) => {
    const undone = new Set(
      life.events.map((event) => (event.kind === 'reversal' ? event.reversedEventId : '')),
    );
    const open = life.events.filter((event) => 'paymentId' in event && !undone.has(event.eventId));
    const chosen = open[pick % Math.max(open.length, 1)];
    if (chosen === undefined) return life;
    const { eventId: reversedEventId } = chosen;
    return record(life, {
      kind: 'reversal',
      effectiveDate: life.date,
      reversedEventId,
      reason,
      railCode: null,
    });
  });

const waive = fc
  .tuple(fc.constantFrom('interest', 'penalty', 'fee'), fc.bigInt({ min: 1n, max: 50_000n }))
  .map(
    ([component, minor]): Action =>
      (life) =>
        record(life, {
          kind: 'waiver',
          effectiveDate: life.date,
          reason: 'goodwill',
          lines: [{ component, installmentNumber: null, amount: cny(minor) }],
        }),
  );

const charge = fc.bigInt({ min: 1n, max: 9_999n }).map(
  (minor): Action =>
    (life) =>
      record(life, {
        kind: 'charge',
        effectiveDate: life.date,
        component: 'fee',
        code: 'late_fee',
        amount: cny(minor),
        dueDate: life.date,
      }),
);

const refund: Action = (life) => {
  const { creditBalanceMinor, status } = replayLoan(
    runningTerms,
    life.events,
    life.date,
    emptyCalendar,
  );
  if (creditBalanceMinor === 0n || status === 'written_off') return life;
  return record(life, {
    kind: 'refund',
    effectiveDate: life.date,
    amount: cny(creditBalanceMinor),
  });
};

const action = fc.oneof(
  { weight: 5, arbitrary: wait },
  { weight: 5, arbitrary: pay },
  { weight: 1, arbitrary: giveBack },
  { weight: 1, arbitrary: waive },
  { weight: 1, arbitrary: charge },
  { weight: 1, arbitrary: fc.constant(refund) },
);

test('planEntries() keeps every invariant through any life of a loan', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 3, maxLength: 25 }), (actions) => {
      let life = open();
      for (const act of actions) life = settle(act(life), false);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('planEntries() of a payment and its return leaves every balance as it was', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 12_000_000n }),
      fc.integer({ min: 0, max: 200 }),
      (minor, days) => {
        const before = settle({ ...open(), date: addDays(start, days) }, true);
        const paid = settle(
          receive(before, {
            kind: 'payment',
            paymentId: 'p',
            amount: cny(minor),
            effectiveDate: before.date,
            situation: 'standard',
          }),
          false,
        );
        const reversedEventId = paid.events.at(-1)!.eventId;
        const after = settle(
          record(paid, {
            kind: 'reversal',
            effectiveDate: paid.date,
            reversedEventId,
            reason: 'returned',
            railCode: null,
          }),
          true,
        );
        expect(balances(after.posted)).toEqual(balances(before.posted));
      },
    ),
    { numRuns: 60 },
  );
});

function balances(posted: readonly PostedEntry[]): Record<string, string> {
  const totals = new Map<string, bigint>();
  for (const { postings } of posted) {
    for (const { accountCode, side, amountMinor } of postings) {
      const signed = side === 'debit' ? amountMinor : -amountMinor;
      totals.set(accountCode, (totals.get(accountCode) ?? 0n) + signed);
    }
  }
  const open = [...totals].filter(([, total]) => total !== 0n);
  return Object.fromEntries(open.map(([code, total]) => [code, total.toString()]));
}

test('planEntries() accrues by difference: month end, then the rest on the due date', () => {
  const monthEnd = settle({ ...open(), date: '2036-01-31' }, true);
  expect(balances(monthEnd.posted)['1111']).toBe('30968');
  const due = settle({ ...monthEnd, date: '2036-02-15' }, true);
  const accruals = due.posted.filter(({ rule }) => rule === 'accrual');
  expect(accruals.map(({ postings }) => postings[0]!.amountMinor)).toEqual([30_968n, 29_032n]);
});

test('planEntries() earns a deducted fee evenly over the term, and the rest when the loan ends', () => {
  const balanceAt = (life: Life) => creditBalance(life.posted, '2103');
  const opened = open();
  // 366 days from 2036-01-15 to 2037-01-15: 16 of them are over on 31 January, 1,000.00 x 16 / 366 = 43.71.
  const january = settle({ ...opened, date: '2036-01-31' }, true);
  expect(balanceAt(january)).toBe(100_000n - 4_371n);
  expect(balanceAt(settle({ ...january, date: '2036-02-10' }, false))).toBe(100_000n - 4_371n);
  expect(balanceAt(settle({ ...january, date: '2036-07-16' }, true))).toBe(50_000n);
  const payoff = {
    kind: 'prepayment',
    effectiveDate: '2036-02-10',
    paymentId: 'p',
    amount: cny(11_000_000n),
    strategy: null,
    fee: null,
  } as const;
  const paid = record({ ...january, date: '2036-02-10' }, payoff);
  const receipt = makeEntry({
    eventKey: receiptKey('p'),
    rule: 'payment_received',
    effectiveDate: '2036-02-10',
    parts: { amount: 11_000_000n },
    nonPerforming: false,
  })!;
  const closed = settle({ ...paid, posted: store(paid.posted, [receipt]) }, false);
  expect(balanceAt(closed)).toBe(0n);
  const back = {
    kind: 'reversal',
    effectiveDate: '2036-02-10',
    reversedEventId: 'e2',
    reason: 'returned',
    railCode: 'AC04',
  } as const;
  // 26 days are over: 1,000.00 x 26 / 366 = 71.03.
  expect(balanceAt(settle(record(closed, back), false))).toBe(100_000n - 7_103n);
});
