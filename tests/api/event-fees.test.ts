/** Fees that a change brings with it by rule of the product: quoted, approved and posted with the change. */
import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
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
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });
const caps = { perCharge: null, perInstallment: null, perYear: null, perLoanPpm: null };
const fees = [
  {
    code: 'returned_payment',
    timing: 'on_returned_payment',
    amount: { kind: 'fixed', amount: cny('25.00') },
    caps: { ...caps, perYear: cny('25.00') },
  },
  {
    code: 'extension_fee',
    timing: 'on_extension',
    amount: { kind: 'share', of: 'outstanding_principal', ppm: 1_000 },
    caps,
  },
  {
    code: 'restructure_fee',
    timing: 'on_restructure',
    amount: { kind: 'fixed', amount: cny('50.00') },
    caps,
  },
] as const;

async function openLoan() {
  const arrangement = { ratePpm: 0, timing: 'paid_apart' } as const;
  const policies = await seedPolicies(db, arrangement, { fees });
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', policies });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  return { loanId, due: rows.map(({ dueDate }: { dueDate: string }) => dueDate) as string[] };
}

let references = 0;
async function pay(loanId: string, amount: string, rest: object = {}) {
  references += 1;
  const sent = { amount: cny(amount), provider: 'bank', providerReference: `E${references}` };
  const { body } = await finance.post(`/v1/loans/${loanId}/payments`, { ...sent, ...rest });
  await lookAt(db, loanId);
  return body.paymentId as string;
}

/** Approved and recorded; the answer is the fees the change carried, by code and amount. */
async function change(loanId: string, asked: object): Promise<string[]> {
  const { status, body } = await operations.post(`/v1/loans/${loanId}/changes`, asked);
  expect(status, JSON.stringify(body)).toBe(201);
  expect(await approveChange(api, body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  type Charge = { kind: string; code: string; amount: { amount: string } };
  return (body.events as Charge[])
    .filter(({ kind }) => kind === 'charge')
    .map(({ code, amount }) => `${code} ${amount.amount}`);
}

const terms = (given: object) => ({ kind: 'terms_change', reason: 'asked', change: given });

test('a returned payment, an extension and a restructure bring their fees with them', async () => {
  const { loanId, due } = await openLoan();
  const extension = terms({ type: 'extension', extraInstallments: 1 });
  expect(await change(loanId, extension)).toEqual(['extension_fee 100.00']);
  await runUntil(db, loanId, due[0]!);
  const paymentId = await pay(loanId, '9000.00');
  const reversal = { kind: 'payment_reversal', paymentId, reason: 'returned', railCode: 'AC04' };
  expect(await change(loanId, reversal)).toEqual(['returned_payment 25.00']);
  await runUntil(db, loanId, addDays(due[0]!, 1));
  const restructure = {
    type: 'restructure',
    installments: 12,
    arrears: { interest: 'capitalize', penalty: 'capitalize', fee: 'capitalize' },
  };
  expect(await change(loanId, terms(restructure))).toEqual(['restructure_fee 50.00']);
  const { dueNow } = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(dueNow.fee).toEqual(cny('50.00'));
});

test('a payment recorded twice costs nothing, and a cap leaves nothing of a second return', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, due[0]!);
  const twice = await pay(loanId, '100.00');
  const reversal = { kind: 'payment_reversal', paymentId: twice, reason: 'duplicate' };
  expect(await change(loanId, reversal)).toEqual([]);
  for (const expected of [['returned_payment 25.00'], []]) {
    const paymentId = await pay(loanId, '100.00');
    const returned = { kind: 'payment_reversal', paymentId, reason: 'returned' };
    expect(await change(loanId, returned)).toEqual(expected);
  }
});

test('a payoff that comes back reopens the loan with its fee', async () => {
  const { loanId } = await openLoan();
  const quote = (await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {})).body;
  const paymentId = await pay(loanId, quote.amount.amount, { purpose: 'payoff' });
  expect((await finance.get(`/v1/loans/${loanId}`)).body.status).toBe('closed');
  const returned = { kind: 'payment_reversal', paymentId, reason: 'returned' };
  expect(await change(loanId, returned)).toEqual(['returned_payment 25.00']);
  const loan = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(loan).toMatchObject({ status: 'active', outstanding: cny('100000.00') });
});
