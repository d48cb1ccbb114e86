/** Signing in and up by phone: what a code is worth, for how long, and whom it lets in. */
import { expect, test } from 'vitest';
import { sendPhoneCodes } from '../../activities/code-loop.ts';
import { createSimulatedSmsGateway } from '../../activities/ports/sms-gateway-simulated.ts';
import type { OutgoingCode } from '../../activities/ports/sms-gateway.ts';
import { sweepPhoneCodes } from '../../db/queries/phone-codes.ts';
import { openKeyFile } from '../../ops/keys.ts';
import { testApi, type ApiAnswer } from '../support/api.ts';
import { newPerson, residentNumber } from '../support/numbers.ts';

const api = await testApi();
const { db } = api;
const officer = await api.person(['loan_officer']);

let phoneCount = 0;
function newPhone(): string {
  phoneCount += 1;
  return `+86139${(20_000_000 + phoneCount).toString()}`;
}

function askCode(phone: string): Promise<ApiAnswer> {
  return api.nobody.post('/v1/auth/phone/codes', { phone });
}

function answer(phone: string, code: string): Promise<ApiAnswer> {
  return api.nobody.post('/v1/auth/phone/sessions', { phone, code });
}

function cookieOf({ headers }: ApiAnswer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function other(code: string): string {
  return ((Number(code) + 1) % 1_000_000).toString().padStart(6, '0');
}

async function ticketFor(phone: string): Promise<string> {
  const made = await askCode(phone);
  const answered = await answer(phone, made.body.trainingCode);
  expect(answered.body.outcome).toBe('sign_up');
  return answered.body.ticket;
}

let sequence = 500;
function details(phone: string, ticket: string, changes: Record<string, unknown> = {}) {
  sequence += 1;
  return {
    phone,
    ticket,
    name: '李小红',
    identity: {
      type: 'national_id',
      country: 'CN',
      number: residentNumber('1992-05-20', sequence),
    },
    language: 'zh-CN',
    branchId: api.branchIds.shanghai,
    wordingVersion: '2026-01',
    ...changes,
  };
}

test('a new person signs up by phone, is on file, and comes back with the next code', async () => {
  const phone = newPhone();
  const ticket = await ticketFor(phone);
  const signedUp = await api.nobody.post('/v1/auth/phone/sign-ups', details(phone, ticket));
  expect(signedUp.status).toBe(201);
  const me = await api.nobody.get('/v1/me', { headers: { cookie: cookieOf(signedUp) } });
  expect(me.body).toMatchObject({ kind: 'borrower', displayName: '李小红' });
  const profile = await api.nobody.get('/v1/my/profile', {
    headers: { cookie: cookieOf(signedUp) },
  });
  expect(profile.body.consents).toMatchObject([
    { kind: 'data_processing', wordingVersion: '2026-01', channel: 'web' },
  ]);
  await db
    .updateTable('phone_code')
    .set({ created_at: '2020-01-01' as never })
    .execute();
  const made = await askCode(phone);
  const again = await answer(phone, made.body.trainingCode);
  expect(again.body.outcome).toBe('signed_in');
  const meAgain = await api.nobody.get('/v1/me', { headers: { cookie: cookieOf(again) } });
  expect(meAgain.body.id).toBe(me.body.id);
});

test('the session ends with the browser and lasts two hours at most', async () => {
  const phone = newPhone();
  const signedUp = await api.nobody.post(
    '/v1/auth/phone/sign-ups',
    details(phone, await ticketFor(phone)),
  );
  const cookie = signedUp.headers
    .getSetCookie()
    .find((each) => each.startsWith('daiban.session_token='));
  expect(cookie).toContain('HttpOnly');
  expect(cookie).not.toContain('Max-Age');
  const newest = await db
    .selectFrom('auth.session')
    .select('expiresAt')
    .orderBy('updatedAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const leftMs = Date.parse(newest.expiresAt) - Date.now();
  expect(leftMs).toBeLessThanOrEqual(2 * 3_600_000);
  expect(leftMs).toBeGreaterThan(2 * 3_600_000 - 60_000);
});

test('somebody on file is linked when name, identity and phone agree, and refused when one does not', async () => {
  const known = newPerson({ name: '阿依古丽·买买提' });
  const created = await officer.post('/v1/customers', known);
  const phone = known.phone as string;
  const signUp = async (ticket: string, from: string, changes: Record<string, unknown>) =>
    api.nobody.post(
      '/v1/auth/phone/sign-ups',
      details(from, ticket, { name: known.name, identity: known.identity, ...changes }),
    );
  const stranger = newPhone();
  const wrongPhone = await signUp(await ticketFor(stranger), stranger, {});
  expect(wrongPhone.body.code).toBe('sign_up_refused');
  const ticket = await ticketFor(phone);
  const wrongName = await signUp(ticket, phone, { name: '阿依古丽' });
  expect(wrongName.body.code).toBe('sign_up_refused');
  expect(wrongName.body.detail).toBe(wrongPhone.body.detail);
  const right = await signUp(ticket, phone, { name: '阿依古丽 买买提' });
  expect(right.status).toBe(201);
  const me = await api.nobody.get('/v1/me', { headers: { cookie: cookieOf(right) } });
  expect(me.body.id).toBe(created.body.customerId);
});

test('a ticket belongs to its phone and is good for three attempts', async () => {
  const phone = newPhone();
  const ticket = await ticketFor(phone);
  const elsewhere = await api.nobody.post('/v1/auth/phone/sign-ups', details(newPhone(), ticket));
  expect(elsewhere.body.code).toBe('phone_code_expired');
  const noBranch = { branchId: '00000000-0000-7000-8000-000000000000' };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const refused = await api.nobody.post(
      '/v1/auth/phone/sign-ups',
      details(phone, ticket, noBranch),
    );
    expect(refused.body.errors[0].pointer).toBe('/branchId');
  }
  const fourth = await api.nobody.post('/v1/auth/phone/sign-ups', details(phone, ticket));
  expect(fourth.body.code).toBe('phone_code_expired');
});

test('a wrong code says how many attempts are left, and five wrong ones end it', async () => {
  const phone = newPhone();
  const made = await askCode(phone);
  const wrong = other(made.body.trainingCode);
  for (const left of [4, 3, 2, 1, 0]) {
    const refused = await answer(phone, wrong);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'phone_code_wrong', attemptsLeft: left });
  }
  const tooLate = await answer(phone, made.body.trainingCode);
  expect(tooLate.body.code).toBe('phone_code_expired');
});

