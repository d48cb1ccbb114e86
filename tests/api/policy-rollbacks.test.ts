/** Going back to an earlier version, and how many cases still go by each. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createVersionActivities } from '../../activities/versions.ts';
import { newId } from '../../db/ids.ts';
import { readClock } from '../../db/queries/clock.ts';
import { insertInitialPolicies } from '../../db/queries/installation.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { seedCustomer } from '../support/lending.ts';
import { versionDesk } from '../support/version-desk.ts';

const api = await testApi();
const { db } = api;
const author = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const versions = createVersionActivities({ db });
const path = '/v1/policy-versions';
const { act, goOn, confirm, tomorrow, passDays } = versionDesk(api, second);

function seed(name: string) {
  return JSON.parse(readFileSync(new URL(`../../db/seed/${name}.json`, import.meta.url), 'utf8'));
}

const product = seed('product-consumer');
const policies = [
  { kind: 'product', name: 'consumer', content: product },
  { kind: 'scorecard', name: product.scorecard, content: seed('scorecard-expert') },
  { kind: 'matrix', name: product.matrix, content: seed('matrix-retail-cn') },
] as const;
const { businessDate } = await readClock(db);
await db.transaction().execute((trx) => insertInitialPolicies(trx, policies, businessDate));
await seedRequestMatrices(db);

async function draftProduct(change: object, name: string) {
  const content = { ...product, code: name, ...change };
  const { status, body } = await author.post(path, { kind: 'product', name, content });
  expect([status, body.status]).toEqual([201, 'draft']);
  return body;
}

test('a version that was in force comes back as a new one that a second person confirms', async () => {
  const name = 'rolled';
  const versionsOf = async () =>
    (await author.get(`${path}?kind=product&name=${name}`)).body.items as {
      policyVersionId: string;
      status: string;
    }[];
  for (const offerDays of [10, 20]) {
    const draft = await draftProduct({ offerDays }, name);
    const effectiveDate = await tomorrow();
    const submitted = await act(author, draft, 'submit', { effectiveDate });
    await confirm(submitted.body);
    await passDays(1);
    await versions.runVersionStep(draft.policyVersionId, {
      kind: 'activate',
      businessDate: effectiveDate,
      detail: '',
    });
  }
  const [inForce, before] = await versionsOf();
  const wish = { effectiveDate: await tomorrow(), reason: 'offers were too long' };
  const still = await author.post(`${path}/${inForce!.policyVersionId}/rollbacks`, wish);
  expect([still.status, still.body.code]).toEqual([409, 'illegal_transition']);
  const early = { ...wish, effectiveDate: (await readClock(db)).businessDate };
  const tooEarly = await author.post(`${path}/${before!.policyVersionId}/rollbacks`, early);
  expect(tooEarly.body.code).toBe('effective_date_too_early');
  const { status, body } = await author.post(`${path}/${before!.policyVersionId}/rollbacks`, wish);
  expect([status, body.status, body.content.offerDays]).toEqual([201, 'pending_second_person', 10]);
  await goOn(body);
  expect((await act(author, body, 'confirm')).body.code).toBe('four_eyes');
  expect((await confirm(body)).body.status).toBe('scheduled');
  const said = await db
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'policy_version.rolled_back')
    .executeTakeFirstOrThrow();
  expect(said.after).toMatchObject({ copyOfId: before!.policyVersionId, reason: wish.reason });
});

test('the list counts the cases under way by version', async () => {
  const active = await findActiveVersion(db, 'product', 'consumer');
  const countOf = async () => {
    const { body } = await author.get(`${path}?kind=product&name=consumer&status=active`);
    return body.items[0].openCaseCount;
  };
  expect(await countOf()).toBe(0);
  const pinned = await findActiveVersion(db, 'matrix', product.matrix);
  const customerId = await seedCustomer(db, {
    branchId: officer.branchId,
    managerId: officer.officerId,
  });
  for (const status of ['in_review', 'booked'] as const) {
    await db
      .insertInto('application')
      .values({
        application_id: newId(),
        number: status,
        customer_id: customerId,
        branch_id: officer.branchId,
        status,
        product_version_id: active!.policyVersionId,
        matrix_version_id: pinned!.policyVersionId,
        scorecard_version_id: pinned!.policyVersionId,
        amount_minor: 1n,
        currency: 'CNY',
        content: '{}',
        created_by: officer.officerId,
        account_manager_id: officer.officerId,
        created_date: '2026-01-01',
        changed_date: '2026-01-01',
      } as never)
      .execute();
  }
  expect(await countOf()).toBe(1);
});
