/** Fees by the rules of the product that a loan has pinned: base, share and caps are data, the amount is computed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { productContent } from '../../api/schemas/product.ts';
import { addDays } from '../../domain/calendar.ts';
import { money } from '../../domain/money.ts';
import { projectRoot } from '../../ops/data-folder.ts';
import { listSteps } from '../../db/queries/loan-steps.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { seedContactPolicy } from '../support/collections.ts';
import {
  moveClock,
  runningTerms,
  seedAcceptedCase,
  seedPolicies,
  startDate,
} from '../support/lending.ts';
import { approveChange } from '../support/requests.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runUntil,
  seedReleased,
  stateOf,
} from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
await seedContactPolicy(db, startDate);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });
const noCaps = { perCharge: null, perInstallment: null, perYear: null, perLoanPpm: null };
const fees = [
  {
    code: 'late_letter',
    timing: 'on_late_payment',
    amount: { kind: 'share', of: 'overdue_installment', ppm: 10_000 },
    caps: { ...noCaps, perYear: cny('100.00') },
  },
  {
    code: 'returned_payment',
    timing: 'on_returned_payment',
    amount: { kind: 'fixed', amount: cny('25.00') },
    caps: { ...noCaps, perInstallment: cny('25.00') },
  },
  {
    code: 'extension_fee',
    timing: 'on_extension',
    amount: { kind: 'share', of: 'outstanding_principal', ppm: 5_000 },
    caps: { ...noCaps, perCharge: cny('300.00') },
  },
] as const;

async function lateLoan(terms = runningTerms): Promise<string> {
  const arrangement = { ratePpm: 0, timing: 'paid_apart' } as const;
  const policies = await seedPolicies(db, arrangement, { fees });
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', policies, terms });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  await runUntil(db, loanId, addDays(rows[0].dueDate, 10));
  return loanId;
}

async function charge(loanId: string, code: string) {
  const path = `/v1/loans/${loanId}/changes`;
  const asked = await operations.post(path, { kind: 'charge', component: 'fee', code });
  if (asked.status !== 201) return asked.body.code as string;
  expect(await approveChange(api, asked.body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  return asked.body.events[0].amount.amount as string;
}

test('a charge without an amount is what the rule of the product comes to, within its caps', async () => {
  const loanId = await lateLoan();
  // 1 % of the 8,661.90 that are overdue, then what the year's cap of 100.00 leaves, then nothing.
  expect(await charge(loanId, 'late_letter')).toBe('86.62');
  expect(await charge(loanId, 'late_letter')).toBe('13.38');
  expect(await charge(loanId, 'late_letter')).toBe('amount_not_positive');
  expect(await charge(loanId, 'returned_payment')).toBe('25.00');
  expect(await charge(loanId, 'returned_payment')).toBe('amount_not_positive');
  // 0.5 % of 100,000.00 would be 500.00.
  expect(await charge(loanId, 'extension_fee')).toBe('300.00');
  expect(await charge(loanId, 'unheard_of')).toBe('not_found');
});

test('a fee of a day is charged on it by the loan itself, and stands in the plan from the first day on', async () => {
  const dated = {
    code: 'monthly_service',
    timing: 'on_date',
    days: { kind: 'after_months', months: 1, repeats: true },
    amount: { kind: 'fixed', amount: money(3_000n, 'CNY') },
    caps: { ...noCaps, perLoanPpm: 900 },
  } as const;
  const loanId = await lateLoan({ ...runningTerms, fees: [dated] });
  const steps = await listSteps(db, loanId);
  expect(steps.filter(({ kind }) => kind === 'fee')).toHaveLength(1);
  const state = await stateOf(db, loanId);
  expect(state.feesChargedMinor).toBe(3_000n);
  expect(state.charges).toMatchObject([{ code: 'monthly_service', date: state.rows[0]!.dueDate }]);
  // 0.09 % of 100,000.00 are 90.00: three months.
  expect(state.totals.feesMinor).toBe(9_000n);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('a product takes fees as data, and refuses a base that no loan has', () => {
  const seed = join(projectRoot, 'db', 'seed', 'product-consumer.json');
  const product = JSON.parse(readFileSync(seed, 'utf8')) as Record<string, unknown>;
  const content = (product['content'] ?? product) as Record<string, unknown>;
  expect(productContent.safeParse({ ...content, fees }).error).toBeUndefined();
  const days = { kind: 'every_year', month: 6, day: 30 };
  const dated = [{ ...fees[0], timing: 'on_date', days }];
  expect(productContent.safeParse({ ...content, fees: dated }).error).toBeUndefined();
  expect(productContent.safeParse({ ...content, fees: [{ ...fees[0], days }] }).success).toBe(
    false,
  );
  const wrong = [{ ...fees[0], amount: { kind: 'share', of: 'salary', ppm: 10_000 } }];
  expect(productContent.safeParse({ ...content, fees: wrong }).success).toBe(false);
});
