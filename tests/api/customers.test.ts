/** Customers are found by those who may, shown masked, and their numbers stand nowhere in clear. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TEST_PASSWORD, testApi } from '../support/api.ts';
import { newPerson, residentNumber } from '../support/numbers.ts';

const api = await testApi();
const officer = await api.person(['loan_officer']);
const auditor = await api.person(['auditor'], 'head_office');

async function auditOf(customerId: string): Promise<any[]> {
  const { body } = await auditor.get(`/v1/audit-events?subjectId=${customerId}`);
  return body.items;
}

test('a person is put on file and shown masked, with the officer as account manager', async () => {
  const number = residentNumber('1985-02-28', 123);
  const { status, body, headers } = await officer.post('/v1/customers', {
    ...newPerson(),
    name: '欧阳小明',
    identity: { type: 'national_id', country: 'CN', number },
    phone: '139 1234 5678',
    bankAccount: '6222 0212 3456 7890',
    email: 'ouyang@example.com',
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    kind: 'person',
    name: '欧**明',
    identityMask: `${number.slice(0, 4)}**********${number.slice(-4)}`,
    phoneMask: '139****5678',
    bankAccountMask: '****7890',
    emailMask: 'o***@example.com',
    language: 'zh-CN',
    branchId: api.branchIds.shanghai,
    accountManagerId: officer.officerId,
    version: 1,
  });
  expect(body.number).toMatch(/^C-\d{6}$/);
  expect(body.actions).toContain('customer.update');
  expect(headers.get('location')).toBe(`/v1/customers/${body.customerId}`);
  const shown = await officer.get(`/v1/customers/${body.customerId}`);
  expect(shown.body).toEqual(body);
  expect(shown.headers.get('etag')).toBe('"1"');
});

test('a company has a checked credit code and a name for all to see', async () => {
  const company = {
    kind: 'company',
    name: '上海示例贸易有限公司',
    identity: { type: 'company_registration', country: 'CN', number: '91110000600037341L' },
    phone: '+86 21 6888 8888',
  };
  const { status, body } = await officer.post('/v1/customers', company);
  expect(status).toBe(201);
  expect(body.name).toBe(company.name);
});

const good = () => newPerson();
test.each([
  [
    'a wrong check digit',
    { identity: { type: 'national_id', country: 'CN', number: '310104199003070010' } },
    '/identity/number',
  ],
  [
    'a company number for a person',
    { identity: { type: 'company_registration', country: 'CN', number: '91110000600037341L' } },
    '/identity/type',
  ],
  ['a phone that is none', { phone: '12345' }, '/phone'],
  ['a bank account that is none', { bankAccount: 'GB82WEST12345698765431' }, '/bankAccount'],
  [
    'a passport without a day of birth',
    { identity: { type: 'passport', country: 'DE', number: 'C01X00T47' } },
    '/birthDate',
  ],
  ['another day of birth than the number says', { birthDate: '1990-03-08' }, '/birthDate'],
  [
    'an account manager who does not exist',
    { accountManagerId: '00000000-0000-7000-8000-000000000000' },
    '/accountManagerId',
  ],
])('%s is refused where it stands', async (_name, changes, pointer) => {
  const { status, body } = await officer.post('/v1/customers', { ...good(), ...changes });
  expect(status).toBe(422);
  expect(body.errors.map((error: any) => error.pointer)).toEqual([pointer]);
});

test('several wrong numbers are named together', async () => {
  const identity = { type: 'national_id', country: 'CN', number: '110' };
  const { body } = await officer.post('/v1/customers', { ...good(), identity, phone: '00000' });
  expect(body.errors.map((error: any) => error.pointer)).toEqual(['/identity/number', '/phone']);
});

test('the same identity under another spelling is refused, and another branch learns no id', async () => {
  const person = newPerson({
    identity: { type: 'national_id', country: 'CN', number: '11010519491231002X' },
  });
  const first = await officer.post('/v1/customers', person);
  const respelled = {
    ...person,
    identity: { ...person.identity, number: '110105 19491231 002x' },
  };
  const again = await officer.post('/v1/customers', respelled);
  expect([again.status, again.body.code]).toEqual([409, 'customer_exists']);
  expect(again.body.customerId).toBe(first.body.customerId);
  const stranger = await api.person(['loan_officer'], 'beijing');
  const elsewhere = await stranger.post('/v1/customers', person);
  expect([elsewhere.status, elsewhere.body.customerId]).toEqual([409, null]);
});

test('a customer of another branch is not there; the head office sees all', async () => {
  const { body } = await officer.post('/v1/customers', good());
  const path = `/v1/customers/${body.customerId}`;
  const stranger = await api.person(['loan_officer'], 'beijing');
  const risk = await api.person(['risk_manager'], 'head_office');
  expect((await stranger.get(path)).status).toBe(404);
  expect((await stranger.patch(path, { name: '李四' }, { version: 1 })).status).toBe(404);
  expect((await stranger.get(`${path}/documents`)).status).toBe(404);
  expect((await stranger.get(`${path}/consents`)).status).toBe(404);
  expect((await stranger.get(`${path}/relations`)).status).toBe(404);
  const reveal = { purpose: 'identity_check', fields: ['identity'] };
  expect((await stranger.post(`${path}/reveals`, reveal)).status).toBe(404);
  expect((await stranger.get('/v1/customers')).body.total).toBe(0);
  expect((await risk.get(path)).status).toBe(200);
});

test('a customer is not created in a branch of others', async () => {
  const { status, body } = await officer.post('/v1/customers', {
    ...good(),
    branchId: api.branchIds.beijing,
  });
  expect(status).toBe(422);
  expect(body.errors[0].pointer).toBe('/branchId');
});

test('search by full identity or phone is exact, bound to the branch, and recorded', async () => {
  const person = good();
  const { body: created } = await officer.post('/v1/customers', person);
  const byIdentity = await officer.post('/v1/customers/searches', { identity: person.identity });
  const byPhone = await officer.post('/v1/customers/searches', { phone: `+86${person.phone}` });
  for (const { status, body } of [byIdentity, byPhone]) {
    expect(status).toBe(200);
    expect(body.items.map((item: any) => item.customerId)).toEqual([created.customerId]);
  }
  const stranger = await api.person(['loan_officer'], 'beijing');
  const blind = await stranger.post('/v1/customers/searches', { identity: person.identity });
  expect(blind.body.items).toEqual([]);
  const { body: audit } = await auditor.get('/v1/audit-events?action=customer.searched&size=3');
  expect(audit.items.map((event: any) => [event.actorId, event.after])).toEqual([
    [stranger.officerId, { by: 'identity', customerIds: [] }],
    [officer.officerId, { by: 'phone', customerIds: [created.customerId] }],
    [officer.officerId, { by: 'identity', customerIds: [created.customerId] }],
  ]);
});

test('a search names one thing to look for', async () => {
  const identity = good().identity;
  for (const body of [{}, { identity, phone: '13800138000' }]) {
    expect((await officer.post('/v1/customers/searches', body)).status).toBe(422);
  }
});

test('a change names its version; a stale one is told both', async () => {
  const { body } = await officer.post('/v1/customers', good());
  const path = `/v1/customers/${body.customerId}`;
  const changed = await officer.patch(
    path,
    { phone: '13900000001', email: 'a@b.cn' },
    { version: 1 },
  );
  expect(changed.body).toMatchObject({ phoneMask: '139****0001', version: 2 });
  expect(changed.headers.get('etag')).toBe('"2"');
  const stale = await officer.patch(path, { name: '王二' }, { version: 1 });
  expect(stale.status).toBe(409);
  expect(stale.body).toMatchObject({ code: 'stale_version', expected: 1, actual: 2 });
  const none = await officer.patch(path, { name: '王二' });
  expect([none.status, none.body.code]).toEqual([400, 'version_missing']);
  const cleared = await officer.patch(path, { email: null, bankAccount: null }, { version: 2 });
  expect(cleared.body).toMatchObject({ emailMask: null, bankAccountMask: null, version: 3 });
});

test('of two changes of the same version at once one wins', async () => {
  const { body } = await officer.post('/v1/customers', good());
  const path = `/v1/customers/${body.customerId}`;
  const answers = await Promise.all(
    ['甲', '乙'].map((name) => officer.patch(path, { name }, { version: 1 })),
  );
  expect(answers.map(({ status }) => `${status}`).sort()).toEqual(['200', '409']);
});

test('a reveal shows what was asked for a minute, names its purpose and is in the audit trail', async () => {
  const person = newPerson({ bankAccount: '6222021234567890' });
  const { body } = await officer.post('/v1/customers', person);
  const ask = { purpose: 'identity_check', fields: ['identity', 'bankAccount', 'birthDate'] };
  const path = `/v1/customers/${body.customerId}/reveals`;
  const key = 'reveal-0001';
  const revealed = await officer.post(path, ask, { key });
  expect(revealed.status).toBe(201);
  expect(revealed.body.values).toEqual({
    identity: person.identity.number,
    bankAccount: '6222021234567890',
    birthDate: '1990-03-07',
  });
  const repeated = await officer.post(path, ask, { key });
  expect(repeated.body).toEqual(revealed.body);
  const events = (await auditOf(body.customerId)).filter(
    ({ action }) => action === 'customer.revealed',
  );
  expect(events).toHaveLength(1);
  expect(events[0].after).toEqual({
    purpose: 'identity_check',
    fields: ['identity', 'bankAccount', 'birthDate'],
    note: null,
  });
  await api.db
    .updateTable('command_key')
    .set({
      result: sql`jsonb_set(result, '{value,body,expiresAt}', '"2020-01-01T00:00:00.000Z"')`,
    })
    .where('command_key', '=', `${officer.officerId}/${key}`)
    .execute();
  const late = await officer.post(path, ask, { key });
  expect([late.status, late.body.code]).toEqual([409, 'reveal_expired']);
});

test('a reveal without a known purpose shows nothing', async () => {
  const { body } = await officer.post('/v1/customers', good());
  const path = `/v1/customers/${body.customerId}/reveals`;
  for (const ask of [{ fields: ['name'] }, { purpose: 'curiosity', fields: ['name'] }]) {
    expect((await officer.post(path, ask)).status).toBe(422);
  }
});

test('numbers in clear stand in no column, no stored answer and no audit event', async () => {
  const person = newPerson({ phone: '13712345678', bankAccount: '6217001234567890123' });
  const { body } = await officer.post('/v1/customers', person);
  await officer.post(`/v1/customers/${body.customerId}/reveals`, {
    purpose: 'contact_customer',
    fields: ['identity', 'phone', 'bankAccount'],
  });
  await officer.post('/v1/customers/searches', { phone: person.phone });
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'auth') and table_type = 'BASE TABLE'`.execute(api.db);
  expect(tables.length).toBeGreaterThan(40);
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.raw(name)} as t`.execute(api.db);
    const dump = rows.map(({ text }) => text).join('\n');
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of [person.identity.number, '13712345678', '6217001234567890123']) {
      expect(dump.includes(secret), `${secret} in ${name}`).toBe(false);
      expect(dump.includes(hex(secret)), `${secret} as bytes in ${name}`).toBe(false);
    }
  }
});

test('consents are given in a wording, listed, and taken back once', async () => {
  const { body } = await officer.post('/v1/customers', good());
  const path = `/v1/customers/${body.customerId}/consents`;
  const ask = { kind: 'bureau_query', wordingVersion: '2026-01', channel: 'counter' };
  const given = await officer.post(path, ask);
  expect(given.status).toBe(201);
  const { body: me } = await officer.get('/v1/me');
  expect(given.body).toMatchObject({ givenDate: me.businessDate, withdrawnAt: null });
  expect((await officer.post(path, { ...ask, givenDate: '2199-01-01' })).status).toBe(422);
  const back = `/v1/consents/${given.body.consentId}/withdrawals`;
  expect((await officer.post(back)).status).toBe(201);
  const again = await officer.post(back);
  expect([again.status, again.body.code]).toEqual([409, 'illegal_transition']);
  const { body: list } = await officer.get(path);
  expect(list.items).toHaveLength(1);
  expect(list.items[0].withdrawnAt).not.toBeNull();
});

test('a relation shows on both records, once', async () => {
  const [{ body: husband }, { body: wife }] = await Promise.all([
    officer.post('/v1/customers', good()),
    officer.post('/v1/customers', good()),
  ]);
  const path = `/v1/customers/${husband.customerId}/relations`;
  const ask = { relatedCustomerId: wife.customerId, kind: 'spouse' };
  expect((await officer.post(path, ask)).status).toBe(201);
  expect((await officer.post(path, ask)).body.code).toBe('relation_exists');
  const own = { relatedCustomerId: husband.customerId, kind: 'spouse' };
  expect((await officer.post(path, own)).status).toBe(422);
  const other = await officer.get(`/v1/customers/${wife.customerId}/relations`);
  expect(other.body.items).toEqual([
    {
      relatedCustomerId: husband.customerId,
      relatedNumber: husband.number,
      relatedName: '王*明',
      kind: 'spouse',
      sharePpm: null,
    },
  ]);
});

test('a borrower sees their own record, masked, and nobody else', async () => {
  const { body: own } = await officer.post('/v1/customers', good());
  const { body: other } = await officer.post('/v1/customers', good());
  const users = `/v1/customers/${own.customerId}/users`;
  const user = { userName: 'borrower1', password: TEST_PASSWORD };
  expect((await officer.post(users, user)).status).toBe(201);
  expect((await officer.post(users, user)).body.code).toBe('user_name_taken');
  const second = { ...user, userName: 'borrower2' };
  expect((await officer.post(users, second)).body.code).toBe('customer_has_user');
  const headers = { cookie: await api.signIn('borrower1') };
  const person = {
    get: (path: string) => api.nobody.get(path, { headers }),
    post: (path: string, body: unknown) => api.nobody.post(path, body, { headers }),
  };
  const { body: me } = await person.get('/v1/me');
  expect(me).toMatchObject({ kind: 'borrower', id: own.customerId, roles: ['borrower'] });
  expect(
    (await person.get('/v1/customers')).body.items.map((item: any) => item.customerId),
  ).toEqual([own.customerId]);
  expect((await person.get(`/v1/customers/${other.customerId}`)).status).toBe(404);
  expect((await person.post('/v1/customers', good())).status).toBe(403);
});
