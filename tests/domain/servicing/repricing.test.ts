/** When a floating rate is priced anew and to which rate, and that late or corrected rates end in the same loan. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, type IsoDate } from '../../../domain/calendar.ts';
import {
  repricingDays,
  type FloatingTerms,
  type LoanTerms,
  type RepricingDay,
} from '../../../domain/schedule/terms.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import {
  contractRatePpm,
  missingRepricings,
  nextRepricingDate,
  rateInForce,
  upcomingRepricingDate,
  type ReferenceRate,
} from '../../../domain/servicing/repricing.ts';
import { disbursement, plainTerms, recorded, startDate } from './loans.ts';

const openedDate = startDate;

function rate(effectiveDate: IsoDate, ratePpm: number, number = 1): ReferenceRate {
  return { reference: 'lpr_1y', effectiveDate, number, ratePpm };
}

function floats(repricingDay: RepricingDay, more: Partial<LoanTerms> = {}): LoanTerms {
  const floating: FloatingTerms = {
    reference: 'lpr_1y',
    spreadPpm: 42_000,
    repricingDay,
    referencePpm: 30_000,
    referenceDate: '2025-05-20',
  };
  return { ...plainTerms, installments: 36, floating, ...more };
}

const opening: readonly LoanEvent[] = [disbursement(10_000_000n)];

/** Records what is missing, as the loan's process does. */
function record(
  terms: LoanTerms,
  rates: readonly ReferenceRate[],
  throughDate: IsoDate,
  events: readonly LoanEvent[] = opening,
): readonly LoanEvent[] {
  const missing = missingRepricings({ terms, openedDate, events, rates, throughDate });
  return [
    ...events,
    ...missing.map(({ event }, index): LoanEvent => ({
      ...recorded(events.length + index + 1, event.effectiveDate),
      ...event,
    })),
  ];
}

/** `2027-01-15 6.5`: the rate changes in order of recording. */
function changes(events: readonly LoanEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === 'rate_change' ? [`${event.effectiveDate} ${event.annualRatePpm / 10_000}`] : [],
  );
}

describe('nextRepricingDate()', () => {
  test.each([
    ['anniversary', '2026-01-15', '2026-01-15', '2027-01-15'],
    ['anniversary', '2026-01-15', '2027-01-14', '2027-01-15'],
    ['anniversary', '2026-01-15', '2027-01-15', '2028-01-15'],
    ['anniversary', '2024-02-29', '2024-02-29', '2025-02-28'],
    ['anniversary', '2024-02-29', '2027-03-01', '2028-02-29'],
    ['january_first', '2026-01-15', '2026-01-15', '2027-01-01'],
    ['january_first', '2026-01-01', '2026-01-01', '2027-01-01'],
    ['quarterly', '2026-01-31', '2026-01-31', '2026-04-30'],
    ['quarterly', '2026-01-31', '2026-05-01', '2026-07-31'],
    ['monthly', '2026-01-31', '2026-02-28', '2026-03-31'],
  ] as const)('%s of a loan of %s, after %s, is %s', (repricingDay, opened, after, expected) => {
    expect(nextRepricingDate({ repricingDay }, opened, after)).toBe(expected);
  });

  test('walks every repricing day once, whatever day it starts from', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...repricingDays.filter((day) => day !== 'january_first')),
        fc.integer({ min: 0, max: 2_000 }),
        (repricingDay, months) => {
          const step = { anniversary: 12, quarterly: 3, monthly: 1 }[repricingDay];
          const after = addMonths('2024-01-31', months);
          const expected = (Math.floor(months / step) + 1) * step;
          expect(nextRepricingDate({ repricingDay }, '2024-01-31', after)).toBe(
            addMonths('2024-01-31', expected),
          );
        },
      ),
    );
  });
});

test('rateInForce() is the latest by date, and by number where one was corrected', () => {
  const rates = [
    rate('2026-06-22', 29_000, 2),
    rate('2026-06-22', 19_000),
    rate('2025-05-20', 30_000),
  ];
  const on = (date: IsoDate) => rateInForce(rates, 'lpr_1y', date)?.ratePpm;
  expect([on('2025-05-19'), on('2025-05-20'), on('2026-06-21'), on('2026-06-22')]).toEqual([
    undefined,
    30_000,
    30_000,
    29_000,
  ]);
  expect(rateInForce(rates, 'lpr_5y', '2026-06-22')).toBeNull();
});

test('contractRatePpm() takes a spread off, and stays between nothing and the cap of the loan', () => {
  expect(contractRatePpm({ spreadPpm: -5_000 }, 30_000, null)).toBe(25_000);
  expect(contractRatePpm({ spreadPpm: -50_000 }, 30_000, null)).toBe(0);
  expect(contractRatePpm({ spreadPpm: 220_000 }, 30_000, 240_000)).toBe(240_000);
});

