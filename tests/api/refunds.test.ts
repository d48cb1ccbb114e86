/** Refunds over HTTP: small ones at once, large ones by their request; what the bank said later is recorded by finance. */
import { expect, test } from 'vitest';
import { saveRefund } from '../../db/queries/refunds.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { keys, moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { approveChange } from '../support/requests.ts';
import {
  bookDifferences,
  lookAt,
  runDisbursement,
  runRefunds,
  seedPayment,
  seedReleased,
} from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const elsewhere = await api.person(['finance'], 'beijing');

const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** A running loan with money held for its borrower. */
async function loanWithCredit(amount: string): Promise<string> {
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: keys.seal('6222020000000000011') })
    .where('customer_id', '=', accepted.customerId)
    .execute();
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  await seedPayment(db, loanId, amount);
  await lookAt(db, loanId);
  return loanId;
}

const ask = (loanId: string, body: object = {}) =>
  operations.post(`/v1/loans/${loanId}/refunds`, body);

async function refundsOf(loanId: string) {
  const { body } = await finance.get(`/v1/loans/${loanId}/refunds`);
  return body.items as { refundId: string; status: string; requestedBy: string }[];
}

async function creditOf(loanId: string) {
  return (await finance.get(`/v1/loans/${loanId}`)).body.creditBalance;
}

test('up to the limit one person gives money back, and the statement shows where it is', async () => {
  const loanId = await loanWithCredit('1000.00');
  const asked = await ask(loanId, { amount: cny('400.00') });
  expect(asked).toMatchObject({ status: 201, body: { status: 'confirmed', requestId: null } });
  expect((await ask(loanId)).body.code).toBe('in_progress');
  await lookAt(db, loanId);
  expect(await creditOf(loanId)).toEqual(cny('600.00'));
  expect(await runRefunds(db, loanId)).toEqual(['confirmed']);
  expect((await refundsOf(loanId))[0]).toMatchObject({ requestedBy: operations.officerId });
  const { lines } = (await finance.get(`/v1/loans/${loanId}/statement`)).body;
  const kinds = lines.map(({ kind, amount }: { kind: string; amount: object }) => [kind, amount]);
  expect(kinds.slice(-2)).toEqual([
    ['refund_sent', cny('0.00')],
    ['refund_paid', cny('400.00')],
  ]);
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('a large refund needs its request, also in small pieces', async () => {
  const loanId = await loanWithCredit('2500.00');
  const large = await ask(loanId, { amount: cny('1000.01') });
  expect(large, JSON.stringify(large.body)).toMatchObject({
    status: 201,
    body: { status: 'quoted' },
  });
  expect(await approveChange(api, large.body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);
  expect(await runRefunds(db, loanId)).toEqual(['confirmed']);
  expect((await ask(loanId, { amount: cny('600.00') })).body.status).toBe('confirmed');
  await lookAt(db, loanId);
  expect((await ask(loanId, { amount: cny('600.00') })).body.status).toBe('quoted');
  expect(await bookDifferences(db, loanId)).toEqual([]);
});

test('more than is held, nothing at all and a loan of another branch are refused', async () => {
  const loanId = await loanWithCredit('100.00');
  expect((await ask(loanId, { amount: cny('100.01') })).body.code).toBe('refund_exceeds_credit');
  expect((await ask(loanId, { amount: { amount: '1.00', currency: 'USD' } })).body.code).toBe(
    'currency_mismatch',
  );
  expect((await elsewhere.post(`/v1/loans/${loanId}/refunds`, {})).status).toBe(404);
  expect((await elsewhere.get(`/v1/loans/${loanId}/refunds`)).status).toBe(404);
  const empty = await loanWithCredit('1.00');
  await ask(empty);
  await lookAt(db, empty);
  expect((await ask(empty)).body.code).toBe('amount_not_positive');
});

test('a lost answer is said by another person, and money that came back is held again', async () => {
  const loanId = await loanWithCredit('300.00');
  const both = await api.person(['operations', 'finance']);
  await both.post(`/v1/loans/${loanId}/refunds`, {});
  await lookAt(db, loanId);
  const { refundId } = (await refundsOf(loanId))[0]!;
  const path = `/v1/refunds/${refundId}`;
  const said = { outcome: 'confirmed', reference: 'B-77', comment: 'on the statement of today' };
  expect((await finance.post(`${path}/reconciliations`, said)).body.code).toBe(
    'illegal_transition',
  );
  const setStatus = (status: 'sending' | 'unknown') =>
    db.transaction().execute((trx) => saveRefund(trx, refundId, { status }));
  await setStatus('sending');
  expect((await finance.post(`${path}/reconciliations`, said)).body.code).toBe('money_in_flight');
  await setStatus('unknown');
  expect((await both.post(`${path}/reconciliations`, said)).body.code).toBe('four_eyes');
  expect((await elsewhere.post(`${path}/reconciliations`, said)).status).toBe(404);
  const later = { ...said, effectiveDate: '2099-01-01' };
  expect((await finance.post(`${path}/reconciliations`, later)).body.code).toBe('date_in_future');
  expect((await finance.post(`${path}/reconciliations`, said)).status).toBe(201);
  expect(await runRefunds(db, loanId)).toEqual(['confirmed']);
  expect(await bookDifferences(db, loanId)).toEqual([]);

  const back = { railCode: 'AC06', comment: 'account blocked' };
  expect((await finance.post(`${path}/returns`, back)).body.status).toBe('returned');
  expect((await finance.post(`${path}/returns`, back)).body.code).toBe('illegal_transition');
  await lookAt(db, loanId);
  expect(await creditOf(loanId)).toEqual(cny('300.00'));
  expect(await bookDifferences(db, loanId)).toEqual([]);
  expect((await finance.get(path)).body).toMatchObject({ refusalCode: 'AC06' });
});
