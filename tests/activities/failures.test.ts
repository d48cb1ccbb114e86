import { expect, test } from 'vitest';
import { refuse } from '../../activities/failures.ts';
import { DomainError } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';

test('refuse() gives the code as type, the facts in wire form, and is never retried', () => {
  const limits = { amount: money(1_250_000n, 'CNY'), limit: money(1_000_000n, 'CNY') };
  const failure = refuse(new DomainError('authority_exceeded', limits));
  expect(failure.type).toBe('authority_exceeded');
  expect(failure.nonRetryable).toBe(true);
  expect(failure.details).toEqual([
    {
      amount: { amount: '12500.00', currency: 'CNY' },
      limit: { amount: '10000.00', currency: 'CNY' },
    },
  ]);
  expect(JSON.stringify(failure.details)).not.toContain('1250000');
});