describe('missingRepricings()', () => {
  const rates = [
    rate('2025-05-20', 30_000),
    rate('2026-06-22', 29_000),
    rate('2027-03-22', 28_000),
    rate('2028-06-20', 31_000),
  ];

  test('moves a loan on its anniversaries alone, by the rate in force on the day', () => {
    const events = record(floats('anniversary'), rates, '2029-01-15');
    expect(changes(events)).toEqual(['2027-01-15 7.1', '2028-01-15 7', '2029-01-15 7.3']);
  });

  test('records nothing on a day on which the rate stays, and nothing twice', () => {
    const terms = floats('quarterly');
    const events = record(terms, rates, '2027-07-15');
    expect(changes(events)).toEqual(['2026-07-15 7.1', '2027-04-15 7']);
    expect(record(terms, rates, '2027-07-15', events)).toEqual(events);
  });

  test('asks nothing of a fixed loan, nor of a day before the first published rate', () => {
    expect(record(plainTerms, rates, '2029-01-15')).toEqual(opening);
    expect(record(floats('monthly'), [rate('2026-06-22', 29_000)], '2026-06-15')).toEqual(opening);
  });

  test('leaves a rate that people agreed until the next repricing day', () => {
    const agreed: LoanEvent = {
      ...recorded(2, '2026-05-01'),
      kind: 'rate_change',
      annualRatePpm: 60_000,
    };
    const events = record(floats('anniversary'), rates, '2027-01-15', [...opening, agreed]);
    expect(changes(events)).toEqual(['2026-05-01 6', '2027-01-15 7.1']);
  });

  test('ends with a restructure that names its rate, not with one that keeps it', () => {
    const restructure = (annualRatePpm: number | null): LoanEvent => ({
      ...recorded(2, '2026-12-01'),
      kind: 'terms_change',
      reason: 'test',
      change: {
        type: 'restructure',
        installments: 24,
        firstDueDate: null,
        annualRatePpm,
        grace: { principal: 0, interest: 0, interestFree: 0 },
        arrears: { interest: 'carry', penalty: 'carry', fee: 'carry' },
      },
    });
    const terms = floats('anniversary');
    const fixed = [...opening, restructure(50_000)];
    expect(record(terms, rates, '2029-01-15', fixed)).toEqual(fixed);
    expect(upcomingRepricingDate(terms, openedDate, fixed, '2026-12-31')).toBeNull();
    const kept = [...opening, restructure(null)];
    expect(changes(record(terms, rates, '2027-01-15', kept))).toEqual(['2027-01-15 7.1']);
    expect(upcomingRepricingDate(terms, openedDate, kept, '2026-12-31')).toBe('2027-01-15');
  });

  test('corrects the days behind and those after them, in whatever order the rates arrive', () => {
    // Each prefix of the rates is recorded before the next one comes; the loan must be the one that knew all of them.
    const all = [...rates, rate('2026-06-22', 29_500, 2), rate('2026-12-21', 29_200)];
    const asOf = '2029-01-20';
    const stateOf = (terms: LoanTerms, events: readonly LoanEvent[]) => {
      const { allocations: _keys, ...state } = replayLoan(terms, events, asOf, emptyCalendar);
      return state;
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...repricingDays),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.constantFrom('equal_installment', 'interest_first', 'equal_principal'),
        (repricingDay, order, method) => {
          const terms = floats(repricingDay, { method });
          let events = opening;
          for (let known = 0; known <= order.length; known += 1) {
            events = record(terms, order.slice(0, known), asOf, events);
          }
          const atOnce = record(terms, all, asOf);
          expect(stateOf(terms, events)).toEqual(stateOf(terms, atOnce));
          expect(record(terms, all, asOf, events)).toEqual(events);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('the penalty rate follows the contract rate from the repricing day on', () => {
  // 10,000.00 interest first, unpaid row of 60.00 interest; the principal is overdue from 2026-03-15 on.
  const terms = floats('monthly', { method: 'interest_first', installments: 2 });
  const rates = [rate('2025-05-20', 30_000), rate('2026-04-01', 38_000)];
  const events = record(terms, rates, '2026-05-14', [disbursement(1_000_000n)]);
  expect(changes(events)).toEqual(['2026-04-15 8']);
  const { penaltyEarnedMinor } = replayLoan(terms, events, '2026-05-15', emptyCalendar);
  // 31 days at 7.2 % × 1.5 and 30 days at 8 % × 1.5 on 10,000.00, ÷ 360: 93.00 + 100.00.
  expect(penaltyEarnedMinor).toBe(19_300n);
});
