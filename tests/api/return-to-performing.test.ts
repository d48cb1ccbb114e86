/** A loan stops performing by itself and returns only when one person proposes it and another agrees; the books follow. */
import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.ts';
import { testApi } from '../support/api.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { seedContactPolicy } from '../support/collections.ts';
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
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
await seedRequestMatrices(db);

const asked = {
  kind: 'return_to_performing',
  reason: 'paid on time since the arrears were cleared',
};
let payments = 0;

async function openLoan(customerId?: string) {
  const given = customerId === undefined ? {} : { customerId };
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, {
    amount: '100000.00',
    ...given,
  });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { body } = await finance.get(`/v1/loans/${loanId}/schedule`);
  const due = body.rows.map(({ dueDate }: { dueDate: string }) => dueDate) as string[];
  return { loanId, due, customerId: accepted.customerId };
}

type Amounts = Record<'penalty' | 'fee' | 'interest' | 'principal', { amount: string }>;

/** Everything that is due today, to the cent. */
async function payDue(loanId: string) {
  const { dueNow } = (await finance.get(`/v1/loans/${loanId}`)).body as { dueNow: Amounts };
  const fen = Object.values(dueNow).reduce(
    (total, { amount }) => total + BigInt(amount.replace('.', '')),
    0n,
  );
  payments += 1;
  const paid = await finance.post(`/v1/loans/${loanId}/payments`, {
    amount: { amount: `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`, currency: 'CNY' },
    provider: 'bank',
    providerReference: `R${payments}`,
  });
  expect(paid.status, JSON.stringify(paid.body)).toBe(201);
  await lookAt(db, loanId);
}

const ask = (loanId: string) => operations.post(`/v1/loans/${loanId}/changes`, asked);

/** 95 days late, cured on that day; then each installment on its due date, up to and with `lastRow`. */
async function cureAndPay(loanId: string, due: readonly string[], lastRow: number) {
  await runUntil(db, loanId, addDays(due[0]!, 95));
  await payDue(loanId);
  for (const date of due.slice(4, lastRow)) {
    await runUntil(db, loanId, date);
    await payDue(loanId);
  }
}

test('a loan that performs has nothing to return from', async () => {
  const { loanId } = await openLoan();
  const { body } = await ask(loanId);
  expect(body).toMatchObject({ code: 'return_not_allowed', reason: 'performing' });
});

test('a loan returns after two due dates and six months on time, and its suspense becomes income', async () => {
  const { loanId, due } = await openLoan();
  await runUntil(db, loanId, addDays(due[0]!, 95));
  expect((await ask(loanId)).body).toMatchObject({ reason: 'past_due' });
  await cureAndPay(loanId, due, 6);
  // Cleared on 20 May: two due dates have passed, six months have not.
  expect((await ask(loanId)).body).toMatchObject({
    reason: 'too_early',
    earliestDate: '2036-11-20',
  });
  for (const date of due.slice(6, 10)) {
    await runUntil(db, loanId, date);
    await payDue(loanId);
  }
  await runUntil(db, loanId, '2036-12-01');
  const before = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(before.nonPerformingSince).toBe(addDays(due[0]!, 91));

  const proposal = await ask(loanId);
  expect(proposal.status, JSON.stringify(proposal.body)).toBe(201);
  const rules = proposal.body.quote.entries.map(({ rule }: { rule: string }) => rule);
  expect(rules).toEqual(['principal_performing', 'suspense_recognized']);
  expect(await approveChange(api, proposal.body.loanChangeId)).toBe('effective');
  await lookAt(db, loanId);

  const after = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(after.nonPerformingSince ?? null).toBeNull();
  expect(await bookDifferences(db, loanId)).toEqual([]);
  const { items } = (await finance.get(`/v1/loans/${loanId}/entries?size=200`)).body;
  const back = items.filter(({ rule }: { rule: string }) => rules.includes(rule)).slice(-2);
  const postings = back.flatMap((entry: { postings: object[] }) => entry.postings);
  expect(postings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ accountCode: '1101', side: 'debit' }),
      expect.objectContaining({ accountCode: '1102', side: 'credit' }),
      expect.objectContaining({ accountCode: '1119', side: 'debit', component: 'interest' }),
      expect.objectContaining({ accountCode: '4101', side: 'credit' }),
    ]),
  );
  // From here on it earns income again, and stops again when it is too long past due.
  await runUntil(db, loanId, due[10]!);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  await runUntil(db, loanId, addDays(due[10]!, 91));
  const again = (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(again.nonPerformingSince).toBe(addDays(due[10]!, 91));
  expect(await bookDifferences(db, loanId)).toEqual([]);
}, 60_000);

test('a loan does not return while another claim on its customer is bad', async () => {
  const { loanId, due, customerId } = await openLoan();
  const other = await openLoan(customerId);
  await cureAndPay(loanId, due, 11);
  await runUntil(db, other.loanId, due[10]!);
  expect((await ask(loanId)).body).toMatchObject({ reason: 'other_claim' });
}, 60_000);
