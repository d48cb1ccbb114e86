/** The frame around every route: what comes in wrong gets a problem that says where, and nothing is ever a fault. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routes } from '../../api/routes/index.ts';
import { startServer } from '../../api/server.ts';
import { testApi } from '../support/api.ts';
import { newPerson } from '../support/numbers.ts';

const api = await testApi();
const officer = await api.person(['loan_officer']);
const admin = await api.person(['admin', 'loan_officer', 'auditor'], 'head_office');

test('health is open, and ready says that the database answers', async () => {
  expect((await api.nobody.get('/v1/health')).body).toEqual({ status: 'ok' });
  expect((await api.nobody.get('/v1/health/ready')).body).toEqual({ status: 'ok' });
});

test('me says who is signed in, with their rights, language and the business date', async () => {
  const { status, body, headers } = await officer.get('/v1/me');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    kind: 'officer',
    id: officer.officerId,
    roles: ['loan_officer'],
    mode: 'training',
    timeZone: 'Asia/Shanghai',
  });
  expect(body.permissions).toContain('customer.create');
  expect(headers.get('business-date')).toBe(body.businessDate);
  await officer.put('/v1/me/language', { language: 'en' });
  expect((await officer.get('/v1/me')).body.language).toBe('en');
});

test('a problem says type, title, status, detail, code and the number of the request', async () => {
  const { body, headers } = await officer.get('/v1/customers/00000000-0000-7000-8000-000000000000');
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(body).toEqual({
    type: '/v1/docs/errors#not_found',
    title: 'Nothing here that you may see',
    status: 404,
    detail: 'There is no customer here that you may see',
    code: 'not_found',
    resource: 'customer',
    instance: `urn:uuid:${headers.get('x-request-id')}`,
  });
});

test('a refusal carries business time, except to somebody who is not let in', async () => {
  const { businessDate } = (await officer.get('/v1/me')).body;
  const refused = await officer.get('/v1/customers/00000000-0000-7000-8000-000000000000');
  expect(refused.headers.get('business-date')).toBe(businessDate);
  expect(refused.headers.get('business-time')).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect((await api.nobody.get('/v1/me')).headers.get('business-date')).toBeNull();
});

test('each wrong value is named with where it stands, and its content is not repeated', async () => {
  const { status, body } = await officer.post('/v1/customers?colour=red', {
    kind: 'animal',
    identity: { type: 'national_id', country: 'CN' },
    phone: '13800138000',
    secretNote: 'something private',
  });
  expect(status).toBe(422);
  const places = body.errors.map((error: any) => `${error.in} ${error.pointer}`);
  expect(places.sort()).toEqual([
    'body /identity/number',
    'body /kind',
    'body /name',
    'body /secretNote',
    'query /colour',
  ]);
  expect(JSON.stringify(body)).not.toContain('private');
  expect(JSON.stringify(body)).not.toContain('animal');
});

test.each([
  ['half an object', '{"name": ', 400, 'body_malformed'],
  ['a text', '"text"', 400, 'body_malformed'],
  ['a list', '[]', 422, 'request_invalid'],
  ['null', 'null', 400, 'body_malformed'],
  ['a NUL character', '{"name":"\\u0000"}', 422, 'request_invalid'],
  ['half a surrogate pair', '{"name":"\\ud800"}', 422, 'request_invalid'],
  ['a prototype', '{"__proto__":{"kind":"person"}}', 422, 'request_invalid'],
  ['deep brackets', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 422, 'request_invalid'],
])('a body of %s is refused', async (_name, body, status, code) => {
  const answer = await officer.post('/v1/customers', body);
  expect(answer.status).toBe(status);
  expect(answer.body.code).toBe(code);
});

test('another media type is refused, a larger body too', async () => {
  const headers = { 'content-type': 'text/plain' };
  const plain = await officer.post('/v1/customers', '{}', { headers });
  expect([plain.status, plain.body.code]).toEqual([415, 'media_type_unsupported']);
  const large = await officer.post('/v1/customers', { name: 'x'.repeat(300_000) });
  expect([large.status, large.body.code]).toEqual([413, 'body_too_large']);
  expect(large.body.limitBytes).toBe(262_144);
});

test('unknown addresses are not_found, other methods name the ones there are', async () => {
  expect((await officer.get('/v1/nothing')).body.code).toBe('not_found');
  expect((await officer.get('/v1/customers/%E0%A4%A')).status).toBeLessThan(500);
  const answer = await officer.ask('DELETE', '/v1/customers');
  expect([answer.status, answer.body.code]).toEqual([405, 'method_not_allowed']);
  expect(answer.headers.get('allow')).toBe('POST, GET');
});

test('answers name no framework, forbid framing and are not kept by caches', async () => {
  const { headers } = await officer.get('/v1/me');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
});

test('a write from a page of another site is refused', async () => {
  const headers = { origin: 'https://elsewhere.example' };
  const answer = await officer.post('/v1/customers', newPerson(), { headers });
  expect([answer.status, answer.body.code]).toEqual([403, 'origin_refused']);
  const own = await officer.post('/v1/customers', newPerson(), { headers: { origin: api.url } });
  expect(own.status).toBe(201);
});

test('pages cut a list without gaps or repeats and count all of it', async () => {
  for (let count = 0; count < 5; count += 1) await officer.post('/v1/customers', newPerson());
  const whole = await officer.get('/v1/customers?size=200');
  const seen: string[] = [];
  for (let page = 1; page <= Math.ceil(whole.body.total / 2); page += 1) {
    const { body } = await officer.get(`/v1/customers?size=2&page=${page}`);
    expect(body).toMatchObject({ page, size: 2, total: whole.body.total });
    seen.push(...body.items.map((item: any) => item.customerId));
  }
  expect(seen).toEqual(whole.body.items.map((item: any) => item.customerId));
  expect((await officer.get('/v1/customers?page=9999')).body.items).toEqual([]);
  for (const query of ['page=0', 'size=201', 'size=x', 'page=1.5', 'page=1&page=2']) {
    expect((await officer.get(`/v1/customers?${query}`)).status, query).toBe(422);
  }
});

test('a body that is not the stream its header names is malformed, and no fault', async () => {
  const cookie = await api.signIn(officer.userName);
  const answer = await fetch(`${api.url}/v1/customers`, {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'idempotency-key': 'a-broken-stream',
    },
    body: 'no gzip at all',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'body_malformed' });
});

test('a text that turns its direction around is refused, because it reads as another', async () => {
  for (const name of ['\u202egpj.exe', '王\u2066小\u2069明']) {
    const { status, body } = await officer.post('/v1/customers', { ...newPerson(), name });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/name' }]);
  }
});

test('a timeline goes on from its cursor, and refuses one it did not make', async () => {
  const first = await admin.get('/v1/audit-events?size=2');
  expect(first.body.items).toHaveLength(2);
  const second = await admin.get(`/v1/audit-events?size=2&cursor=${first.body.next}`);
  const both = await admin.get('/v1/audit-events?size=4');
  expect([...first.body.items, ...second.body.items]).toEqual(both.body.items);
  expect((await admin.get('/v1/audit-events?cursor=zzz')).status).toBe(422);
  const last = await admin.get('/v1/audit-events?size=200');
  expect(last.body.next).toBeNull();
});

/** JSON of any shape, and bodies that look almost right. */
const anyBody = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .record(
      {
        kind: fc.oneof(fc.constantFrom('person', 'company'), fc.anything()),
        name: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        identity: fc.record({
          type: fc.constantFrom('national_id', 'passport', 'company_registration'),
          country: fc.oneof(fc.constantFrom('CN', 'US', 'ZZ', 'DE'), fc.string()),
          number: fc.string({ unit: 'grapheme', maxLength: 30 }),
        }),
        phone: fc.string({ maxLength: 20 }),
        birthDate: fc.oneof(fc.constantFrom('1990-02-30', '9999-12-31', '0000-01-01'), fc.string()),
        branchId: fc.oneof(fc.uuid(), fc.string()),
        officeHours: fc.anything(),
        limit: fc.record({ amount: fc.string(), currency: fc.constantFrom('CNY', 'XXX') }),
        userName: fc.string(),
      },
      { requiredKeys: [] },
    )
    .map((body) => JSON.stringify(body) ?? 'null'),
);

