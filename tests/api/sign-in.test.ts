/** Signing in as a browser and as a script do, and everything that must not work. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startServer } from '../../api/server.ts';
import { TEST_PASSWORD, testApi } from '../support/api.ts';

const api = await testApi();
const officer = await api.person(['loan_officer']);

function signIn(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${url}/v1/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const right = { username: officer.userName, password: TEST_PASSWORD };

test('the cookie is out of the reach of scripts and of other sites', async () => {
  const answer = await signIn(api.url, right);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^daiban\.session_token=/);
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Lax');
  expect(cookie).not.toContain('Secure');
});

test('behind an address with TLS the cookie is sent over TLS only', async () => {
  const server = await startServer({
    ...api.config,
    port: 0,
    publicUrl: 'https://daiban.example',
  });
  const answer = await signIn(server.url, right);
  await server.stop();
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Secure-daiban\.session_token=/);
  expect(cookie).toContain('Secure');
});

test('a script may send the signed token instead of the cookie', async () => {
  const answer = await signIn(api.url, right);
  const token = answer.headers.get('set-auth-token') ?? '';
  const me = await api.nobody.get('/v1/me', { headers: { authorization: `Bearer ${token}` } });
  expect(me.body.id).toBe(officer.officerId);
});

test('a token out of the database, without its signature, opens nothing', async () => {
  const { token } = (await (await signIn(api.url, right)).json()) as { token: string };
  for (const authorization of [`Bearer ${token}`, `Bearer ${token}.c2lnbmF0dXJl`, 'Bearer x', '']) {
    const me = await api.nobody.get('/v1/me', { headers: { authorization } });
    expect(me.status, authorization).toBe(401);
  }
});

test('unknown user and wrong password get the same answer', async () => {
  const wrong = await signIn(api.url, { ...right, password: 'wrong password here' });
  const unknown = await signIn(api.url, { username: 'nobody.here', password: TEST_PASSWORD });
  const odd = await signIn(api.url, { username: 'no body!', password: TEST_PASSWORD });
  const bodies = await Promise.all([wrong, unknown, odd].map((answer) => answer.json()));
  for (const body of bodies as any[]) {
    expect(body).toMatchObject({ status: 401, code: 'sign_in_failed' });
    expect(body.detail).toBe((bodies as any[])[0].detail);
  }
});

test.each([
  ['nothing', '', 401],
  ['half an object', '{', 400],
  ['a list', '[]', 401],
  ['values of other types', '{"username":1,"password":[]}', 401],
  ['a very long name', `{"username":"${'x'.repeat(9000)}"}`, 413],
])('sign-in with %s is refused', async (_name, body, status) => {
  const answer = await fetch(`${api.url}/v1/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test('after signing out the cookie opens nothing', async () => {
  const cookie = await api.signIn(officer.userName);
  const headers = { cookie, origin: api.url, 'content-type': 'application/json' };
  expect((await api.nobody.get('/v1/me', { headers })).status).toBe(200);
  const out = await api.nobody.post('/v1/auth/sign-out', {}, { headers });
  expect(out.status).toBe(200);
  expect((await api.nobody.get('/v1/me', { headers })).status).toBe(401);
});

test('a page of another site cannot sign anybody in or out', async () => {
  const answer = await signIn(api.url, right, { origin: 'https://elsewhere.example' });
  expect(answer.status).toBe(403);
  expect(((await answer.json()) as any).code).toBe('origin_refused');
});

test('a person changes their password, and the old one opens nothing', async () => {
  const person = await api.person(['loan_officer']);
  const cookie = await api.signIn(person.userName);
  const headers = { cookie, origin: api.url };
  const change = (currentPassword: string, newPassword: string) =>
    api.nobody.post('/v1/auth/change-password', { currentPassword, newPassword }, { headers });
  expect((await change(TEST_PASSWORD, 'short')).status).toBe(422);
  expect((await change('not the password', 'a new and longer one')).status).toBe(422);
  expect((await change(TEST_PASSWORD, 'a new and longer one')).status).toBe(200);
  const old = await signIn(api.url, { username: person.userName, password: TEST_PASSWORD });
  expect(old.status).toBe(401);
});

test('with the limit of production the fourth sign-in within ten seconds waits', async () => {
  await api.db.deleteFrom('auth.rateLimit').execute();
  const server = await startServer({ ...api.config, port: 0, isTraining: false });
  const statuses: number[] = [];
  let last: Response | null = null;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    last = await signIn(server.url, { username: `u${randomUUID().slice(0, 8)}`, password: 'x' });
    statuses.push(last.status);
  }
  const body = (await last!.json()) as any;
  await server.stop();
  expect(statuses).toEqual([401, 401, 401, 429]);
  expect(body.code).toBe('too_many_requests');
  expect(Number(last!.headers.get('retry-after'))).toBe(body.retryAfterSeconds);
  expect(body.retryAfterSeconds).toBeLessThanOrEqual(10);
});

test('an address the caller claims for itself does not lift the limit', async () => {
  await api.db.deleteFrom('auth.rateLimit').execute();
  const server = await startServer({ ...api.config, port: 0, isTraining: false });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const claimed = `203.0.113.${attempt}`;
    const answer = await signIn(server.url, right, {
      'x-forwarded-for': claimed,
      'x-daiban-address': claimed,
      'x-client-ip': claimed,
    });
    statuses.push(answer.status);
  }
  await server.stop();
  expect(statuses.at(-1)).toBe(429);
});

test('behind a trusted proxy each caller has a limit of their own', async () => {
  await api.db.deleteFrom('auth.rateLimit').execute();
  const config = { ...api.config, port: 0, isTraining: false, trustedProxyCount: 1 };
  const server = await startServer(config);
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const forwarded = { 'x-forwarded-for': `198.51.100.7, 203.0.113.${attempt}` };
    statuses.push((await signIn(server.url, right, forwarded)).status);
  }
  await server.stop();
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
});

test('whoever has left is signed out at once and cannot come back', async () => {
  const admin = await api.person(['admin'], 'head_office');
  const leaving = await api.person(['loan_officer']);
  const { headers } = await admin.get(`/v1/officers/${leaving.officerId}`);
  const version = Number(headers.get('etag')!.replaceAll('"', ''));
  await admin.patch(`/v1/officers/${leaving.officerId}`, { status: 'left' }, { version });
  expect((await leaving.get('/v1/me')).status).toBe(401);
  const cookie = await api.signIn(leaving.userName);
  expect((await api.nobody.get('/v1/me', { headers: { cookie } })).status).toBe(401);
});

test('a session in use is prolonged now and then, and one that has ended opens nothing', async () => {
  const person = await api.person(['loan_officer']);
  const { userId } = await api.db
    .selectFrom('auth.user')
    .select('id as userId')
    .where('username', '=', person.userName)
    .executeTakeFirstOrThrow();
  const sessions = api.db.updateTable('auth.session').where('userId', '=', userId);
  const expiry = async () =>
    (
      await api.db
        .selectFrom('auth.session')
        .select('expiresAt')
        .where('userId', '=', userId)
        .executeTakeFirstOrThrow()
    ).expiresAt;
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await sessions.set({ updatedAt: inMinutes(-31), expiresAt: inMinutes(449) }).execute();
  expect((await person.get('/v1/me')).status).toBe(200);
  expect((await expiry()) > inMinutes(475)).toBe(true);
  await sessions.set({ expiresAt: inMinutes(-1) }).execute();
  expect((await person.get('/v1/me')).status).toBe(401);
});
