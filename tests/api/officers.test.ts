/** Rights are asked for by one person and approved by another, reach as far as their branch, and end at once. */
import { expect, test } from 'vitest';
import { TEST_PASSWORD, testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { newPerson } from '../support/numbers.ts';
import { approveRequest } from '../support/requests.ts';

const api = await testApi();
await seedRequestMatrices(api.db);
const admin = await api.person(['admin'], 'head_office');

/** Asked for and approved; the answer is the officer with the role. */
async function grant(officerId: string, body: object) {
  const asked = await admin.post(`/v1/officers/${officerId}/role-grants`, body);
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  expect(await approveRequest(api, asked.body.requestId)).toBe('effective');
  return admin.get(`/v1/officers/${officerId}`);
}

/** The request for a limit of this officer that is still open. */
async function openLimit(officerId: string): Promise<string> {
  const row = await api.db
    .selectFrom('approval_request')
    .select('request_id')
    .where('subject_type', '=', 'limit_change')
    .where('subject_id', '=', officerId)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  return row.request_id;
}

const newOfficer = (userName: string) => ({
  userName,
  displayName: '李娜',
  password: TEST_PASSWORD,
  branchId: api.branchIds.shanghai,
  limit: { amount: '500000.00', currency: 'CNY' },
});

test('an administrator makes a user, a role is asked for and given, and the person works with it', async () => {
  const created = await admin.post('/v1/officers', newOfficer('lina'));
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    userName: 'lina',
    limit: null,
    grants: [],
    status: 'active',
    version: 1,
  });
  const headers = { cookie: await api.signIn('lina') };
  const refused = await api.nobody.get('/v1/customers', { headers });
  expect([refused.status, refused.body.permission]).toEqual([403, 'customer.read']);
  const path = `/v1/officers/${created.body.officerId}/role-grants`;
  const granted = await grant(created.body.officerId, { role: 'loan_officer' });
  expect(granted.body.grants).toMatchObject([
    { role: 'loan_officer', branchId: api.branchIds.shanghai, grantedBy: admin.officerId },
  ]);
  expect((await api.nobody.get('/v1/customers', { headers })).status).toBe(200);
  const again = await admin.post(path, { role: 'loan_officer' });
  expect([again.status, again.body.code]).toEqual([409, 'role_grant_exists']);
  const grantId = granted.body.grants[0].roleGrantId;
  const revoked = await admin.post(`/v1/role-grants/${grantId}/revocations`);
  expect(revoked.body.grants).toEqual([]);
  expect((await api.nobody.get('/v1/customers', { headers })).status).toBe(403);
  expect((await admin.post(`/v1/role-grants/${grantId}/revocations`)).status).toBe(404);
});

test('passwords stand nowhere in clear and leave nowhere', async () => {
  const password = 'a very secret passphrase';
  const created = await admin.post('/v1/officers', { ...newOfficer('secretive'), password });
  expect(JSON.stringify(created.body)).not.toContain(password);
  const keys = await api.db.selectFrom('command_key').selectAll().execute();
  const audit = await api.db.selectFrom('audit_event').selectAll().execute();
  const accounts = await api.db.selectFrom('auth.account').selectAll().execute();
  expect(accounts.length).toBeGreaterThan(1);
  const replacer = (_key: string, value: unknown) => (typeof value === 'bigint' ? 0 : value);
  expect(JSON.stringify([keys, audit, accounts], replacer)).not.toContain(password);
});

test('a user name is used once, whatever its case', async () => {
  await admin.post('/v1/officers', newOfficer('zhang'));
  const again = await admin.post('/v1/officers', newOfficer('zhang'));
  expect([again.status, again.body.code]).toEqual([409, 'user_name_taken']);
  expect((await admin.post('/v1/officers', newOfficer('Zhang'))).status).toBe(422);
});

test('nobody changes their own rights, limit or status', async () => {
  const own = `/v1/officers/${admin.officerId}`;
  const grant = await admin.post(`${own}/role-grants`, { role: 'finance' });
  expect([grant.status, grant.body.code]).toEqual([403, 'own_rights']);
  const limit = { limit: { amount: '1.00', currency: 'CNY' } };
  expect((await admin.patch(own, limit, { version: 1 })).body.code).toBe('own_rights');
  const { body } = await admin.get(own);
  expect(body.actions).toEqual([]);
  const revoke = `/v1/role-grants/${body.grants[0].roleGrantId}/revocations`;
  expect((await admin.post(revoke)).body.code).toBe('own_rights');
  expect((await admin.get(own)).body.grants).toHaveLength(1);
});