test('a code counts once, for five minutes, and only the newest', async () => {
  const phone = newPhone();
  const first = await askCode(phone);
  await db
    .updateTable('phone_code')
    .set({ created_at: new Date(Date.now() - 61_000).toISOString() as never })
    .where('status', '=', 'queued')
    .execute();
  const second = await askCode(phone);
  if (first.body.trainingCode !== second.body.trainingCode) {
    expect((await answer(phone, first.body.trainingCode)).body.code).toBe('phone_code_wrong');
  }
  expect((await answer(phone, second.body.trainingCode)).status).toBe(200);
  expect((await answer(phone, second.body.trainingCode)).body.code).toBe('phone_code_expired');
  const late = newPhone();
  const made = await askCode(late);
  const past = new Date(Date.now() - 1_000).toISOString();
  await db.updateTable('phone_code').set({ expires_at: past }).execute();
  expect((await answer(late, made.body.trainingCode)).body.code).toBe('phone_code_expired');
});

test('a phone gets one code a minute and five an hour, and the answer says when the next', async () => {
  const phone = newPhone();
  await askCode(phone);
  const soon = await askCode(phone);
  expect(soon.status).toBe(429);
  expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(50);
  for (let count = 2; count <= 5; count += 1) {
    await shiftBack(120);
    expect((await askCode(phone)).status, `code ${count}`).toBe(201);
  }
  await shiftBack(120);
  const sixth = await askCode(phone);
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(1_000);
});

