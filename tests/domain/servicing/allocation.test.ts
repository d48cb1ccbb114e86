import fc from 'fast-check';
import { expect, test } from 'vitest';
import { money, sum } from '../../../domain/money.ts';
import { allocatePayment } from '../../../domain/servicing/allocation.ts';
import type { Due } from '../../../domain/servicing/allocation.ts';
import { waterfall, waterfallPresets } from '../../../domain/servicing/waterfalls.ts';

const effectiveDate = '2026-03-15';
const dues: readonly Due[] = [
  { installmentNumber: 1, component: 'interest', dueDate: '2026-02-15', amountMinor: 100n },
  { installmentNumber: 1, component: 'principal', dueDate: '2026-02-15', amountMinor: 1_000n },
  { installmentNumber: 2, component: 'penalty', dueDate: '2026-03-15', amountMinor: 7n },
  { installmentNumber: 2, component: 'interest', dueDate: '2026-03-15', amountMinor: 90n },
  { installmentNumber: 2, component: 'principal', dueDate: '2026-03-15', amountMinor: 1_000n },
  { installmentNumber: 2, component: 'fee', dueDate: '2026-03-10', amountMinor: 20n },
  { installmentNumber: 3, component: 'principal', dueDate: '2026-04-15', amountMinor: 1_000n },
];

function split(amountMinor: bigint, order = waterfallPresets.standard): readonly string[] {
  const amount = money(amountMinor, 'CNY');
  const { lines, creditMinor } = allocatePayment({ amount, dues, waterfall: order, effectiveDate });
  const text = lines.map(
    (line) => `${line.installmentNumber} ${line.component} ${line.amountMinor}`,
  );
  return creditMinor > 0n ? [...text, `credit ${creditMinor}`] : text;
}

test('allocatePayment() empties the oldest row before the next', () => {
  expect(split(1_150n)).toEqual([
    '1 interest 100',
    '1 principal 1000',
    '2 fee 20',
    '2 penalty 7',
    '2 interest 23',
  ]);
});

test('allocatePayment() by component pays one component across all rows first', () => {
  const order = waterfall(['interest', 'principal', 'fee', 'penalty'], [], 'component_first');
  expect(split(1_150n, order)).toEqual(['1 interest 100', '2 interest 90', '1 principal 960']);
});

test('allocatePayment() leaves as credit what no bucket takes', () => {
  expect(split(3_000n, waterfallPresets.settlement).at(-1)).toBe('credit 783');
});

test('allocatePayment() serves a bucket of past due amounts before one of amounts due today', () => {
  const order = {
    sequence: 'installment_first' as const,
    buckets: [
      { timing: 'past_due' as const, components: ['fee', 'interest', 'principal'] as const },
      { timing: 'due' as const, components: ['principal', 'interest', 'penalty'] as const },
    ],
  };
  expect(split(1_200n, order)).toEqual([
    '1 interest 100',
    '1 principal 1000',
    '2 fee 20',
    '2 principal 80',
  ]);
});

test('allocatePayment() refuses a payment of nothing', () => {
  expect(() => split(0n)).toThrow(expect.objectContaining({ code: 'amount_not_positive' }));
});

test('allocatePayment() parts sum to the payment and no due is overpaid', () => {
  const anyDue = fc.record({
    installmentNumber: fc.integer({ min: 1, max: 5 }),
    component: fc.constantFrom('penalty', 'fee', 'interest', 'principal'),
    dueDate: fc.constantFrom('2026-02-15', '2026-03-15', '2026-04-15'),
    amountMinor: fc.bigInt({ min: 0n, max: 500n }),
  });
  const order = fc.constantFrom(...Object.values(waterfallPresets));
  fc.assert(
    fc.property(
      fc.array(anyDue),
      fc.bigInt({ min: 1n, max: 3_000n }),
      order,
      (drawn, minor, chosen) => {
        const amount = money(minor, 'CNY');
        const { lines, creditMinor } = allocatePayment({
          amount,
          dues: drawn,
          waterfall: chosen,
          effectiveDate,
        });
        expect(sum(lines.map((line) => line.amountMinor)) + creditMinor).toBe(minor);
        for (const line of lines)
          expect(line.amountMinor <= drawn[line.dueIndex]!.amountMinor).toBe(true);
      },
    ),
  );
});
