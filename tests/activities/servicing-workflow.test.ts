/**
 * A loan through its real workflows: released over HTTP, paid out over the simulated rail, serviced for months while the
 * training clock moves, closed by a payoff, reopened by its return and closed again. At the end rows, books and workflows agree.
 */
import { expect, test } from 'vitest';
import { compareBooks } from '../../ops/reconciliation/loan-books.ts';
import { compareProcesses } from '../../ops/reconciliation/processes.ts';
import { openKeyFile } from '../../ops/keys.ts';
import { testApi } from '../support/api.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { approveChange, engageApprovers } from '../support/requests.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const api = await testApi();
const { db, config } = api;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
await seedRequestMatrices(db);
await engageApprovers(api, 'loan_correction');
const temporal = await testTemporal();
const parts = { databaseUrl: config.databaseUrl, namespace: temporal.namespace };
await testWorker(parts, { config: { keyFile: config.keyFile } });
const admin = await api.person(['admin'], 'head_office');
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);

const cny = (amount: string) => ({ amount, currency: 'CNY' });

async function moveTo(toDate: string): Promise<void> {
  const move = await admin.post('/v1/training-clock/moves', { toDate });
  expect(move.status, JSON.stringify(move.body)).toBe(202);
  await eventually(async () => {
    const { body } = await admin.get(`/v1/training-clock/moves/${move.body.moveId}`);
    expect(body.status, JSON.stringify(body)).toBe('done');
  });
}

async function disburse(): Promise<string> {
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const keys = openKeyFile(config.keyFile);
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: keys.seal('6222020000000000011') })
    .where('customer_id', '=', accepted.customerId)
    .execute();
  const { applicationId, contractHash } = accepted;
  const made = await operations.post(`/v1/applications/${applicationId}/disbursements`, {
    contractHash,
  });
  await finance.post(`/v1/disbursements/${made.body.disbursementId}/releases`);
  let loanId = '';
  await eventually(async () => {
    const { body } = await finance.get(`/v1/loans?customerId=${accepted.customerId}`);
    loanId = body.items[0]?.loanId ?? '';
    expect(loanId).not.toBe('');
  });
  return loanId;
}

async function reaches(loanId: string, state: object): Promise<void> {
  await eventually(async () =>
    expect((await finance.get(`/v1/loans/${loanId}`)).body).toMatchObject(state),
  );
}

async function payOff(loanId: string, providerReference: string): Promise<void> {
  const quote = (await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {})).body;
  const { amount } = quote;
  const payment = { amount, provider: 'bank', providerReference, purpose: 'payoff' };
  await finance.post(`/v1/loans/${loanId}/payments`, payment);
  await reaches(loanId, { status: 'closed' });
}

test('a released loan is paid out, serviced, late, caught up, paid off, reopened and paid off by its workflows', async () => {
  const loanId = await disburse();
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  await moveTo(rows[0].dueDate);
  const payment = { amount: cny('8661.90'), provider: 'bank', providerReference: 'W1' };
  await finance.post(`/v1/loans/${loanId}/payments`, payment);
  await eventually(async () => {
    const { items } = (await finance.get(`/v1/loans/${loanId}/payments`)).body;
    expect(items[0].status).toBe('applied');
  });
  await moveTo('2036-04-20');
  const late = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(late).toMatchObject({ bucket: 'M2', daysPastDue: 36 });
  const cases = await db
    .selectFrom('case_loan')
    .innerJoin('collection_case', 'collection_case.case_id', 'case_loan.case_id')
    .select('status')
    .where('loan_id', '=', loanId)
    .execute();
  expect(cases).toEqual([{ status: 'open' }]);

  await payOff(loanId, 'W2');
  // The bank takes the money back: the same process goes on, and closes the loan a second time.
  const { items } = (await finance.get(`/v1/loans/${loanId}/payments`)).body;
  const payoff = items.find((item: { purpose: string }) => item.purpose === 'payoff');
  const asked = await operations.post(`/v1/loans/${loanId}/changes`, {
    kind: 'payment_reversal',
    paymentId: payoff.paymentId,
    reason: 'returned',
    railCode: 'AC04',
  });
  expect(await approveChange(api, asked.body.loanChangeId)).toBe('effective');
  await reaches(loanId, { status: 'active', bucket: 'M2', daysPastDue: 36 });
  await payOff(loanId, 'W3');
  const handle = temporal.client.workflow.getHandle(`loan/${loanId}`);
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await moveTo('2036-07-20');
  await eventually(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'));
  expect((await compareBooks(db)).differences).toEqual([]);
  await eventually(async () => {
    const { differences } = await compareProcesses(db, temporal.client);
    expect(differences.filter(({ subject }) => subject.startsWith('loan/'))).toEqual([]);
  });
});
