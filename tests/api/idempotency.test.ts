/** A write happens once per key, whatever the network and the user's fingers do. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { newPerson } from '../support/numbers.ts';

const api = await testApi();
const officer = await api.person(['loan_officer']);

async function countCustomers(): Promise<number> {
  const row = await api.db
    .selectFrom('customer')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

test('a repeat with the same key and body gets the stored answer, status and headers included', async () => {
  const key = randomUUID();
  const body = newPerson();
  const first = await officer.post('/v1/customers', body, { key });
  const before = await countCustomers();
  const second = await officer.post('/v1/customers', body, { key });
  expect(first.status).toBe(201);
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect(await countCustomers()).toBe(before);
});

test('the order of members is no difference, another value is', async () => {
  const key = randomUUID();
  const body = newPerson();
  await officer.post('/v1/customers', body, { key });
  const reordered = Object.fromEntries(Object.entries(body).reverse());
  expect((await officer.post('/v1/customers', reordered, { key })).status).toBe(201);
  const other = await officer.post('/v1/customers', { ...body, name: '王大明' }, { key });
  expect(other.status).toBe(422);
  expect(other.body.code).toBe('idempotency_key_reused');
});

test('the same key at another address is another request', async () => {
  const key = randomUUID();
  const body = { phone: '13800138000' };
  expect((await officer.post('/v1/customers/searches', body, { key })).status).toBe(200);
  const answer = await officer.put('/v1/me/language', { language: 'en' }, { key });
  expect(answer.body.code).toBe('idempotency_key_reused');
});

test('keys belong to people: another person may use the same one', async () => {
  const key = randomUUID();
  const colleague = await api.person(['loan_officer']);
  const first = await officer.post('/v1/customers', newPerson(), { key });
  const second = await colleague.post('/v1/customers', newPerson(), { key });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.customerId).not.toBe(first.body.customerId);
});

test('of ten clicks at the same instant one writes, and all get its answer', async () => {
  const key = randomUUID();
  const body = newPerson();
  const before = await countCustomers();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => officer.post('/v1/customers', body, { key })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body: { customerId } }) => customerId)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.has('idempotency-replayed'))).toHaveLength(9);
  expect(await countCustomers()).toBe(before + 1);
});

test('two requests that create the same person under two keys: one is told that the other was first', async () => {
  const body = newPerson();
  const answers = await Promise.all([
    officer.post('/v1/customers', body),
    officer.post('/v1/customers', body),
  ]);
  expect(answers.map(({ status }) => `${status}`).sort()).toEqual(['201', '409']);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('customer_exists');
});

test('a refused write stores nothing: the same key succeeds once the reason is gone', async () => {
  const key = randomUUID();
  const admin = await api.person(['admin']);
  const branch = {
    code: `B-${Date.now()}`,
    name: 'Branch',
    parentBranchId: api.branchIds.shanghai,
  };
  await admin.post('/v1/branches', branch);
  const refused = await admin.post('/v1/branches', branch, { key });
  expect(refused.body.code).toBe('branch_code_taken');
  await api.db.deleteFrom('branch').where('code', '=', branch.code).execute();
  expect((await admin.post('/v1/branches', branch, { key })).status).toBe(201);
});

test('while another transaction holds the key for more than five seconds the answer is in_progress', async () => {
  const key = randomUUID();
  const body = newPerson();
  const held = await api.db.startTransaction().execute();
  await held
    .insertInto('command_key')
    .values({ command_key: `${officer.officerId}/${key}`, request_hash: 'x', result: null })
    .execute();
  const waiting = await officer.post('/v1/customers', body, { key });
  await held.rollback().execute();
  expect(waiting.status).toBe(409);
  expect(waiting.body.code).toBe('in_progress');
  expect((await officer.post('/v1/customers', body, { key })).status).toBe(201);
});

test.each([
  ['no key', null],
  ['a short key', 'abc'],
  ['a key with a blank', 'abc def ghi'],
])('%s is refused', async (_name, key) => {
  const answer = await officer.post('/v1/customers', newPerson(), { key });
  expect(answer.status).toBe(400);
  expect(answer.body.code).toBe('idempotency_key_missing');
});