test('a change of an officer is versioned and stands before and after in the audit trail', async () => {
  const { body } = await admin.post('/v1/officers', newOfficer('wang'));
  const path = `/v1/officers/${body.officerId}`;
  const raised = { limit: { amount: '800000.00', currency: 'CNY' } };
  // What was asked for with the person is approved first.
  expect(await approveRequest(api, await openLimit(body.officerId))).toBe('effective');
  const before = await admin.get(path);
  expect(before.body).toMatchObject({ version: 2, limit: { amount: '500000.00' } });
  const asked = await admin.patch(path, raised, { version: 2 });
  expect(asked.body).toMatchObject({ limit: { amount: '500000.00', currency: 'CNY' } });
  expect((await admin.patch(path, raised, { version: 2 })).body.code).toBe('stale_version');
  expect(await approveRequest(api, await openLimit(body.officerId))).toBe('effective');
  // Less works at once.
  const lower = { limit: { amount: '300000.00', currency: 'CNY' } };
  const { version } = (await admin.get(path)).body;
  expect((await admin.patch(path, lower, { version })).body).toMatchObject(lower);
  const auditor = await api.person(['auditor'], 'head_office');
  const { body: trail } = await auditor.get(`/v1/audit-events?subjectId=${body.officerId}`);
  expect(trail.items.map((event: any) => event.action)).toEqual([
    'officer.changed',
    'officer.changed',
    'officer.changed',
    'officer.changed',
    'officer.created',
  ]);
  expect(trail.items[1].actorId).not.toBe(admin.officerId);
  expect(trail.items[1]).toMatchObject({
    before: { limit: { amount: '500000.00', currency: 'CNY' } },
    after: raised,
  });
});

test.each([
  ['branchId', { branchId: '00000000-0000-7000-8000-000000000000' }],
  ['reportsToId', { reportsToId: '00000000-0000-7000-8000-000000000000' }],
  ['userName', { userName: 'Not A Name' }],
  ['password', { password: 'short' }],
  ['limit/amount', { limit: { amount: '1.5', currency: 'CNY' } }],
])('an officer with a wrong %s is refused there', async (pointer, changes) => {
  const { status, body } = await admin.post('/v1/officers', { ...newOfficer('liu'), ...changes });
  expect(status).toBe(422);
  expect(body.errors.map((error: any) => error.pointer)).toEqual([`/${pointer}`]);
});

test('a right reaches as far as its branch and what lies under it', async () => {
  const outlet = await admin.post('/v1/branches', {
    code: 'SH-JA',
    name: '静安支行',
    parentBranchId: api.branchIds.shanghai,
  });
  expect(outlet.status).toBe(201);
  const { body: clerk } = await admin.post('/v1/officers', {
    ...newOfficer('clerk'),
    branchId: outlet.body.branchId,
  });
  await grant(clerk.officerId, { role: 'loan_officer' });
  const headers = { cookie: await api.signIn('clerk') };
  const { body: customer } = await api.nobody.post('/v1/customers', newPerson(), { headers });
  const path = `/v1/customers/${customer.customerId}`;
  const shanghai = await api.person(['branch_head'], 'shanghai');
  const beijing = await api.person(['branch_head'], 'beijing');
  expect((await shanghai.get(path)).status).toBe(200);
  expect((await beijing.get(path)).status).toBe(404);
});

test('each right has its own reach: a role elsewhere widens only what it holds', async () => {
  const { body: customer } = await (
    await api.person(['loan_officer'], 'beijing')
  ).post('/v1/customers', newPerson());
  const person = await api.person(['loan_officer'], 'shanghai');
  await grant(person.officerId, { role: 'collector', branchId: api.branchIds.beijing });
  const path = `/v1/customers/${customer.customerId}`;
  expect((await person.get(path)).status).toBe(200);
  const change = await person.patch(path, { name: '王二' }, { version: 1 });
  expect(change.status).toBe(404);
});

test('branches are listed by code, and a code is used once', async () => {
  const branch = { code: 'GZ', name: '广州分行', parentBranchId: api.branchIds.head_office };
  expect((await admin.post('/v1/branches', branch)).body.timeZone).toBe('Asia/Shanghai');
  expect((await admin.post('/v1/branches', branch)).body.code).toBe('branch_code_taken');
  const codes = (await admin.get('/v1/branches')).body.items.map((item: any) =>
    String(item.code),
  ) as string[];
  expect(codes).toContain('GZ');
  expect(codes).toEqual([...codes].sort());
  const crossed = [{ from: '09:00', to: '08:00' }];
  const wrong = { ...branch, code: 'GZ2', officeHours: crossed };
  expect((await admin.post('/v1/branches', wrong)).status).toBe(422);
});

test('officers are found by branch, role and status', async () => {
  const finance = await api.person(['finance'], 'beijing');
  const query = `branchId=${api.branchIds.beijing}&role=finance&status=active`;
  const { body } = await admin.get(`/v1/officers?${query}`);
  expect(body.items.map((item: any) => item.officerId)).toEqual([finance.officerId]);
  expect(body.total).toBe(1);
});
