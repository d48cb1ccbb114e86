/**
 * The books through anything that people may do to a loan: every change, corrections, drawing in parts, payoff, write-off
 * and recovery, in any order. What the domain refuses is left out, as it would be.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { debitBalance } from '../../../domain/ledger/journal.ts';
import { anyTerms, plainTerms } from '../servicing/loans.ts';
import { anyAction } from './actions.ts';
import { cny, open, receive, record, settle, stateOf, type Life } from './life.ts';

test('planEntries() keeps every invariant through anything people may do', () => {
  fc.assert(
    fc.property(
      anyTerms,
      fc.array(anyAction, { minLength: 4, maxLength: 25 }),
      (terms, actions) => {
        let life = open(terms);
        for (const act of actions) life = settle(act(life), false);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

const apply = { ...plainTerms, advanceMoney: 'apply' as const };

function pay(life: Life, date: string, minor: bigint): Life {
  const paymentId = `p${life.events.length}`;
  const paid = { kind: 'payment', situation: 'standard', effectiveDate: date } as const;
  return settle(receive({ ...life, date }, { ...paid, paymentId, amount: cny(minor) }), false);
}

function writeOff(life: Life): Life {
  const { date: effectiveDate } = life;
  return settle(record(life, { kind: 'write_off', effectiveDate, reason: 'death' }), false);
}

test('planEntries() writes off anew what a payment of before no longer pays', () => {
  const paid = pay(open(plainTerms), '2026-02-15', 866_190n);
  const off = writeOff({ ...paid, date: '2026-03-01' });
  // 91,938.10 and 0.6 % of it for 14 of the 28 days.
  expect(debitBalance(off.posted, '9111')).toBe(9_193_810n + 27_581n);
  const back = settle(
    record(off, {
      kind: 'reversal',
      effectiveDate: off.date,
      reversedEventId: 'e2',
      reason: 'returned',
      railCode: 'R01',
    }),
    false,
  );
  const { writtenOff } = stateOf(back);
  expect(writtenOff.principal).toBe(10_000_000n);
  expect(debitBalance(back.posted, '9111')).toBe(
    writtenOff.principal + writtenOff.interest + writtenOff.penalty,
  );
  expect(debitBalance(back.posted, '1191')).toBe(0n);
});

test('replayLoan() keeps money that was received ahead for rows a write-off takes away', () => {
  // Two whole installments and 100.00 of the third, all before the first due date.
  const paid = pay(open(apply), '2026-01-20', 1_742_380n);
  const before = stateOf(paid).paid;
  const off = writeOff({ ...paid, date: '2026-01-21' });
  const { paid: kept, writtenOff } = stateOf(off);
  expect(kept).toEqual(before);
  expect(writtenOff.principal).toBe(10_000_000n - before.principal);
});

test('planEntries() leaves nothing in suspense of a loan written off with capitalized interest', () => {
  let life = open(plainTerms);
  life = settle({ ...life, date: '2026-07-01' }, true);
  const { date: effectiveDate } = life;
  const arrears = { interest: 'capitalize', penalty: 'capitalize', fee: 'waive' } as const;
  const grace = { principal: 0, interest: 0, interestFree: 0 };
  const plan = { installments: 12, firstDueDate: null, annualRatePpm: null, grace, arrears };
  life = settle(
    record(life, {
      kind: 'terms_change',
      effectiveDate,
      reason: 'hardship',
      change: { type: 'restructure', ...plan },
    }),
    false,
  );
  expect(debitBalance(life.posted, '1119')).toBeLessThan(0n);
  expect(debitBalance(writeOff(life).posted, '1119')).toBe(0n);
});
