/** Words of notices from the built-in ones to the house's own: drafted, read with samples, confirmed, and sent from their date on. */
import { expect, test } from 'vitest';
import { queueNotice } from '../../activities/notices.ts';
import { createVersionActivities } from '../../activities/versions.ts';
import { addDays } from '../../domain/calendar.ts';
import { builtInWords } from '../../locales/catalogue.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';
import { versionDesk } from '../support/version-desk.ts';

const api = await testApi();
const { db } = api;
const today = '2036-02-13';
await moveClock(db, today);
await seedRequestMatrices(db);
const author = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');
const path = '/v1/policy-versions';
const { goOn } = versionDesk(api, second);
const name = 'due_today';
const kind = 'notice_template';
const builtIn = builtInWords(name);
const own = { subject: 'Due today', body: 'Dear {customerName}, {amount} is due on {loanNumber}.' };
const texts = { ...builtIn, en: own };

async function listed() {
  const { body } = await author.get('/v1/notice-templates');
  return body.items.find((item: { name: string }) => item.name === name);
}

/** The body of a notice written now. */
async function written(businessKey: string): Promise<string> {
  const params = { customerName: 'Wang', loanNumber: 'LN1', dueDate: today, amount: '1.00' };
  const { officerId } = author;
  const notice = { businessKey, template: name, channel: 'console', language: 'en' } as const;
  await db
    .transaction()
    .execute((trx) => queueNotice(trx, { ...notice, officerId, params, businessDate: today }));
  const { body } = await db
    .selectFrom('notice')
    .select('body')
    .where('business_key', '=', businessKey)
    .executeTakeFirstOrThrow();
  return body;
}

test('words are refused where they name a fact the notice does not have', async () => {
  const wrong = { ...texts, en: { ...own, body: 'Dear {customerName}, your {salary}' } };
  const { status, body } = await author.post(path, { kind, name, content: { name, texts: wrong } });
  expect([status, body.errors[0].pointer]).toEqual([422, '/content/texts/en/body']);
  expect(body.errors[0].detail).toContain('salary');
  const unknown = await author.post(path, {
    kind,
    name: 'gossip',
    content: { name: 'gossip', texts },
  });
  expect(unknown.status).toBe(422);
});

test('a preview fills the words with samples in both languages', async () => {
  const { status, body } = await author.post('/v1/notice-previews', { content: { name, texts } });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.texts.en.body).toBe('Dear Wang Xiaoming, CNY 8,661.90 is due on LN2026-000088.');
  expect(body.texts['zh-CN'].body).toContain('王小明');
  expect(JSON.stringify(body)).not.toMatch(/[{]\w+[}]/);
});

test('confirmed words are sent from their date on, and the built-in ones until then', async () => {
  expect(await listed()).toMatchObject({ builtIn, texts: builtIn, inForce: null, open: null });
  const draft = (await author.post(path, { kind, name, content: { name, texts } })).body;
  const id = draft.policyVersionId as string;
  expect((await listed()).open).toMatchObject({ policyVersionId: id, status: 'draft' });
  const effectiveDate = addDays(today, 1);
  const submitted = await author.post(
    `${path}/${id}/submit`,
    { effectiveDate },
    { version: draft.version },
  );
  await goOn({ policyVersionId: id });
  const { version } = submitted.body;
  const own = await author.post(`${path}/${id}/confirm`, {}, { version });
  expect([own.status, own.body.code]).toEqual([403, 'four_eyes']);
  expect((await second.post(`${path}/${id}/confirm`, {}, { version })).status).toBe(201);
  await goOn({ policyVersionId: id });
  expect(await written('test/before')).toContain('please ignore this message');
  const versions = createVersionActivities({ db });
  const { next } = await versions.lookAtVersion(id);
  await moveClock(db, effectiveDate);
  await versions.runVersionStep(id, next!);
  expect(await listed()).toMatchObject({
    texts,
    inForce: { policyVersionId: id, status: 'active' },
    open: null,
  });
  expect(await written('test/after')).toBe('Dear Wang, 1.00 is due on LN1.');
  // What was written before keeps its words.
  expect(await written('test/before')).toContain('please ignore this message');
});
