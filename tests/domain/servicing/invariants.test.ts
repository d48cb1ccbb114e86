/** What must hold for every loan and every history, whatever the terms: proved by generated loans. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../domain/calendar.ts';
import { sum } from '../../../domain/money.ts';
import { buildSchedule } from '../../../domain/schedule/build.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import { quotePayoff } from '../../../domain/servicing/payoff.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import type { LoanState } from '../../../domain/servicing/state.ts';
import type { LoanTerms } from '../../../domain/schedule/terms.ts';
import { anyHistory, anyTerms, disbursement, payment, recorded, startDate } from './loans.ts';

const runs = { numRuns: 150 };

/** The state, or null where the history is one that is refused (a tranche after the term). */
function replay(terms: LoanTerms, events: readonly LoanEvent[], asOf: string): LoanState | null {
  try {
    return replayLoan(terms, events, asOf, emptyCalendar);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'disbursement_outside_term') return null;
    throw error;
  }
}

test('buildSchedule() repays exactly what is paid out and ends at zero', () => {
  fc.assert(
    fc.property(anyTerms, fc.bigInt({ min: 10_000n, max: 10n ** 10n }), (terms, minor) => {
      const paidOut = [{ date: startDate, amount: { minor, currency: 'CNY' as const } }];
      const { rows, totals, years } = buildSchedule(terms, paidOut, emptyCalendar);
      expect(totals.principalMinor).toBe(minor);
      expect(rows.at(-1)!.balanceMinor).toBe(0n);
      expect(rows.every((row) => row.principalMinor >= 0n && row.interestMinor >= 0n)).toBe(true);
      expect(sum(rows.map((row) => row.dueMinor))).toBe(totals.dueMinor);
      expect(sum(years.map((year) => year.interestMinor))).toBe(totals.interestMinor);
    }),
    runs,
  );
});

test('replayLoan() of a disbursement alone gives the rows of buildSchedule()', () => {
  fc.assert(
    fc.property(anyTerms, fc.bigInt({ min: 10_000n, max: 10n ** 10n }), (terms, minor) => {
      const paidOut = [{ date: startDate, amount: { minor, currency: 'CNY' as const } }];
      const planned = buildSchedule(terms, paidOut, emptyCalendar);
      const state = replayLoan(terms, [disbursement(minor)], startDate, emptyCalendar);
      const actual = state.rows.map((row) => [
        row.number,
        row.dueDate,
        row.due.principal,
        row.due.interest,
        row.balanceMinor,
      ]);
      const wanted = planned.rows.map((row) => [
        row.number,
        row.dueDate,
        row.principalMinor,
        row.interestMinor,
        row.balanceMinor,
      ]);
      expect(actual).toEqual(wanted);
    }),
    runs,
  );
});

test('replayLoan() repays all principal, what restructures added included', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, fc.integer({ min: 0, max: 500 }), (terms, events, days) => {
      const state = replay(terms, events, addDays(events.at(-1)!.effectiveDate, days));
      if (state === null) return;
      const added = state.capitalized.principal;
      expect(state.totals.principalMinor).toBe(state.disbursedMinor + added);
      expect(state.rows.at(-1)!.balanceMinor).toBe(0n);
      expect(state.principalOutstandingMinor).toBe(
        state.disbursedMinor + added - state.paid.principal,
      );
      expect(state.principalOutstandingMinor >= 0n).toBe(true);
    }),
    runs,
  );
});

test('replayLoan() places every payment to the cent', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, (terms, events) => {
      const state = replay(terms, events, addDays(events.at(-1)!.effectiveDate, 45));
      if (state === null) return;
      for (const allocation of state.allocations) {
        const placed = sum(allocation.lines.map((line) => line.amountMinor));
        expect(placed + allocation.creditMinor).toBe(allocation.amountMinor);
        expect(allocation.lines.every((line) => line.amountMinor > 0n)).toBe(true);
      }
      const received = sum(
        state.allocations.filter(({ eventId }) => eventId !== null).map((one) => one.amountMinor),
      );
      const paid = sum(Object.values(state.paid));
      expect(paid + state.creditBalanceMinor + state.refundedMinor).toBe(received);
    }),
    runs,
  );
});

test('replayLoan() owes nothing negative in any row', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, (terms, events) => {
      const state = replay(terms, events, addDays(events.at(-1)!.effectiveDate, 45));
      if (state === null) return;
      for (const row of state.rows) {
        expect(Object.values(row.outstanding).every((amount) => amount >= 0n)).toBe(true);
      }
    }),
    runs,
  );
});

test('replayLoan() does not depend on the order in which events are handed over', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, (terms, events) => {
      const asOf = addDays(events.at(-1)!.effectiveDate, 10);
      expect(replay(terms, [...events].reverse(), asOf)).toEqual(replay(terms, events, asOf));
    }),
    runs,
  );
});

test('replayLoan() gives the same when payments of one day and kind swap their record numbers', () => {
  fc.assert(
    fc.property(anyTerms, fc.bigInt({ min: 1n, max: 9_000_000n }), (terms, minor) => {
      const asOf = addDays(startDate, 75);
      const fee = (seq: number): LoanEvent => ({
        ...recorded(seq, addDays(startDate, 40)),
        kind: 'charge',
        component: 'fee',
        code: 'test',
        amount: { minor: 5_000n, currency: 'CNY' },
        dueDate: addDays(startDate, 40),
      });
      const paid = (seq: number) => payment(seq, addDays(startDate, 40), minor);
      const money = (state: LoanState) => ({ rows: state.rows, credit: state.creditBalanceMinor });
      const feeFirst = replayLoan(
        terms,
        [disbursement(9_000_000n), fee(2), paid(3)],
        asOf,
        emptyCalendar,
      );
      const feeLast = replayLoan(
        terms,
        [disbursement(9_000_000n), paid(2), fee(3)],
        asOf,
        emptyCalendar,
      );
      expect(money(feeLast)).toEqual(money(feeFirst));
    }),
    runs,
  );
});

