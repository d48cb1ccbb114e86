/** A second factor from setting it up to losing the phone, the house's rule about it, and the own sessions. */
import { expect, test } from 'vitest';
import { startServer } from '../../api/server.ts';
import { TEST_PASSWORD, testApi, type ApiAnswer } from '../support/api.ts';
import { totpOf } from '../support/totp.ts';

const api = await testApi();

type Jar = { cookie: string };

/** Keeps cookies as a browser does: the library renews the session when a factor is set up. */
function browser(url = api.url) {
  const jar: Jar = { cookie: '' };
  const keep = (answer: ApiAnswer) => {
    const cookies = new Map(jar.cookie.split('; ').map((pair) => [pair.split('=')[0]!, pair]));
    for (const set of answer.headers.getSetCookie()) {
      const pair = set.split(';')[0]!;
      cookies.set(pair.split('=')[0]!, pair);
    }
    jar.cookie = [...cookies.values()].filter((pair) => pair !== '').join('; ');
    return answer;
  };
  const ask = async (method: string, path: string, body?: unknown): Promise<ApiAnswer> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        cookie: jar.cookie,
        origin: url,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return keep({ status: answer.status, headers: answer.headers, body: await answer.json() });
  };
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown = {}) => ask('POST', path, body),
    ask,
    signIn: (userName: string) =>
      ask('POST', '/v1/auth/sign-in/username', { username: userName, password: TEST_PASSWORD }),
  };
}

async function enrolled(roles: readonly ['loan_officer']) {
  const person = await api.person(roles);
  const page = browser();
  await page.signIn(person.userName);
  const begun = await page.post('/v1/auth/two-factor/enable', { password: TEST_PASSWORD });
  const { totpURI, backupCodes } = begun.body as { totpURI: string; backupCodes: string[] };
  const proved = await page.post('/v1/auth/two-factor/verify-totp', { code: totpOf(totpURI) });
  return { person, page, totpURI, backupCodes, proved };
}

test('setting it up takes the password, shows a secret and ten codes, and a first code proves it', async () => {
  const { page, totpURI, backupCodes, proved } = await enrolled(['loan_officer']);
  expect(totpURI).toMatch(/^otpauth:\/\/totp\/Daiban/);
  expect(new Set(backupCodes).size).toBe(10);
  expect(proved.status).toBe(200);
  expect((await page.get('/v1/me')).body).toMatchObject({
    hasSecondFactor: true,
    mustEnrol: false,
  });
});

test('from then on the password alone opens nothing, and the code of the moment does', async () => {
  const { person, totpURI } = await enrolled(['loan_officer']);
  const page = browser();
  const first = await page.signIn(person.userName);
  expect(first.body).toMatchObject({ twoFactorRedirect: true });
  expect(first.headers.get('set-auth-token')).toBeNull();
  expect((await page.get('/v1/me')).status).toBe(401);
  const wrong = await page.post('/v1/auth/two-factor/verify-totp', { code: '000000' });
  expect([wrong.status, wrong.body.code, wrong.body.mustStartOver]).toEqual([
    401,
    'second_factor_failed',
    false,
  ]);
  const right = await page.post('/v1/auth/two-factor/verify-totp', { code: totpOf(totpURI) });
  expect(right.status).toBe(200);
  expect((await page.get('/v1/me')).body.id).toBe(person.officerId);
});

test('a backup code works once', async () => {
  const { person, backupCodes } = await enrolled(['loan_officer']);
  const verify = async () => {
    const page = browser();
    await page.signIn(person.userName);
    return page.post('/v1/auth/two-factor/verify-backup-code', { code: backupCodes[0] });
  };
  expect((await verify()).status).toBe(200);
  expect((await verify()).body.code).toBe('second_factor_failed');
});

test('after five wrong codes sign-in begins again, even with the right one', async () => {
  const { person, totpURI } = await enrolled(['loan_officer']);
  const page = browser();
  await page.signIn(person.userName);
  const verify = (code: string) => page.post('/v1/auth/two-factor/verify-totp', { code });
  for (let attempt = 0; attempt < 5; attempt += 1) await verify('000000');
  expect((await verify(totpOf(totpURI))).body).toMatchObject({ mustStartOver: true });
});

test('a code without a sign-in before it is refused', async () => {
  const answer = await browser().post('/v1/auth/two-factor/verify-totp', { code: '123456' });
  expect([answer.status, answer.body.code, answer.body.mustStartOver]).toEqual([
    401,
    'second_factor_failed',
    true,
  ]);
});

test('going without it again takes the password', async () => {
  const { page, person } = await enrolled(['loan_officer']);
  const disable = (password: string) => page.post('/v1/auth/two-factor/disable', { password });
  expect((await disable('not the password')).status).toBe(422);
  expect((await disable(TEST_PASSWORD)).status).toBe(200);
  expect((await browser().signIn(person.userName)).body.twoFactorRedirect).toBeUndefined();
});

test('where the house asks a role for it, nothing else answers before it is set up', async () => {
  const officer = await api.person(['finance']);
  const other = await api.person(['loan_officer']);
  const server = await startServer({ ...api.config, port: 0, secondFactorRoles: ['finance'] });
  const page = browser(server.url);
  await page.signIn(officer.userName);
  expect((await page.get('/v1/me')).body.mustEnrol).toBe(true);
  const refused = await page.get('/v1/loans');
  expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
  const begun = await page.post('/v1/auth/two-factor/enable', { password: TEST_PASSWORD });
  await page.post('/v1/auth/two-factor/verify-totp', { code: totpOf(begun.body.totpURI) });
  expect((await page.get('/v1/loans')).status).toBe(200);
  const free = browser(server.url);
  await free.signIn(other.userName);
  expect((await free.get('/v1/loans')).status).toBe(200);
  await server.stop();
});

test('somebody sees their sessions without their tokens, and ends one of another device', async () => {
  const person = await api.person(['loan_officer']);
  const here = browser();
  const there = browser();
  await here.signIn(person.userName);
  await there.signIn(person.userName);
  const { items } = (await here.get('/v1/me/sessions')).body;
  expect(items).toHaveLength(3);
  expect(JSON.stringify(items)).not.toContain('token');
  const newest = items.filter((item: any) => !item.isThis)[0];
  const ended = await here.ask('DELETE', `/v1/me/sessions/${newest.sessionId}`, {});
  expect(ended.status).toBe(200);
  expect((await here.get('/v1/me')).status).toBe(200);
  expect((await there.get('/v1/me')).status).toBe(401);
  const stranger = await api.person(['loan_officer']);
  const own = items.find((item: any) => item.isThis);
  const foreign = await stranger.ask('DELETE', `/v1/me/sessions/${own.sessionId}`, { body: {} });
  expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found']);
});

test('what somebody chose travels with them, and what is not named stays', async () => {
  const person = await api.person(['loan_officer']);
  expect((await person.get('/v1/me')).body.preferences).toEqual({});
  await person.patch('/v1/me/preferences', { scheme: 'dark', keys: false });
  await person.patch('/v1/me/preferences', { density: 'comfortable', scheme: 'light' });
  expect((await person.get('/v1/me')).body.preferences).toEqual({
    scheme: 'light',
    keys: false,
    density: 'comfortable',
  });
  expect((await person.patch('/v1/me/preferences', { colour: 'pink' })).status).toBe(422);
});
