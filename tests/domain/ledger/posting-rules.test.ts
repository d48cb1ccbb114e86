/** The rule table: what each rule posts, and that the page about it says the same. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accounts } from '../../../domain/ledger/accounts.ts';
import { makeEntry } from '../../../domain/ledger/journal.ts';
import { postingRules, type RuleName } from '../../../domain/ledger/posting-rules.ts';

const effectiveDate = '2026-01-31';
const common = { eventKey: 'event', effectiveDate, nonPerforming: false };

function text(rule: RuleName, parts: object, nonPerforming = false): string[] | undefined {
  return makeEntry({ ...common, rule, parts, nonPerforming })?.postings.map(
    ({ side, accountCode, amountMinor }) => `${side} ${accountCode} ${amountMinor}`,
  );
}

test('makeEntry() of a disbursement with a deducted fee defers the fee', () => {
  const parts = { principal: 10_000_000n, paid_out: 9_900_000n, deducted_fee: 100_000n };
  expect(text('disbursement', parts)).toEqual([
    'debit 1101 10000000',
    'credit 1001 9900000',
    'credit 2103 100000',
  ]);
});

test('makeEntry() puts principal of a non-performing loan into 1102', () => {
  const parts = { amount: 500n, principal: 400n, interest: 100n };
  expect(text('payment_allocated', parts)).toContain('credit 1101 400');
  expect(text('payment_allocated', parts, true)).toContain('credit 1102 400');
});

test('makeEntry() turns a negative part to the opposite side', () => {
  expect(text('accrual', { interest: -111n, penalty: 5n })).toEqual([
    'credit 1111 111',
    'debit 1112 5',
    'debit 4101 111',
    'credit 4102 5',
  ]);
});

test('makeEntry() makes nothing of nothing', () => {
  expect(text('excess_held', { credit: 0n })).toBeUndefined();
});

test('makeEntry() refuses parts that do not sum', () => {
  expect(() => text('payment_allocated', { amount: 100n, principal: 99n })).toThrow(/debits equal/);
});

test('every rule names accounts of the chart, and the page prints exactly the table', () => {
  const codes = new Set<string>(accounts.map(({ code }) => code));
  const page = readFileSync('docs/posting-rules.md', 'utf8');
  const rows = Object.entries(postingRules).map(([name, { event, debit, credit }]) => {
    const side = (postings: readonly (readonly [string, string])[]) =>
      postings.map(([account, part]) => `${account} ${part}`).join(', ');
    for (const [account] of [...debit, ...credit])
      expect(account === 'principal' || codes.has(account), account).toBe(true);
    return `| \`${name}\` | ${event} | ${side(debit)} | ${side(credit)} |`;
  });
  const printed = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(printed).toEqual(rows);
});
