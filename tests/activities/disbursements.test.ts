/** What becomes of money in flight: lost answers, slow banks, crashes between the row and the call. */
import { expect, test } from 'vitest';
import { createDisbursementActivities } from '../../activities/disbursements.ts';
import { createPaymentRailActivities } from '../../activities/payment-rail.ts';
import { createSimulatedRail } from '../../activities/ports/payment-rail-simulated.ts';
import type { PaymentRail, TransferOrder } from '../../activities/ports/payment-rail.ts';
import { findDisbursement } from '../../db/queries/disbursements.ts';
import { findLoan } from '../../db/queries/loans.ts';
import { testDatabase } from '../support/database.ts';
import {
  keys,
  moveClock,
  seedAcceptedCase,
  seedInstallation,
  seedPolicies,
  startDate,
} from '../support/lending.ts';
import { bookDifferences, runDisbursement, seedReleased } from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);

async function released(amount: string): Promise<string> {
  return seedReleased(db, await seedAcceptedCase(db, branchId, { amount }));
}

/** Counts the orders a rail was given. */
function counted(rail: PaymentRail): PaymentRail & { readonly orders: TransferOrder[] } {
  const orders: TransferOrder[] = [];
  const send = (order: TransferOrder) => {
    orders.push(order);
    return rail.send(order);
  };
  return { ...rail, orders, send };
}

async function statusOf(disbursementId: string) {
  return (await findDisbursement(db, disbursementId))!.status;
}

test.each(['1000.00', '1000.92', '1000.93'])(
  'a transfer of %s is ordered once, whatever the answer does, and books one loan',
  async (amount) => {
    const disbursementId = await released(amount);
    const rail = counted(createSimulatedRail());
    const loanId = await runDisbursement(db, disbursementId, rail);
    expect(loanId).not.toBeNull();
    expect(rail.orders).toHaveLength(1);
    expect(await statusOf(disbursementId)).toBe('confirmed');
    expect(await bookDifferences(db, loanId!)).toEqual([]);
  },
);

test('sendTransfer() called twice orders once, and a second look books nothing more', async () => {
  const disbursementId = await released('2000.00');
  const rail = counted(createSimulatedRail());
  const partner = createPaymentRailActivities({ db, rail, keys });
  await partner.sendTransfer(disbursementId);
  await partner.sendTransfer(disbursementId);
  expect(rail.orders).toHaveLength(1);
  const own = createDisbursementActivities({ db });
  const first = await own.lookAtDisbursement(disbursementId);
  expect(await own.lookAtDisbursement(disbursementId)).toEqual(first);
  const { applicationId } = (await findDisbursement(db, disbursementId))!;
  const loans = await db
    .selectFrom('loan')
    .select('loan_id')
    .where('application_id', '=', applicationId)
    .execute();
  expect(loans).toHaveLength(1);
});

test('a crash between the row and the call is asked about, and told again under the same key', async () => {
  const disbursementId = await released('3000.00');
  await db
    .updateTable('disbursement')
    .set({ status: 'sending' })
    .where('disbursement_id', '=', disbursementId)
    .execute();
  const own = createDisbursementActivities({ db });
  const lost = { kind: 'lose_answer', businessDate: startDate, detail: '' };
  await own.runDisbursementStep(disbursementId, lost);
  expect(await statusOf(disbursementId)).toBe('unknown');
  const rail = counted(createSimulatedRail());
  expect(await runDisbursement(db, disbursementId, rail)).not.toBeNull();
  expect(rail.orders.map(({ transferKey }) => transferKey)).toEqual([
    `disbursement/${disbursementId}`,
  ]);
});

test('a rail that may not know repeats is never told again: people are told instead', async () => {
  const disbursementId = await released('4000.92');
  const rail = counted({
    ...createSimulatedRail(),
    isDeduplicating: false,
    query: async () => ({ outcome: 'not_found' }),
  });
  expect(await runDisbursement(db, disbursementId, rail)).toBeNull();
  expect(rail.orders).toHaveLength(1);
  expect(await statusOf(disbursementId)).toBe('unknown');
  const notices = await db
    .selectFrom('notice')
    .select('template')
    .where('business_key', 'like', `disbursement/${disbursementId}/%`)
    .execute();
  expect(notices.map(({ template }) => template)).toEqual([
    'disbursement_unknown',
    'disbursement_unknown',
  ]);
});

test('a deducted fee lowers what is paid out, one paid apart is charged', async () => {
  const deducted = await seedPolicies(db, { ratePpm: 10_000, timing: 'deducted' });
  const apart = await seedPolicies(db, { ratePpm: 10_000, timing: 'paid_apart' });
  const paidOut = async (policies: typeof deducted) => {
    const accepted = await seedAcceptedCase(db, branchId, { amount: '5000.00', policies });
    const rail = counted(createSimulatedRail());
    const loanId = (await runDisbursement(db, await seedReleased(db, accepted), rail))!;
    expect(await bookDifferences(db, loanId)).toEqual([]);
    return { minor: rail.orders[0]!.amount.minor, loan: (await findLoan(db, loanId))! };
  };
  const first = await paidOut(deducted);
  expect(first.minor).toBe(495_000n);
  expect(first.loan.principalMinor).toBe(500_000n);
  const second = await paidOut(apart);
  expect(second.minor).toBe(500_000n);
  const fees = await db
    .selectFrom('posting')
    .innerJoin('journal_entry', 'journal_entry.journal_entry_id', 'posting.journal_entry_id')
    .select(['account_code', 'amount_minor'])
    .where('loan_id', '=', second.loan.loanId)
    .where('rule', '=', 'fee_charged')
    .execute();
  expect(fees.map(({ amount_minor }) => amount_minor)).toEqual([5_000n, 5_000n]);
});
