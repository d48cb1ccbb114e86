/** A waiver within the own limit is decided by one person; what exceeds it, in one or in many, goes to its request. */
import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, seedPolicies, startDate } from '../support/lending.ts';
import { approveChange } from '../support/requests.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runUntil,
  seedReleased,
} from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
await seedRequestMatrices(db);
const collector = await api.person(['collector']);
const head = await api.person(['branch_head']);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });
const servicing = {
  prepayment: { afterInstallments: 0, minimum: cny('0.00'), fee: null },
  payoff: { fee: null },
  largestOverpayment: cny('1000.00'),
  extension: { maxCount: 1, noticeWorkingDays: 10 },
  pause: { maxDays: 30, maxDaysPerYear: 90 },
  relief: { interestOnlyRows: 6, paymentHolidayRows: 3, dueDateMoveDays: 30, maxRestructures: 2 },
  waiverLimits: [
    { role: 'collector', limit: cny('20.00') },
    { role: 'branch_head', limit: cny('100.00') },
  ],
} satisfies ProductContent['servicing'];

/** Twenty days late: 48.37 of penalty. */
async function lateLoan(content: Partial<ProductContent> = { servicing }): Promise<string> {
  const policies = await seedPolicies(db, { ratePpm: 0, timing: 'paid_apart' }, content);
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', policies });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  await runUntil(db, loanId, addDays(rows[0].dueDate, 20));
  return loanId;
}

const waive = (person: typeof collector, loanId: string, amount: string) =>
  person.post(`/v1/loans/${loanId}/waivers`, {
    reason: 'goodwill',
    lines: [{ component: 'penalty', amount: cny(amount) }],
  });

async function waivedOf(loanId: string) {
  await lookAt(db, loanId);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  return (await finance.get(`/v1/loans/${loanId}`)).body.waived.penalty.amount;
}

test('a collector gives up a little alone, and the limit counts what was given up before', async () => {
  const loanId = await lateLoan();
  const first = await waive(collector, loanId, '15.00');
  expect([first.status, first.body.status], JSON.stringify(first.body)).toEqual([201, 'confirmed']);
  expect(first.body).toMatchObject({ limit: cny('20.00'), requestId: null });
  expect((await waive(collector, loanId, '1.00')).body.code).toBe('in_progress');
  expect(await waivedOf(loanId)).toBe('15.00');
  const audit = await db
    .selectFrom('audit_event')
    .select('actor_id')
    .where('action', '=', 'waiver.given_on_own_authority')
    .where('subject_id', '=', first.body.loanChangeId)
    .executeTakeFirstOrThrow();
  expect(audit.actor_id).toBe(collector.officerId);

  const second = await waive(collector, loanId, '5.01');
  expect(second.body).toMatchObject({ status: 'quoted', total: cny('20.01') });
  expect(second.body.requestId).not.toBeNull();
  expect(await waivedOf(loanId)).toBe('15.00');
  expect(await approveChange(api, second.body.loanChangeId)).toBe('effective');
  expect(await waivedOf(loanId)).toBe('20.01');
  // A branch head may give up more than a collector.
  const third = await waive(head, loanId, '28.36');
  expect(third.body).toMatchObject({ status: 'confirmed', total: cny('48.37') });
  expect(await waivedOf(loanId)).toBe('48.37');
});

test('nobody gives up more than is owed, principal, or anything without the right', async () => {
  const loanId = await lateLoan();
  expect((await waive(head, loanId, '60.00')).body.code).toBe('waiver_exceeds_outstanding');
  const lines = [{ component: 'principal', amount: cny('1.00') }];
  const principal = await collector.post(`/v1/loans/${loanId}/waivers`, {
    reason: 'goodwill',
    lines,
  });
  expect(principal.body.code).toBe('request_invalid');
  expect((await waive(operations, loanId, '1.00')).body.code).toBe('permission_denied');
});

test('without limits in the product every waiver goes to its request', async () => {
  const loanId = await lateLoan({});
  const { body } = await waive(head, loanId, '1.00');
  expect(body).toMatchObject({ status: 'quoted', limit: null });
});