test('replayLoan() is the identity after a payment and its reversal', () => {
  fc.assert(
    fc.property(
      anyTerms,
      anyHistory,
      fc.bigInt({ min: 1n, max: 9_000_000n }),
      (terms, events, minor) => {
        const date = events[Math.floor(events.length / 2)]!.effectiveDate;
        const asOf = addDays(events.at(-1)!.effectiveDate, 10);
        const paid = payment(90, date, minor);
        const undone: LoanEvent = {
          ...recorded(91, asOf),
          kind: 'reversal',
          reversedEventId: paid.eventId,
          reason: 'returned',
          railCode: 'R01',
        };
        expect(replay(terms, [...events, paid, undone], asOf)).toEqual(replay(terms, events, asOf));
      },
    ),
    runs,
  );
});

test('replayLoan() at an earlier date ignores what came later', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, (terms, events) => {
      const half = events.slice(0, Math.ceil(events.length / 2));
      const asOf = half.at(-1)!.effectiveDate;
      const until = events.filter((event) => event.effectiveDate <= asOf);
      expect(replay(terms, events, asOf)).toEqual(replay(terms, until, asOf));
    }),
    runs,
  );
});

test('replayLoan() earns in the end what its rows and its capitalized amounts say', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, (terms, events) => {
      const penalty = { ...terms.penalty, compoundOnPenalty: false };
      const last = replay({ ...terms, penalty }, events, '2040-01-01');
      if (last === null) return;
      const { interestEarnedMinor, penaltyEarnedMinor, feesChargedMinor, capitalized, totals } =
        last;
      expect(interestEarnedMinor).toBe(totals.interestMinor + capitalized.interest);
      expect(penaltyEarnedMinor).toBe(totals.penaltiesMinor + capitalized.penalty);
      expect(feesChargedMinor).toBe(totals.feesMinor + capitalized.fee);
    }),
    runs,
  );
});

test('replayLoan() of a longer history splits the older payments as it did before', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, (terms, events) => {
      const inOrder = events.filter(
        ({ effectiveDate }, index) =>
          index === 0 || effectiveDate > events[index - 1]!.effectiveDate,
      );
      const whole = replay(terms, inOrder, addDays(inOrder.at(-1)!.effectiveDate, 1));
      if (whole === null) return;
      for (let count = 1; count < inOrder.length; count += 1) {
        const part = replay(terms, inOrder.slice(0, count), inOrder[count - 1]!.effectiveDate)!;
        expect(whole.allocations.slice(0, part.allocations.length)).toEqual(part.allocations);
      }
    }),
    runs,
  );
});

test('replayLoan() earns more interest, never less, as days pass without events', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, fc.integer({ min: 0, max: 60 }), (terms, events, days) => {
      const last = events.at(-1)!.effectiveDate;
      const earlier = replay(terms, events, addDays(last, days));
      const later = replay(terms, events, addDays(last, days + 1));
      if (earlier === null || later === null) return;
      expect(later.interestEarnedMinor >= earlier.interestEarnedMinor).toBe(true);
      expect(later.penaltyEarnedMinor >= earlier.penaltyEarnedMinor).toBe(true);
    }),
    runs,
  );
});

test('quotePayoff() is what closes the loan on its day', () => {
  fc.assert(
    fc.property(anyTerms, anyHistory, fc.integer({ min: 0, max: 90 }), (terms, events, days) => {
      const payoffDate = addDays(events.at(-1)!.effectiveDate, days);
      if (replay(terms, events, payoffDate) === null) return;
      const quote = quotePayoff({
        terms,
        events,
        payoffDate,
        calendar: emptyCalendar,
        goodThroughDays: 3,
        payoffFee: null,
        interestRule: null,
      });
      fc.pre(quote.amount.minor > 0n && quote.creditBalance.minor >= 0n);
      const payoff: LoanEvent = {
        ...recorded(99, payoffDate),
        kind: 'payoff',
        paymentId: 'payoff',
        amount: quote.amount,
        quotedAmount: quote.amount,
        goodThroughDate: quote.goodThroughDate,
        fee: null,
      };
      const state = replayLoan(terms, [...events, payoff], payoffDate, emptyCalendar);
      expect(state.status).toBe('closed');
      expect(state.principalOutstandingMinor).toBe(0n);
      expect(state.creditBalanceMinor).toBe(0n);
    }),
    runs,
  );
});

test('replayLoan() closes when everything due is paid in full on time', () => {
  fc.assert(
    fc.property(anyTerms, fc.bigInt({ min: 100_000n, max: 50_000_000n }), (terms, minor) => {
      const hold = { ...terms, advanceMoney: 'hold' as const };
      const { rows } = replayLoan(hold, [disbursement(minor)], startDate, emptyCalendar);
      const payments = rows
        .filter((row) => row.dueMinor > 0n)
        .map((row, index) => payment(index + 2, row.dueDate, row.dueMinor));
      const asOf = addDays(rows.at(-1)!.dueDate, 30);
      const state = replayLoan(hold, [disbursement(minor), ...payments], asOf, emptyCalendar);
      expect(state.status).toBe('closed');
      expect(state.creditBalanceMinor).toBe(0n);
      expect(state.penaltyEarnedMinor).toBe(0n);
      expect(state.paid.interest).toBe(state.interestEarnedMinor);
    }),
    runs,
  );
});
