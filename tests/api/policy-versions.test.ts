/** One person writes, another confirms, the process puts it in force: over HTTP and on the process's own activities. */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { createVersionActivities } from '../../activities/versions.ts';
import { newId } from '../../db/ids.ts';
import { listRequestsOf } from '../../db/queries/approval-requests.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { insertInitialPolicies } from '../../db/queries/installation.ts';
import { readClock } from '../../db/queries/clock.ts';
import { addDays } from '../../domain/calendar.ts';
import { roles } from '../../domain/roles.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { seedOfficer } from '../support/lending.ts';
import { versionDesk } from '../support/version-desk.ts';

const api = await testApi();
const { db } = api;
const author = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const versions = createVersionActivities({ db });
const path = '/v1/policy-versions';
const { act, goOn, confirm, tomorrow, passDays } = versionDesk(api, second);

async function seed(name: string) {
  const url = new URL(`../../db/seed/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8'));
}

const matrix = await seed('matrix-retail-cn');
const product = await seed('product-consumer');
const business = await seed('product-business');
const floating = await seed('product-business-lpr');
const scorecard = await seed('scorecard-expert');

beforeAll(async () => {
  await seedRequestMatrices(db);
  const { businessDate } = await readClock(db);
  await db.transaction().execute((trx) =>
    insertInitialPolicies(
      trx,
      [
        { kind: 'product', name: 'consumer', content: product },
        { kind: 'product', name: 'business', content: business },
        { kind: 'product', name: 'business_lpr', content: floating },
        {
          kind: 'scorecard',
          name: product.scorecard,
          content: { ...scorecard, name: product.scorecard },
        },
        { kind: 'matrix', name: product.matrix, content: { ...matrix, name: product.matrix } },
      ],
      businessDate,
    ),
  );
});

async function draftProduct(change: object = {}, name = 'consumer') {
  const content = { ...product, code: name, ...change };
  const { status, body } = await author.post(path, { kind: 'product', name, content });
  expect([status, body.status]).toEqual([201, 'draft']);
  return body;
}

/** People who hold every role in a branch. */
async function seedPeople(branchId: string, count: number): Promise<void> {
  const people = await Promise.all(Array.from({ length: count }, () => seedOfficer(db, branchId)));
  const grants = people.flatMap((officer_id) =>
    roles.map((role) => ({ role_grant_id: newId(), officer_id, role, branch_id: branchId })),
  );
  await db.insertInto('role_grant').values(grants).execute();
}

test('the policies an installation is seeded with fit their schemas', async () => {
  for (const [kind, name, content] of [
    ['product', 'business', business],
    ['scorecard', scorecard.name, scorecard],
    ['matrix', matrix.name, matrix],
    ['reminder_plan', 'standard', { reminders: [{ daysBefore: 7, channels: ['push'] }] }],
  ]) {
    const { status, body } = await author.post(path, { kind, name, content });
    expect([name, status, body.errors]).toEqual([name, 201, undefined]);
  }
});

test('a version is confirmed by another person and in force from its date on', async () => {
  const draft = await draftProduct({ annualRatePpm: 120_000 });
  const effectiveDate = await tomorrow();
  const submitted = await act(author, draft, 'submit', { effectiveDate });
  expect(submitted.body).toMatchObject({ status: 'pending_second_person', effectiveDate });

  expect((await act(second, submitted.body, 'confirm')).body.code).toBe('stage_not_open');
  await goOn(submitted.body);
  const own = await act(author, submitted.body, 'confirm');
  expect([own.status, own.body.code]).toEqual([403, 'four_eyes']);

  const confirmed = await confirm(submitted.body);
  expect(confirmed.body).toMatchObject({ status: 'scheduled', confirmedById: second.officerId });

  const id = draft.policyVersionId;
  const waiting = await versions.lookAtVersion(id);
  expect(waiting).toMatchObject({
    status: 'open',
    nextAt: `${addDays(effectiveDate, -1)}T16:00:00.000Z`,
    next: { kind: 'activate', businessDate: effectiveDate },
  });
  const former = await findActiveVersion(db, 'product', 'consumer');
  await passDays(1);
  const ended = { status: 'ended', nextAt: null, next: null };
  expect(await versions.runVersionStep(id, waiting.next!)).toEqual(ended);
  expect(await versions.runVersionStep(id, waiting.next!)).toEqual(ended);

  const active = await findActiveVersion(db, 'product', 'consumer');
  expect(active).toMatchObject({ policyVersionId: id, content: { annualRatePpm: 120_000 } });
  expect((await second.get(`${path}/${former!.policyVersionId}`)).body.status).toBe('retired');
  const events = await db
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', 'in', [id, former!.policyVersionId])
    .orderBy('seq')
    .execute();
  expect(events.map(({ action }) => action)).toEqual([
    'policy_version.drafted',
    'policy_version.submitted',
    'policy_version.confirmed',
    'policy_version.activated',
    'policy_version.retired',
  ]);
  const notices = await db
    .selectFrom('notice')
    .select('officer_id')
    .where('template', '=', 'version_activated')
    .execute();
  expect(notices).toHaveLength(2);
  expect(new Set(notices.map((row) => row.officer_id))).toEqual(
    new Set([author.officerId, second.officerId]),
  );
});

test('a confirmed version starts its process once, and tells it to look', async () => {
  const draft = await draftProduct();
  const submitted = await act(author, draft, 'submit', { effectiveDate: await tomorrow() });
  const confirmed = await confirm(submitted.body);
  const back = await act(second, confirmed.body, 'send-back', { reason: 'rate is wrong' });
  expect(back.body).toMatchObject({ status: 'draft', confirmedById: null, effectiveDate: null });

  // Its process waits on without a deadline, so that the next confirmation finds it.
  expect(await versions.lookAtVersion(draft.policyVersionId)).toEqual({
    status: 'open',
    nextAt: null,
    next: null,
  });
  const workflowId = `version/product/${draft.policyVersionId}`;
  const lines = await db
    .selectFrom('outbox')
    .select(['action', 'name'])
    .where('workflow_id', '=', workflowId)
    .orderBy('seq')
    .execute();
  expect(lines).toEqual([
    { action: 'start', name: 'activateVersion' },
    { action: 'signal', name: 'versionChanged' },
    { action: 'signal', name: 'versionChanged' },
  ]);
});

test('a version sent back before its approval is a draft, and goes on where it was when submitted again', async () => {
  const draft = await draftProduct({}, 'returned');
  const effectiveDate = await tomorrow();
  const submitted = await act(author, draft, 'submit', { effectiveDate });
  await goOn(submitted.body);
  const back = await act(second, submitted.body, 'send-back', { reason: 'rate is wrong' });
  expect(back.body).toMatchObject({ status: 'draft', effectiveDate: null });
  const again = await act(author, back.body, 'submit', { effectiveDate });
  expect(again.body.status).toBe('pending_second_person');
  const requests = await listRequestsOf(db, 'policy_version', draft.policyVersionId);
  expect(requests).toMatchObject([{ status: 'open', submissionNumber: 2 }]);
  const withdrawn = await act(author, again.body, 'send-back', { reason: 'not needed' });
  expect(withdrawn.body.status).toBe('draft');
  const [ended] = await listRequestsOf(db, 'policy_version', draft.policyVersionId);
  expect(ended!.status).toBe('withdrawn');
});

test('a rollback is a new draft with the old content', async () => {
  const active = await findActiveVersion(db, 'product', 'consumer');
  const { body } = await author.post(path, { copyOfId: active!.policyVersionId });
  expect(body).toMatchObject({
    status: 'draft',
    kind: 'product',
    name: 'consumer',
    content: active!.content,
    contentHash: active!.contentHash,
  });
  expect(body.number).toBeGreaterThan(active!.number);
});

test('only a draft is edited, and only as it was read', async () => {
  const draft = await draftProduct();
  const edit = (version: number) =>
    author.put(
      `${path}/${draft.policyVersionId}`,
      { content: { ...product, offerDays: 20 } },
      { version },
    );
  expect((await edit(draft.version)).body).toMatchObject({ content: { offerDays: 20 } });
  expect((await edit(draft.version)).body.code).toBe('stale_version');
  const read = await author.get(`${path}/${draft.policyVersionId}`);
  expect(read.headers.get('etag')).toBe(`"${draft.version + 1}"`);
  await act(author, read.body, 'submit', { effectiveDate: await tomorrow() });
  expect((await edit(read.body.version + 1)).body.code).toBe('illegal_transition');
});

test('a version cannot take effect today', async () => {
  const draft = await draftProduct();
  const { businessDate } = await readClock(db);
  const refused = await act(author, draft, 'submit', { effectiveDate: businessDate });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    code: 'effective_date_too_early',
    earliestDate: addDays(businessDate, 1),
  });
});

test('a content that does not fit its kind is refused member by member', async () => {
  const content = { ...product, code: 'consumer', annualRatePpm: 'low', surprise: true };
  const { status, body } = await author.post(path, { kind: 'product', name: 'consumer', content });
  expect([status, body.code]).toEqual([422, 'request_invalid']);
  const pointers = body.errors.map((error: { pointer: string }) => error.pointer);
  expect(pointers).toContain('/content/annualRatePpm');
});

test('a content under another name than its own is refused', async () => {
  const { body } = await author.post(path, { kind: 'product', name: 'other', content: product });
  expect(body.errors).toMatchObject([{ pointer: '/content/code' }]);
});

test('a matrix that leaves a gap or lacks people is named and cannot be submitted', async () => {
  const content = { ...matrix, name: product.matrix, rows: matrix.rows.slice(1) };
  const draft = await author.post(path, { kind: 'matrix', name: product.matrix, content });
  const { body } = await author.get(`${path}/${draft.body.policyVersionId}/findings`);
  expect(body.mayBeSubmitted).toBe(false);
  const codes = new Set(body.findings.map((finding: { code: string }) => finding.code));
  expect(codes).toContain('amount_gap');
  expect(codes).toContain('role_empty');
  const gap = body.findings.find((finding: { code: string }) => finding.code === 'amount_gap');
  expect(gap).toMatchObject({ pointer: '/rows', facts: { customerType: 'person' } });
  expect(gap.message.en).toContain('business · person · grade A: no row takes 0.00');
  expect(gap.message['zh-CN']).toContain('没有对应的行');
  const empty = body.findings.find((finding: { code: string }) => finding.code === 'role_empty');
  expect(empty.pointer).toBe(`/tiers/${empty.tier}/path/${empty.stageKey}`);
  const refused = await act(author, draft.body, 'submit', { effectiveDate: await tomorrow() });
  expect([refused.status, refused.body.code]).toEqual([422, 'version_has_findings']);
});

test('a matrix with people in every seat can be submitted', async () => {
  for (const branchId of Object.values(api.branchIds)) await seedPeople(branchId, 7);
  const content = { ...matrix, name: product.matrix };
  const draft = await author.post(path, { kind: 'matrix', name: product.matrix, content });
  const findings = await author.get(`${path}/${draft.body.policyVersionId}/findings`);
  const blocking = findings.body.findings.filter(
    (finding: { severity: string }) => finding.severity === 'block',
  );
  expect(blocking).toEqual([]);
  const submitted = await act(author, draft.body, 'submit', { effectiveDate: await tomorrow() });
  expect(submitted.body.status).toBe('pending_second_person');
});

test('a draft under a new name says what it lacks, which path a case takes, and with whom', async () => {
  const kept = matrix.rows.slice(1);
  const rows = kept.map((row: { tier: string | null }) => ({ ...row, tier: 'T5' }));
  const content = { ...matrix, name: 'imagined', rows };
  const draft = await author.post(path, { kind: 'matrix', name: 'imagined', content });
  const one = `${path}/${draft.body.policyVersionId}`;
  const { findings } = (await author.get(`${one}/findings`)).body;
  const codes = new Set(findings.map((finding: { code: string }) => finding.code));
  expect([codes.has('product_unknown'), codes.has('amount_gap')]).toEqual([false, true]);
  const [branchId] = Object.values(api.branchIds);
  const facts = `product=consumer&customerType=person&branchId=${branchId}&grade=A`;
  const { status, body } = await author.get(`${one}/path?${facts}&amount=60000.00`);
  expect([status, body.tier, body.stages.length, body.excluded]).toEqual([200, 'T5', 5, []]);
  expect(body.stages[0].seats[0]).toMatchObject({ name: expect.any(String), source: 'role' });
  expect((await author.get(`${one}/path?${facts}&amount=1.00`)).body.code).toBe('no_matrix_row');
});

test('a comparison names what changed against the version in force', async () => {
  const draft = await draftProduct({ offerDays: 12 });
  const active = await findActiveVersion(db, 'product', 'consumer');
  const { body } = await author.get(`${path}/${draft.policyVersionId}/comparison`);
  expect(body.activeVersionId).toBe(active!.policyVersionId);
  expect(body.differences).toContainEqual({
    kind: 'changed',
    pointer: '/offerDays',
    before: 30,
    after: 12,
  });
});

test('a comparison of matrices names the cells that would take another path', async () => {
  const content = {
    ...matrix,
    name: product.matrix,
    rows: matrix.rows.map((row: { rowId: string }) =>
      row.rowId === 'e' ? { ...row, tier: 'T6' } : row,
    ),
  };
  const draft = await author.post(path, { kind: 'matrix', name: product.matrix, content });
  const { body } = await author.get(`${path}/${draft.body.policyVersionId}/comparison`);
  expect(body.differences).toMatchObject([{ pointer: '/rows/e/tier', before: null, after: 'T6' }]);
  expect(body.cells.map(({ facts }: { facts: { grade: string } }) => facts.grade)).toEqual(
    body.cells.map(() => 'E'),
  );
  expect(body.cells[0]).toMatchObject({
    before: { rowId: 'e', tier: null, stages: [] },
    after: { tier: 'T6' },
  });
});

test('the list is filtered and paged', async () => {
  const { body } = await officer.get(`${path}?kind=product&status=draft&size=2`);
  expect(body.items).toHaveLength(2);
  expect(body.total).toBeGreaterThan(2);
  expect(body.items[0].content).toBeUndefined();
});

test('who may not write policies is told so', async () => {
  const refused = await officer.post(path, { kind: 'product', name: 'consumer', content: product });
  expect([refused.status, refused.body.code]).toEqual([403, 'permission_denied']);
});

test('a version says what its reader may do, and whom it waits for', async () => {
  const draft = await draftProduct({ offerDays: 21 }, 'shown');
  const { policyVersionId } = draft;
  const shownTo = async (person: typeof author) => {
    const { body } = await person.get(`${path}/${policyVersionId}`);
    const reasons = body.actions.map((one: { action: string; reasonCode: string | null }) => [
      one.action,
      one.reasonCode,
    ]);
    return { reasons: Object.fromEntries(reasons), waitsFor: body.request?.waitsFor ?? null };
  };
  const asDraft = await shownTo(author);
  expect(asDraft).toMatchObject({
    reasons: { edit: null, submit: null, confirm: 'illegal_transition' },
    waitsFor: null,
  });
  const submitted = await act(author, draft, 'submit', { effectiveDate: await tomorrow() });
  await goOn(submitted.body);
  expect((await shownTo(author)).reasons).toMatchObject({
    edit: 'illegal_transition',
    confirm: 'four_eyes',
    send_back: null,
  });
  const toSecond = await shownTo(second);
  expect(toSecond.reasons).toMatchObject({ confirm: null, send_back: null });
  expect(toSecond.waitsFor).not.toHaveLength(0);
});
