/** The lists of the payments desk over HTTP: who sees what, names masked, actions for the second person only. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { keys, moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { lookAt, runDisbursement, seedPayment, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const both = await api.person(['operations', 'finance']);
const elsewhere = await api.person(['finance'], 'beijing');

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const accepted = () => seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });

async function runningLoan(): Promise<string> {
  const found = await accepted();
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: keys.seal('6222020000000000011') })
    .where('customer_id', '=', found.customerId)
    .execute();
  return (await runDisbursement(db, await seedReleased(db, found)))!;
}

const totals = (items: readonly object[]) => items.length;

test('GET /v1/disbursements offers the release to a second person of the branch only', async () => {
  const { applicationId, contractHash } = await accepted();
  const made = await both.post(`/v1/applications/${applicationId}/disbursements`, { contractHash });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = '/v1/disbursements?status=requested';
  const seen = (await finance.get(path)).body.items;
  expect(seen[0]).toMatchObject({ actions: ['disbursement.release'], amount: cny('100000.00') });
  expect(seen[0].customerName).toContain('*');
  // Nobody releases what they have made; until somebody does it may be taken back.
  for (const person of [both, operations])
    expect((await person.get(path)).body.items[0].actions).toEqual(['disbursement.create']);
  expect(totals((await elsewhere.get(path)).body.items)).toBe(0);
});

test('GET /v1/payments lists money of loans within reach, and money without a loan for all', async () => {
  const loanId = await runningLoan();
  await seedPayment(db, loanId, '1000.00');
  await lookAt(db, loanId);
  const held = { amount: cny('88.00'), provider: 'bank', providerReference: 'unknown-1' };
  expect((await finance.post('/v1/suspense-payments', held)).status).toBe(201);
  const all = (await finance.get('/v1/payments')).body;
  expect(all.total).toBe(2);
  expect(all.items[0]).toMatchObject({ status: 'suspense', loanId: null, customerName: null });
  expect(all.items[1]).toMatchObject({ status: 'applied', loanId });
  expect((await elsewhere.get('/v1/payments')).body.total).toBe(1);
  expect((await finance.get('/v1/payments?status=applied')).body.total).toBe(1);
  expect((await operations.get('/v1/payments')).status).toBe(403);
});

test('GET /v1/loan-changes and /v1/refunds name loan, asker and how it stands', async () => {
  const loanId = await runningLoan();
  await seedPayment(db, loanId, '1000.00');
  await lookAt(db, loanId);
  const asked = await operations.post(`/v1/loans/${loanId}/refunds`, { amount: cny('400.00') });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const changes = (await finance.get('/v1/loan-changes?kind=refund&status=confirmed')).body;
  expect(changes.items).toMatchObject([{ loanId, kind: 'refund', requestId: null }]);
  expect(changes.items[0].requestedByName).not.toBeNull();
  await lookAt(db, loanId);
  const refunds = (await finance.get('/v1/refunds')).body;
  expect(refunds.items).toMatchObject([{ loanId, status: 'released', amount: cny('400.00') }]);
  expect((await elsewhere.get('/v1/refunds')).body.total).toBe(0);
  expect((await elsewhere.get('/v1/loan-changes')).body.total).toBe(0);
});

test('a preview of a change stores nothing, and says what it does and who decides', async () => {
  const loanId = await runningLoan();
  const body = { kind: 'charge', component: 'fee', code: 'late_fee', amount: cny('25.00') };
  const shown = await operations.post(`/v1/loans/${loanId}/change-previews`, body);
  expect(shown.status, JSON.stringify(shown.body)).toBe(200);
  expect(shown.body).toMatchObject({ difference: { feesCharged: cny('25.00') } });
  expect(shown.body.stages.length).toBeGreaterThan(0);
  expect((await finance.get(`/v1/loans/${loanId}/changes`)).body.items).toEqual([]);
  const far = await elsewhere.post(`/v1/loans/${loanId}/change-previews`, body);
  expect(far.body.code).toBe('not_found');
});
