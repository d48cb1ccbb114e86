/** What a personal limit is compared with where the decision falls: what would be owed today, by the matrix's basis. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { insertInitialPolicies } from '../../db/queries/installation.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { fromWireMoney } from '../../domain/money.ts';
import { testApi, type Person } from '../support/api.ts';
import { cny, openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);
const steps = createApprovalActivities({ db });

const approve = (person: Person, stageId: string | null) =>
  person.post(`/v1/stages/${stageId}/votes`, { answer: 'approve' });

async function caseInReview(changes: Record<string, unknown> = {}) {
  const { applicationId } = await submitCase(api, officer, changes);
  return { applicationId, ...(await openStage(db, applicationId)) };
}

test('castVote() counts what the customer has asked for since against the personal limit', async () => {
  const { applicationId, approvalId, stageId } = await caseInReview();
  const { body } = await officer.get(`/v1/applications/${applicationId}`);
  const limit = fromWireMoney(body.amount).minor;
  await db
    .updateTable('officer')
    .set({ limit_minor: limit, limit_currency: 'CNY' })
    .where('officer_id', '=', second.officerId)
    .execute();
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  const more = await submitCase(api, officer);
  await db
    .updateTable('application')
    .set({ customer_id: body.customerId })
    .where('application_id', '=', more.applicationId)
    .execute();
  expect(await approve(second, last.stageId)).toMatchObject({
    status: 403,
    body: { code: 'authority_exceeded', limit: body.amount },
  });
  await db
    .updateTable('officer')
    .set({ limit_minor: null, limit_currency: null })
    .where('officer_id', '=', second.officerId)
    .execute();
  expect((await approve(second, last.stageId)).status).toBe(201);
});

/** The seeded product and matrix once more, with bands for what the whole group would owe. */
async function makeGroupProduct(): Promise<string> {
  const code = 'group';
  const product = (await findActiveVersion(db, 'product', 'consumer'))!.content as object;
  const matrix = (await findActiveVersion(db, 'matrix', 'retail-cn'))!.content as MatrixContent;
  const rows = matrix.rows.map((row) => ({ ...row, products: [code] }));
  const versions = [
    { kind: 'product', name: code, content: { ...product, code, matrix: code } },
    {
      kind: 'matrix',
      name: code,
      content: { ...matrix, name: code, rows, amountBasis: 'group_exposure' },
    },
  ];
  await db.transaction().execute(async (trx) => {
    await insertInitialPolicies(trx, versions as never, '2036-02-13');
  });
  return code;
}

test('castVote() counts what a related customer has asked for since, where the matrix counts the group', async () => {
  const product = await makeGroupProduct();
  const { applicationId, approvalId, stageId } = await caseInReview({ product });
  const { body } = await officer.get(`/v1/applications/${applicationId}`);
  const limitTo = (limit_minor: bigint | null) =>
    db
      .updateTable('officer')
      .set({ limit_minor, limit_currency: limit_minor === null ? null : 'CNY' })
      .where('officer_id', '=', second.officerId)
      .execute();
  await limitTo(fromWireMoney(body.amount).minor);
  await approve(first, stageId);
  const last = await steps.openNextStage(approvalId);
  const spouse = await submitCase(api, officer, { product });
  const seen = async () => (await second.get(`/v1/stages/${last.stageId}`)).body.actions;
  const approval = { action: 'approve', allowed: true };
  expect(await seen()).toContainEqual(expect.objectContaining(approval));
  await db
    .insertInto('customer_relation')
    .values({
      customer_id: body.customerId,
      related_customer_id: spouse.customerId,
      kind: 'spouse',
      share_ppm: null,
    })
    .execute();
  // The task says so beforehand, and the vote is refused.
  expect(await seen()).not.toContainEqual(expect.objectContaining(approval));
  expect(await approve(second, last.stageId)).toMatchObject({
    status: 403,
    body: { code: 'authority_exceeded', limit: body.amount, amount: cny('40000.00') },
  });
  await limitTo(4_000_000n);
  expect((await approve(second, last.stageId)).status).toBe(201);
  await limitTo(null);
});
