/** The quick arithmetic of the common loan gives the figures of the exact one: to the cent, row by row, at every bound. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divide, money, type RoundingMode } from '../../../domain/money.ts';
import { buildSchedule } from '../../../domain/schedule/build.ts';
import { divideLong, exactLevel, roundedLevel } from '../../../domain/schedule/level.ts';
import { buildPlainSchedule } from '../../../domain/schedule/plain.ts';
import type { LoanTerms } from '../../../domain/schedule/terms.ts';
import { bigintOf, divideWhole, wholeLimit } from '../../../domain/schedule/whole.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import { anyTerms, plainTerms, startDate } from '../servicing/loans.ts';

const modes: readonly RoundingMode[] = ['half_even', 'half_up', 'down', 'up'];
const anyMode = fc.constantFrom(...modes);
/** Small ones often, because ties are met there. */
const anyWhole = fc.oneof(
  fc.integer({ min: 0, max: 2_000 }),
  fc.maxSafeInteger().map((value) => Math.abs(value)),
);

test('divideWhole() rounds as divide() does', () => {
  fc.assert(
    fc.property(anyWhole, fc.integer({ min: 1, max: 2 ** 40 }), anyMode, (top, bottom, mode) => {
      fc.pre(top + bottom < wholeLimit);
      const exact = divide(BigInt(top), BigInt(bottom), mode);
      expect(BigInt(divideWhole(top, bottom, mode))).toBe(exact);
    }),
    { numRuns: 2_000 },
  );
});

test('divideWhole() never takes a quotient just below a whole number for it, up to the bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(1_000), (bottom, back) => {
      const most = Math.floor((wholeLimit - 1 - bottom) / bottom) - back;
      fc.pre(most > 0);
      const top = most * bottom - 1;
      expect(BigInt(divideWhole(top, bottom, 'down'))).toBe(BigInt(top) / BigInt(bottom));
    }),
    { numRuns: 2_000 },
  );
});

test('bigintOf() keeps every whole number, around 31, 32 and 53 bits as well', () => {
  for (const bits of [0, 30, 31, 32, 33, 52, 53]) {
    for (const value of [2 ** bits - 1, 2 ** bits]) expect(bigintOf(value)).toBe(BigInt(value));
  }
});

const anyFraction = fc.oneof(
  fc.constant({ numerator: 30, denominator: 360 }),
  fc.record({
    numerator: fc.integer({ min: 0, max: 366 }),
    denominator: fc.constantFrom(360, 365, 133_590),
  }),
);

describe('roundedLevel()', () => {
  test('is the exact level amount, rounded once', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 14n }),
        fc.bigInt({ min: 0n, max: 10n ** 6n }),
        fc.array(anyFraction, { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 0, max: 9_999_999 }),
        anyMode,
        (principalMinor, balloonMinor, fractions, annualRatePpm, mode) => {
          const exact = exactLevel(principalMinor, balloonMinor, fractions, annualRatePpm);
          const level = { principalMinor, balloonMinor, fractions, annualRatePpm };
          expect(roundedLevel(level, mode)).toBe(
            divideLong(exact.numerator, exact.denominator, mode),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is decided exactly where it falls on half a cent or on a whole one', () => {
    const fractions = Array.from({ length: 4 }, () => ({ numerator: 30, denominator: 360 }));
    const level = { balloonMinor: 0n, fractions, annualRatePpm: 0 };
    const rounded = (principalMinor: bigint) =>
      modes.map((mode) => roundedLevel({ ...level, principalMinor }, mode));
    expect(rounded(402n)).toEqual([100n, 101n, 100n, 101n]);
    expect(rounded(400n)).toEqual([100n, 100n, 100n, 100n]);
  });
});

test('a loan paid out at once has the schedule of one paid out in two parts on one day', () => {
  // Two disbursements always go the general way, in bigints.
  fc.assert(
    fc.property(
      anyTerms,
      fc.oneof(
        fc.bigInt({ min: 2n, max: 500n }),
        fc.bigInt({ min: 100_000n, max: 50_000_000n }),
        fc.bigInt({ min: 10n ** 8n, max: 10n ** 16n }),
      ),
      (terms, minor) => {
        const part = (amount: bigint) => ({ date: startDate, amount: money(amount, 'CNY') });
        const general = buildSchedule(terms, [part(minor - 1n), part(1n)], emptyCalendar);
        expect(buildSchedule(terms, [part(minor)], emptyCalendar)).toEqual(general);
      },
    ),
    { numRuns: 1_000 },
  );
});

describe('buildPlainSchedule()', () => {
  const plain = (terms: LoanTerms, minor: bigint) =>
    buildPlainSchedule(terms, { date: startDate, amount: money(minor, 'CNY') });

  test('takes the common loan, and leaves what it is not made for', () => {
    expect(plain(plainTerms, 10_000_000n)).not.toBeNull();
    const others = [
      { method: 'flat' },
      { firstDueDate: '2026-02-20' },
      { dueDateShift: 'following' },
      { dayCount: 'actual/actual' },
      { method: 'single' },
      { smoothLastInstallment: true },
      { downPaymentPpm: 200_000 },
      { balloon: money(100n, 'CNY') },
      { grace: { principal: 1, interest: 0, interestFree: 0 } },
      { rounding: { mode: 'half_up', installmentMultiple: money(100n, 'CNY') } },
    ] as const;
    for (const other of others) expect(plain({ ...plainTerms, ...other }, 10_000_000n)).toBeNull();
  });

  test('leaves amounts of which a double might lose a cent', () => {
    expect(plain(plainTerms, 2n ** 53n)).toBeNull();
    // 3 × the balance still fits in the first row; the sum of all that falls due does not.
    const terms = { ...plainTerms, annualRatePpm: 6_000_000 };
    expect(plain(terms, 2n ** 52n)).toBeNull();
  });
});
