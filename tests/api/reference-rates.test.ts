/** Published rates over HTTP, and the loans, offers and previews that follow them. */
import { expect, test } from 'vitest';
import { createApprovalActivities } from '../../activities/approvals.ts';
import { newId } from '../../db/ids.ts';
import { findActiveVersion, retireActiveVersion } from '../../db/queries/policy-versions.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { testApi } from '../support/api.ts';
import { openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock, runningTerms, seedAcceptedCase } from '../support/lending.ts';
import { lookAt, runDisbursement, runUntil, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const admin = await api.person(['admin'], 'head_office');
const otherAdmin = await api.person(['admin'], 'head_office');
const riskManager = await api.person(['risk_manager'], 'head_office');
const finance = await api.person(['finance']);
const officer = await api.person(['loan_officer']);
const first = await api.person(['credit_officer']);
const second = await api.person(['credit_officer']);

const all = '/v1/reference-rates';
const value = (effectiveDate: string, ratePpm: number) => ({
  reference: 'lpr_1y',
  effectiveDate,
  ratePpm,
  source: '全国银行间同业拆借中心公告',
});

async function publish(effectiveDate: string, ratePpm: number): Promise<void> {
  const entered = await admin.post(all, value(effectiveDate, ratePpm));
  const confirmation = `${all}/${entered.body.referenceRateId}/confirmations`;
  expect((await riskManager.post(confirmation)).status).toBe(201);
}

const floating = {
  reference: 'lpr_1y',
  spreadPpm: 42_000,
  repricingDay: 'monthly',
  referencePpm: 30_000,
  referenceDate: '2025-05-20',
} as const;

test('a published rate is entered by one person and settled by another, once', async () => {
  expect((await finance.post(all, value('2036-01-21', 29_000))).status).toBe(403);
  const entered = await admin.post(all, value('2036-01-21', 29_000));
  expect(entered).toMatchObject({
    status: 201,
    body: { status: 'entered', number: 1, actions: [] },
  });
  const one = `${all}/${entered.body.referenceRateId}`;
  expect((await admin.post(`${one}/confirmations`)).body.code).toBe('four_eyes');
  const { items } = (await otherAdmin.get(`${all}?status=entered`)).body;
  expect(items).toMatchObject([{ ratePpm: 29_000, actions: ['reference-rate.confirm'] }]);
  const confirmed = await otherAdmin.post(`${one}/confirmations`);
  expect(confirmed.body).toMatchObject({ status: 'confirmed', settledDate: '2036-02-13' });
  const again = await riskManager.post(`${one}/rejections`);
  expect(again).toMatchObject({ status: 409, body: { code: 'reference_rate_not_open' } });

  const corrected = await admin.post(all, value('2036-01-21', 19_000));
  expect(corrected.body).toMatchObject({ number: 2, status: 'entered' });
  const rejected = await admin.post(`${all}/${corrected.body.referenceRateId}/rejections`);
  expect(rejected.body).toMatchObject({ status: 'rejected' });
  const list = (await officer.get(`${all}?reference=lpr_1y&status=confirmed&size=2`)).body;
  expect(list.items).toMatchObject([
    { effectiveDate: '2036-01-21', number: 1, ratePpm: 29_000 },
    { effectiveDate: '2025-05-20', number: 1, ratePpm: 30_000, enteredBy: null },
  ]);
});

test.each([
  [{ ratePpm: 0 }, '/ratePpm'],
  [{ effectiveDate: '2036-02-30' }, '/effectiveDate'],
  [{ reference: 'libor' }, '/reference'],
])('a value that is none is refused: %o', async (broken, pointer) => {
  const { status, body } = await admin.post(all, { ...value('2036-01-21', 29_000), ...broken });
  expect(status).toBe(422);
  expect(body.errors[0]).toMatchObject({ pointer });
});

test('a loan shows what it follows and when, and hears of a rate that came too late for it', async () => {
  const terms = { ...runningTerms, floating };
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', terms });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const shown = async () => (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(await shown()).toMatchObject({
    annualRatePpm: 72_000,
    floating: { ...floating, nextRepricingDate: '2036-03-13' },
  });
  await runUntil(db, loanId, '2036-03-20');
  expect(await shown()).toMatchObject({
    annualRatePpm: 71_000,
    floating: { nextRepricingDate: '2036-04-13' },
  });
  await publish('2036-03-10', 27_000);
  const line = await db
    .selectFrom('outbox')
    .select('name')
    .where('workflow_id', '=', `loan/${loanId}`)
    .where('action', '=', 'signal')
    .executeTakeFirst();
  expect(line).toEqual({ name: 'loanChanged' });
  await lookAt(db, loanId);
  expect(await shown()).toMatchObject({ annualRatePpm: 69_000 });
  const { items } = (await finance.get(`/v1/loans/${loanId}/events`)).body;
  expect(items.at(-1)).toMatchObject({
    kind: 'rate_change',
    effectiveDate: '2036-03-13',
    payload: {
      referenceRate: { reference: 'lpr_1y', effectiveDate: '2036-03-10', ratePpm: 27_000 },
    },
  });
  const plain = await seedAcceptedCase(db, shanghai, { amount: '100000.00' });
  const fixedId = (await runDisbursement(db, await seedReleased(db, plain)))!;
  expect((await finance.get(`/v1/loans/${fixedId}`)).body.floating).toBeNull();
});

