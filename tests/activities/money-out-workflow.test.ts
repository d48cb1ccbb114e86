/**
 * Money out through the real workflows: a loan drawn in two parts, and a refund whose worker stops while the bank is
 * being asked. At the end rows, books and workflows agree.
 */
import { afterAll, expect, test } from 'vitest';
import { compareBooks } from '../../ops/reconciliation/loan-books.ts';
import { compareProcesses } from '../../ops/reconciliation/processes.ts';
import { openKeyFile } from '../../ops/keys.ts';
import { testApi } from '../support/api.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const api = await testApi();
const { db, config } = api;
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const temporal = await testTemporal();
const parts = { databaseUrl: config.databaseUrl, namespace: temporal.namespace };
const startWorker = () => testWorker(parts, { config: { keyFile: config.keyFile } });
const workers = [await startWorker()];
afterAll(() => Promise.all(workers.map((worker) => worker.stop())));
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);

const cny = (amount: string) => ({ amount, currency: 'CNY' });

async function acceptedInParts() {
  const tranches = { maxCount: 2, lastWithinTermPpm: 500_000 };
  const asked = { amount: '100000.00', tranches };
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, asked);
  const keys = openKeyFile(config.keyFile);
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: keys.seal('6222020000000000011') })
    .where('customer_id', '=', found.customerId)
    .execute();
  return found;
}

async function payOut(
  { applicationId, contractHash }: { applicationId: string; contractHash: string },
  amount: string,
): Promise<void> {
  const path = `/v1/applications/${applicationId}/disbursements`;
  const made = await operations.post(path, { contractHash, amount: cny(amount) });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { disbursementId } = made.body;
  const released = await finance.post(`/v1/disbursements/${disbursementId}/releases`);
  expect(released.status, JSON.stringify(released.body)).toBe(201);
  await eventually(async () => {
    const { body } = await finance.get(`/v1/disbursements/${disbursementId}`);
    expect(body.status).toBe('confirmed');
  });
}

test('a loan is drawn in parts and gives money back while workers come and go', async () => {
  const found = await acceptedInParts();
  await payOut(found, '60000.00');
  let loanId = '';
  await eventually(async () => {
    const { body } = await finance.get(`/v1/loans?customerId=${found.customerId}`);
    loanId = body.items[0]?.loanId ?? '';
    expect(loanId).not.toBe('');
  });
  await payOut(found, '40000.00');
  await eventually(async () => {
    const { body } = await finance.get(`/v1/loans/${loanId}`);
    expect(body).toMatchObject({ outstanding: cny('100000.00'), drawUntilDate: null });
  });

  await finance.post(`/v1/loans/${loanId}/payments`, {
    amount: cny('900.92'),
    provider: 'bank',
    providerReference: 'P1',
  });
  await eventually(async () => {
    const { body } = await finance.get(`/v1/loans/${loanId}`);
    expect(body.creditBalance).toEqual(cny('900.92'));
  });
  const asked = await operations.post(`/v1/loans/${loanId}/refunds`, {});
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const refunds = async () => (await finance.get(`/v1/loans/${loanId}/refunds`)).body.items;
  // The bank has the order and its answer is lost: in this moment the worker stops.
  await eventually(async () => expect((await refunds())[0]?.status).toBe('unknown'));
  await workers[0]!.stop();
  workers.push(await startWorker());
  await eventually(async () => expect((await refunds())[0].status).toBe('confirmed'));
  expect((await refunds())[0].attemptCount).toBe(1);
  await eventually(async () => {
    expect((await compareBooks(db)).differences).toEqual([]);
    expect((await compareProcesses(db, temporal.client)).differences).toEqual([]);
  });
});
