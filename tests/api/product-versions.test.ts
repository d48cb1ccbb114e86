/**
 * A product from draft to force, and the loans that go by it: one administrator writes, another agrees, it holds from
 * its date on. An application pins what is in force when it is submitted, and its loan keeps that version for life.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVersionActivities } from '../../activities/versions.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { projectRoot } from '../../ops/data-folder.ts';
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase } from '../support/lending.ts';
import { lookAt, runDisbursement, runUntil, seedReleased } from '../support/servicing.ts';
import { versionDesk } from '../support/version-desk.ts';

const api = await testApi();
const { db } = api;
const today = '2036-02-13';
await moveClock(db, today);
await seedPoliciesAndCalendar(db);
await seedContactPolicy(db, today);
const author = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const finance = await api.person(['finance']);
const path = '/v1/policy-versions';
const { act, goOn, tomorrow } = versionDesk(api, second);

const file = join(projectRoot, 'db', 'seed', 'product-consumer.json');
const product = JSON.parse(readFileSync(file, 'utf8'));
const cny = (amount: string) => ({ amount, currency: 'CNY' });

async function draftOf(content: object) {
  return author.post(path, { kind: 'product', name: 'consumer', content });
}

/** What an application submitted now pins. */
async function pinnedNow(): Promise<string> {
  const { applicationId } = await submitCase(api, officer);
  const row = await db
    .selectFrom('application')
    .select('product_version_id')
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  return row.product_version_id!;
}

/** A loan of a version that has paid its first row, and what it says to a prepayment of 3,000.00. */
async function prepayOn(versionId: string): Promise<string> {
  const policies = { product: versionId, matrix: versionId, scorecard: versionId };
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', policies });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const { rows } = (await finance.get(`/v1/loans/${loanId}/schedule`)).body;
  await runUntil(db, loanId, rows[0].dueDate);
  const pay = (amount: string, rest: object) =>
    finance.post(`/v1/loans/${loanId}/payments`, {
      amount: cny(amount),
      provider: 'bank',
      providerReference: `${loanId}/${amount}`,
      ...rest,
    });
  await pay('8661.90', {});
  await lookAt(db, loanId);
  const { status, body } = await pay('3000.00', { purpose: 'prepayment' });
  return status === 201 ? 'taken' : `${body.code} ${body.reason}`;
}

test('a waterfall that forgets or repeats a component is refused by name, in both languages', async () => {
  const [pastDue, ...others] = product.terms.waterfalls.standard.buckets;
  const without = (components: string[]) => {
    const buckets = [{ ...pastDue, components }, ...others];
    const standard = { ...product.terms.waterfalls.standard, buckets };
    const waterfalls = { ...product.terms.waterfalls, standard };
    return { ...product, terms: { ...product.terms, waterfalls } };
  };
  const forgotten = await draftOf(without(['fee', 'penalty', 'interest']));
  expect(forgotten).toMatchObject({
    status: 422,
    body: {
      code: 'waterfall_incomplete',
      situation: 'standard',
      timing: 'past_due',
      missing: ['principal'],
    },
  });
  const repeated = await draftOf(without(['fee', 'fee', 'penalty', 'interest', 'principal']));
  expect(repeated.body).toMatchObject({ code: 'waterfall_incomplete', repeated: ['fee'] });
  const draft = await draftOf(product);
  const edited = await author.put(
    `${path}/${draft.body.policyVersionId}`,
    { content: without(['fee']) },
    { version: draft.body.version },
  );
  expect(edited.body.code).toBe('waterfall_incomplete');
  const kept = await author.get(`${path}/${draft.body.policyVersionId}`);
  expect(kept.body.content.terms).toEqual(product.terms);
  for (const [language, title] of [
    ['en', 'Waterfall forgets or repeats a component'],
    ['zh-CN', '冲账顺序遗漏或重复了款项'],
  ] as const) {
    const texts = JSON.parse(
      readFileSync(join(projectRoot, 'locales', language, 'errors.json'), 'utf8'),
    );
    expect(JSON.stringify(texts)).toContain(title);
  }
});

