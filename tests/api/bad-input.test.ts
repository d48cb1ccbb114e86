/** Input that describes no loan and no payment: each is a named error with its facts, and nothing is written. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { testApi } from '../support/api.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
await moveClock(db, startDate);
const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const terms = {
  currency: 'CNY',
  annualRatePpm: 72_000,
  method: 'equal_installment',
  installments: 12,
};
const paidOut = [{ date: '2026-01-15', amount: cny('100000.00') }];

/** Of every table, so that nothing at all may be written. */
async function rowCounts(): Promise<string> {
  const { rows } = await sql<{ line: string }>`select table_name || ' ' || (xpath('/row/n/text()',
      query_to_xml(format('select count(*) as n from %I', table_name), false, true, '')))[1]::text as line
    from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(db);
  expect(rows.length).toBeGreaterThan(40);
  return rows.map(({ line }) => line).join('\n');
}

const previews = [
  ['a rate of 1000 %', { terms: { ...terms, annualRatePpm: 10_000_000 } }, 'rate_out_of_range'],
  ['a negative rate', { terms: { ...terms, annualRatePpm: -1 } }, 'rate_out_of_range'],
  ['a term of zero rows', { terms: { ...terms, installments: 0 } }, 'term_out_of_range'],
  ['a negative term', { terms: { ...terms, installments: -12 } }, 'term_out_of_range'],
  [
    'a date that does not exist',
    { disbursements: [{ date: '2026-02-30', amount: cny('1000.00') }] },
    'date_malformed',
  ],
  [
    'another currency than the terms',
    { disbursements: [{ date: '2026-01-15', amount: { amount: '1000.00', currency: 'USD' } }] },
    'currency_mismatch',
  ],
  [
    'an amount with too many decimals',
    { disbursements: [{ date: '2026-01-15', amount: cny('1000.001') }] },
    'amount_malformed',
  ],
  [
    'an amount of zero',
    { disbursements: [{ date: '2026-01-15', amount: cny('0.00') }] },
    'amount_not_positive',
  ],
  [
    'a multiple larger than the installment',
    {
      terms: {
        ...terms,
        rounding: { mode: 'half_up', installmentMultiple: cny('10000.00') },
      },
    },
    'multiple_exceeds_installment',
  ],
] as const;

/** A value that cannot even be read is refused with its shape; the field then names the rule. */
function ruleOf(body: { code: string; errors?: { code?: string }[] }): string | undefined {
  return body.code === 'request_invalid' ? body.errors?.[0]?.code : body.code;
}

test.each(previews)('a schedule of %s is a named error', async (_name, given, code) => {
  const before = await rowCounts();
  const body = { terms, disbursements: paidOut, ...given };
  const answer = await operations.post('/v1/schedule-previews', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  expect(ruleOf(answer.body), JSON.stringify(answer.body)).toBe(code);
  expect(await rowCounts()).toBe(before);
});

const payments = [
  ['a date that does not exist', { effectiveDate: '2036-02-30' }, 'date_malformed'],
  ['a day before the disbursement', { effectiveDate: '2035-12-31' }, 'payment_before_disbursement'],
  ['a day that has not come', { effectiveDate: '2036-01-16' }, 'date_in_future'],
  ['another currency', { amount: { amount: '10.00', currency: 'USD' } }, 'currency_mismatch'],
  ['too many decimals', { amount: cny('10.001') }, 'amount_malformed'],
  ['nothing', { amount: cny('0.00') }, 'amount_not_positive'],
  ['a negative amount', { amount: cny('-10.00') }, 'amount_not_positive'],
] as const;

test.each(payments)('a payment of %s is a named error', async (_name, given, code) => {
  const before = await rowCounts();
  const answer = await finance.post(`/v1/loans/${loanId}/payments`, {
    amount: cny('10.00'),
    provider: 'bank',
    providerReference: `B-${code}`,
    ...given,
  });
  expect(ruleOf(answer.body), JSON.stringify(answer.body)).toBe(code);
  expect(await rowCounts()).toBe(before);
});

const changes = [
  ['a rate of 1000 %', { kind: 'rate_change', annualRatePpm: 10_000_000 }, 'rate_out_of_range'],
  [
    'a restructure over no rows',
    {
      kind: 'terms_change',
      reason: 'hardship',
      change: {
        type: 'restructure',
        installments: 0,
        arrears: { interest: 'carry', penalty: 'carry', fee: 'carry' },
      },
    },
    'term_out_of_range',
  ],
  [
    'a refund in another currency',
    { kind: 'refund', amount: { amount: '1.00', currency: 'USD' } },
    'currency_mismatch',
  ],
  [
    'a charge of nothing',
    { kind: 'charge', component: 'fee', code: 'letter', amount: cny('0.00') },
    'amount_not_positive',
  ],
  [
    'a write-off on a day that does not exist',
    {
      kind: 'write_off',
      reason: 'death',
      evidence: [{ documentId: randomUUID() }],
      effectiveDate: '2036-02-30',
    },
    'date_malformed',
  ],
] as const;

test.each(changes)('a change that is %s is a named error', async (_name, asked, code) => {
  const before = await rowCounts();
  const answer = await operations.post(`/v1/loans/${loanId}/changes`, asked);
  expect(ruleOf(answer.body), JSON.stringify(answer.body)).toBe(code);
  expect(await rowCounts()).toBe(before);
});