test('no body and no query makes any route answer with a fault', async () => {
  const targets = routes.filter(({ kind }) => kind !== 'open');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...targets),
      anyBody,
      fc.webQueryParameters(),
      fc.oneof(fc.uuid(), fc.webSegment()),
      async (route, body, query, segment) => {
        const path = route.path.replace(/:\w+/g, segment === '' ? 'x' : segment);
        const options = route.method === 'GET' ? {} : { body, version: 1 };
        const answer = await admin.ask(route.method, `${path}?${query}`, options);
        expect(answer.status, `${route.method} ${path}: ${body}`).toBeLessThan(500);
      },
    ),
    { numRuns: 300 },
  );
});

test('stop() lets a running request end and then refuses connections', async () => {
  const server = await startServer({ ...api.config, port: 0 });
  const { port } = new URL(server.url);
  const running = fetch(`${server.url}/v1/health/ready`);
  const answer = await running;
  expect(answer.status).toBe(200);
  await server.stop();
  const refused = new Promise<string | undefined>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('connect', () => resolve(undefined));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  expect(await refused).toBe('ECONNREFUSED');
});

test('a port in use is said in one sentence', async () => {
  const { port } = new URL(api.url);
  await expect(startServer({ ...api.config, port: Number(port) })).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is in use`,
  );
});