test('a new version holds from its date on, for new applications and never for old loans', async () => {
  const old = (await findActiveVersion(db, 'product', 'consumer'))!;
  expect(await pinnedNow()).toBe(old.policyVersionId);

  const { servicing } = product;
  const prepayment = { ...servicing.prepayment, minimum: cny('5000.00') };
  const draft = await draftOf({ ...product, servicing: { ...servicing, prepayment } });
  expect([draft.status, draft.body.status]).toEqual([201, 'draft']);
  const findings = await author.get(`${path}/${draft.body.policyVersionId}/findings`);
  expect(findings.body.mayBeSubmitted).toBe(true);
  const effectiveDate = await tomorrow();
  const submitted = await act(author, draft.body, 'submit', { effectiveDate });
  expect(submitted.body.status).toBe('pending_second_person');
  await goOn(submitted.body);
  const own = await act(author, submitted.body, 'confirm');
  expect([own.status, own.body.code]).toEqual([403, 'four_eyes']);
  const stranger = await act(officer, submitted.body, 'confirm');
  expect(stranger.status).toBe(403);
  expect((await act(second, submitted.body, 'confirm')).status).toBe(201);
  await goOn(submitted.body);

  // Agreed to and not yet in force: today's applications go by the old version.
  const id = draft.body.policyVersionId as string;
  expect(await pinnedNow()).toBe(old.policyVersionId);
  const versions = createVersionActivities({ db });
  const waiting = await versions.lookAtVersion(id);
  expect(waiting.next).toMatchObject({ kind: 'activate', businessDate: effectiveDate });
  await moveClock(db, effectiveDate);
  await versions.runVersionStep(id, waiting.next!);
  expect((await findActiveVersion(db, 'product', 'consumer'))!.policyVersionId).toBe(id);
  expect(await pinnedNow()).toBe(id);
  // The rules in force when it was submitted hold for the life of each loan.
  expect(await prepayOn(old.policyVersionId)).toBe('taken');
  expect(await prepayOn(id)).toBe('prepayment_not_allowed below_minimum');
}, 60_000);

test('a draft of a product says what a borrower would pay, beside the version in force', async () => {
  const asked = { amount: cny('100000.00'), installmentCount: 12, method: 'equal_installment' };
  const ask = (change: object, rest: object = {}) =>
    officer.post('/v1/product-previews', {
      content: { ...product, ...change },
      ...asked,
      ...rest,
    });
  const dearer = await ask({ annualRatePpm: product.annualRatePpm + 12_000 });
  expect(dearer.status, JSON.stringify(dearer.body)).toBe(200);
  const { draft, inForce } = dearer.body;
  expect(draft.annualRatePpm - inForce.annualRatePpm).toBe(12_000);
  expect(draft.rows).toHaveLength(12);
  expect(Number(draft.totals.interest.amount)).toBeGreaterThan(
    Number(inForce.totals.interest.amount),
  );
  // A typed member that does not fit is named; so is what the product does not offer.
  const pointers = async (change: object, rest: object = {}) => {
    const { status, body } = await ask(change, rest);
    return [status, body.errors?.map(({ pointer }: { pointer: string }) => pointer)];
  };
  expect(await pointers({ annualRatePpm: -1 })).toEqual([422, ['/content/annualRatePpm']]);
  expect(await pointers({}, { installmentCount: 599 })).toEqual([422, ['/installmentCount']]);
  expect(await pointers({}, { amount: cny('1.00') })).toEqual([422, ['/amount']]);
  // What is in force may be offered otherwise than the draft.
  const longer = { installmentCount: { from: 3, to: 240 } };
  const only = await ask(longer, { installmentCount: 240 });
  expect([only.status, only.body.inForce]).toEqual([200, null]);
});

test('the list of products counts the loans signed under each version', async () => {
  const active = (await findActiveVersion(db, 'product', 'consumer'))!;
  const { body } = await officer.get('/v1/product-versions?code=consumer&size=20');
  expect(body.items).toHaveLength(body.total);
  const counts = await db
    .selectFrom('loan')
    .select((row) => ['product_version_id', row.fn.countAll<bigint>().as('count')])
    .groupBy('product_version_id')
    .execute();
  for (const item of body.items) {
    const own = counts.find((row) => row.product_version_id === item.policyVersionId);
    expect(item.loanCount).toBe(Number(own?.count ?? 0n));
  }
  expect(body.items).toContainEqual(
    expect.objectContaining({
      policyVersionId: active.policyVersionId,
      status: 'active',
      names: product.names,
      methods: product.methods,
      loanCount: 1,
    }),
  );
  const retired = await officer.get('/v1/product-versions?status=retired&size=20');
  expect(retired.body.items.map(({ status }: { status: string }) => status)).toEqual(['retired']);
});