/** The consumer product, from now on with a floating rate. */
async function floatConsumerProduct(): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const active = (await findActiveVersion(trx, 'product', 'consumer'))!;
    await retireActiveVersion(trx, active);
    const { reference, spreadPpm, repricingDay } = floating;
    const content: ProductContent = {
      ...(active.content as ProductContent),
      floatingRate: { reference, spreadPpm, repricingDay },
    };
    await trx
      .insertInto('policy_version')
      .values({
        policy_version_id: newId(),
        kind: 'product',
        name: 'consumer',
        number: 2,
        status: 'active',
        content: JSON.stringify(content),
        content_hash: 'floating',
        author_id: null,
        confirmed_by_id: null,
        effective_date: '2036-02-13',
        activated_at: null,
      })
      .execute();
  });
}

test('an offer of a floating product names rate, reference and spread as of its day', async () => {
  await floatConsumerProduct();
  const steps = createApprovalActivities({ db });
  const { applicationId } = await submitCase(api, officer);
  const { approvalId, stageId } = await openStage(db, applicationId);
  const approve = { answer: 'approve', comment: null };
  await first.post(`/v1/stages/${stageId}/votes`, approve);
  const next = await steps.openNextStage(approvalId);
  await second.post(`/v1/stages/${next.stageId}/votes`, approve);
  await steps.openNextStage(approvalId);
  const { body: offer } = await officer.get(`/v1/applications/${applicationId}/offer`);
  const started = { referencePpm: 27_000, referenceDate: '2036-03-10' };
  expect(offer).toMatchObject({
    annualRatePpm: 69_000,
    floating: { ...floating, ...started },
    terms: { annualRatePpm: 69_000, floating: { ...floating, ...started } },
  });
});

test('a preview prices a floating rate by an assumed reference, or by the one in force', async () => {
  const { reference, spreadPpm, repricingDay } = floating;
  const ask = (assumed: object, rest: object = {}) =>
    officer.post('/v1/schedule-previews', {
      terms: {
        currency: 'CNY',
        method: 'equal_installment',
        installments: 12,
        floating: { reference, spreadPpm, repricingDay, ...assumed },
        ...rest,
      },
      disbursements: [{ date: '2026-01-15', amount: { amount: '100000.00', currency: 'CNY' } }],
    });
  const assumed = (await ask({ referencePpm: 18_000 })).body;
  expect(assumed.floating).toMatchObject({
    referencePpm: 18_000,
    referenceDate: null,
    annualRatePpm: 60_000,
    firstRepricingDate: '2026-02-15',
  });
  expect(assumed.rows[0].interest.amount).toBe('500.00');
  const inForce = (await ask({})).body;
  expect(inForce.floating).toMatchObject({ referencePpm: 30_000, referenceDate: '2025-05-20' });
  expect(inForce.level.amount).toBe('8661.90');
  const unpriced = await ask({}, { floating: undefined });
  expect(unpriced).toMatchObject({ status: 422, body: { code: 'request_invalid' } });
  const fixed = await ask({}, { floating: undefined, annualRatePpm: 72_000 });
  expect(fixed.body).toMatchObject({ floating: null, level: { amount: '8661.90' } });
});
