import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import type { RoundingMode } from '../../domain/money.ts';
import {
  add,
  allocate,
  divide,
  format,
  formatAmount,
  money,
  parseAmount,
  sum,
} from '../../domain/money.ts';

test('allocate() hands out 100.00 in three parts, the odd cent to the first', () => {
  expect(allocate(10_000n, [1n, 1n, 1n])).toEqual([3334n, 3333n, 3333n]);
});

test('allocate() gives 15 over 80, 8 and 12 to the largest remainders', () => {
  expect(allocate(15n, [80n, 8n, 12n])).toEqual([12n, 1n, 2n]);
});

test('allocate() parts sum to the total and miss their exact share by less than one', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (total, drawn) => {
      fc.pre(sum(drawn) > 0n);
      const parts = allocate(total, drawn);
      expect(sum(parts)).toBe(total);
      for (const [index, part] of parts.entries()) {
        const error = part * sum(drawn) - total * drawn[index]!;
        expect(error < sum(drawn) && error > -sum(drawn)).toBe(true);
      }
    }),
  );
});

const roundings: readonly (readonly [bigint, RoundingMode, bigint])[] = [
  // quarters
  [10n, 'half_even', 2n],
  [14n, 'half_even', 4n],
  [10n, 'half_up', 3n],
  [11n, 'half_even', 3n],
  [11n, 'down', 2n],
  [9n, 'up', 3n],
  [8n, 'up', 2n],
  [-10n, 'half_even', -2n],
  [-10n, 'half_up', -3n],
  [-9n, 'half_up', -2n],
  [-9n, 'down', -2n],
  [-9n, 'up', -3n],
];
test.each(roundings)('divide() of %s quarters by %s is %s', (quarters, mode, expected) => {
  expect(divide(quarters, 4n, mode)).toBe(expected);
});

test('formatAmount() and parseAmount() are each other’s inverse', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.constantFrom('CNY', 'JPY', 'KWD'),
      (minor, currency) => {
        expect(parseAmount(formatAmount(money(minor, currency)), currency)).toEqual(
          money(minor, currency),
        );
      },
    ),
  );
});

test.each(['1204.1', '1204.111', '1,204.11', '12e2', '', '.50', ' 1.00', '01.00'])(
  'parseAmount() refuses %j as yuan',
  (text) => {
    expect(() => parseAmount(text, 'CNY')).toThrow(
      expect.objectContaining({ code: 'amount_malformed' }),
    );
  },
);

test('add() refuses two currencies that meet at run time', () => {
  const yen = money(1n, 'JPY') as ReturnType<typeof money>;
  expect(() => add(money(1n, 'CNY') as typeof yen, yen)).toThrow(DomainError);
});

test('format() groups thousands for people', () => {
  expect(format(money(1_250_000n, 'CNY'))).toBe('12,500.00 CNY');
});
