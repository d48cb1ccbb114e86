/** What administrators look after over HTTP: the table of rights, everybody's delegations, and what waits for a second person. */
import { expect, test } from 'vitest';
import { permissions, rolePermissions } from '../../api/permissions.ts';
import { roles } from '../../domain/roles.ts';
import adminEn from '../../locales/en/web/admin.json' with { type: 'json' };
import adminZh from '../../locales/zh-CN/web/admin.json' with { type: 'json' };
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
await moveClock(api.db, '2036-02-13');
await seedPoliciesAndCalendar(api.db);
const admin = await api.person(['admin'], 'head_office');
const otherAdmin = await api.person(['admin'], 'head_office');
const auditor = await api.person(['auditor'], 'head_office');
const head = await api.person(['branch_head']);
const deputy = await api.person(['branch_head']);

test('the table of roles is the one the API holds everybody to, with who holds each', async () => {
  const { body } = await auditor.get('/v1/roles');
  const tellers = body.roles.find((one: { role: string }) => one.role === 'branch_head');
  expect(tellers).toMatchObject({ holderCount: 2, holderNames: { length: 2 } });
  expect(new Set(tellers.permissions)).toEqual(new Set(rolePermissions.branch_head));
  expect(body.roles).toHaveLength(roles.length - 1);
  expect(body.permissions).not.toContain('portal.read');
});

test.each([
  ['zh-CN', adminZh],
  ['en', adminEn],
])('every right has its words in %s', (_language, words) => {
  const ofStaff = permissions.filter((name) => !name.startsWith('portal.'));
  const lacking = ofStaff.filter((name) => {
    const [resource = '', verb = ''] = name.split('.');
    return !(resource in words.roles.resource) || !(verb in words.roles.verb);
  });
  expect(lacking).toEqual([]);
});

test('an admin sees every delegation and ends one of somebody else with a reason, once', async () => {
  const dates = { startsDate: '2036-02-20', endsDate: '2036-02-25' };
  const made = await head.post('/v1/delegations', { toOfficerId: deputy.officerId, ...dates });
  expect(made.status).toBe(201);
  expect((await head.get('/v1/delegations/all')).status).toBe(403);
  const seen = (await auditor.get('/v1/delegations/all?state=future')).body;
  expect(seen).toMatchObject({ total: 1, items: [{ state: 'future', actions: [] }] });
  const ofDeputy = `/v1/delegations/all?officerId=${deputy.officerId}`;
  expect((await admin.get(ofDeputy)).body.items[0].actions).toEqual(['delegation.revoke']);
  expect((await admin.get('/v1/delegations/all?state=active')).body.total).toBe(0);
  const end = `/v1/delegations/${made.body.delegationId}/revocations`;
  expect((await admin.post(end, {})).status).toBe(422);
  expect((await admin.post(end, { reason: '被代理人已返岗' })).status).toBe(201);
  expect((await admin.get(ofDeputy)).body.items[0]).toMatchObject({
    state: 'ended',
    endReason: '被代理人已返岗',
    actions: [],
  });
  expect((await admin.post(end, { reason: '再次' })).body.code).toBe('delegation_over');
  expect((await head.get('/v1/delegations')).body.items).toEqual([]);
});

test('what one admin enters waits in the list of the other, never in their own', async () => {
  const rate = {
    reference: 'lpr_1y',
    effectiveDate: '2036-02-01',
    ratePpm: 29_000,
    source: '公告',
  };
  await admin.post('/v1/reference-rates', rate);
  const day = { date: '2036-10-01', kind: 'holiday', name: '国庆节' };
  const year = { year: 2036, status: 'published', source: '通知', days: [day] };
  await admin.post('/v1/calendar-changes', year);
  expect((await admin.get('/v1/reviews')).body).toEqual({ items: [], total: 0 });
  const { items } = (await otherAdmin.get('/v1/reviews')).body;
  expect(items.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual(
    expect.arrayContaining([
      ['reference_rate', '2036-02-01'],
      ['calendar_change', '2036'],
    ]),
  );
  const officer = await api.person(['loan_officer', 'finance']);
  expect((await officer.get('/v1/reviews')).body.total).toBe(0);
});