async function shiftBack(seconds: number): Promise<void> {
  const rows = await db.selectFrom('phone_code').select(['phone_code_id', 'created_at']).execute();
  for (const row of rows) {
    const earlier = new Date(Date.parse(row.created_at) - seconds * 1_000).toISOString();
    await db
      .updateTable('phone_code')
      .set({ created_at: earlier as never })
      .where('phone_code_id', '=', row.phone_code_id)
      .execute();
  }
}

test('the code is carried once by the worker, and then its text is gone', async () => {
  await db.deleteFrom('phone_code').execute();
  const phone = newPhone();
  const made = await askCode(phone);
  const sent: OutgoingCode[] = [];
  const simulated = createSimulatedSmsGateway();
  const gateway = {
    ...simulated,
    sendCode: (message: OutgoingCode) => {
      sent.push(message);
      return simulated.sendCode(message);
    },
  };
  const parts = { db, keys: openKeyFile(api.config.keyFile), gateway };
  expect(await sendPhoneCodes(parts)).toBe(1);
  expect(await sendPhoneCodes(parts)).toBe(0);
  expect(sent).toMatchObject([{ phone, code: made.body.trainingCode }]);
  const rows = await db.selectFrom('phone_code').selectAll().execute();
  expect(rows).toMatchObject([{ status: 'sent', message_cipher: null }]);
  expect(JSON.stringify(rows)).not.toContain(made.body.trainingCode);
});

test('what nobody carried in time loses its text, and old codes go', async () => {
  await db.deleteFrom('phone_code').execute();
  await askCode(newPhone());
  const past = new Date(Date.now() - 1_000).toISOString();
  await db.updateTable('phone_code').set({ expires_at: past }).execute();
  await sweepPhoneCodes(db);
  const swept = await db.selectFrom('phone_code').selectAll().execute();
  expect(swept).toMatchObject([{ status: 'failed', message_cipher: null }]);
  await db
    .updateTable('phone_code')
    .set({ created_at: '2020-01-01T00:00:00Z' as never })
    .execute();
  await sweepPhoneCodes(db);
  expect(await db.selectFrom('phone_code').selectAll().execute()).toEqual([]);
});

test('a number changed at the branch no longer signs in', async () => {
  const phone = newPhone();
  const body = details(phone, await ticketFor(phone));
  const signedUp = await api.nobody.post('/v1/auth/phone/sign-ups', body);
  const { id } = (await api.nobody.get('/v1/me', { headers: { cookie: cookieOf(signedUp) } })).body;
  const change = { phone: newPhone() };
  await officer.patch(`/v1/customers/${id}`, change, { version: 1 });
  await db.deleteFrom('phone_code').execute();
  const made = await askCode(phone);
  expect((await answer(phone, made.body.trainingCode)).body.outcome).toBe('sign_up');
});

test.each([
  ['a number that is none', { phone: '12' }, 422],
  ['another member', { phone: '+8613912345678', admin: true }, 422],
  ['no phone', {}, 422],
])('a code for %s is refused', async (_name, body, status) => {
  expect((await api.nobody.post('/v1/auth/phone/codes', body)).status).toBe(status);
});

test('a wording nobody has read is not agreed to', async () => {
  const phone = newPhone();
  const body = details(phone, await ticketFor(phone), { wordingVersion: '1999-01' });
  const refused = await api.nobody.post('/v1/auth/phone/sign-ups', body);
  expect(refused.body.errors[0].pointer).toBe('/wordingVersion');
});

test('another site cannot ask for codes', async () => {
  const refused = await api.nobody.post(
    '/v1/auth/phone/codes',
    { phone: newPhone() },
    { headers: { origin: 'https://elsewhere.example' } },
  );
  expect(refused.body.code).toBe('origin_refused');
});
