/** Notices from the row to the reader, with senders that answer as a partner might. */
import { beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../ops/log.ts';
import { sendQueuedNotices, startNoticeSender } from '../../activities/notice-loop.ts';
import { queueNotice, queueNotices } from '../../activities/notices.ts';
import { createSimulatedSender } from '../../activities/ports/notice-sender-simulated.ts';
import type {
  NoticeSender,
  NoticeSenders,
  OutgoingNotice,
  SendOutcome,
} from '../../activities/ports/notice-sender.ts';
import { releaseHeldNotices, releaseLapsedNotices } from '../../db/queries/notices.ts';
import { seedContactPolicy } from '../support/collections.ts';
import { testDatabase } from '../support/database.ts';
import {
  moveClock,
  seedCustomer,
  seedInstallation,
  seedOfficer,
  startDate,
} from '../support/lending.ts';
import { eventually } from '../support/waiting.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);
const officerId = await seedOfficer(db, branchId);
const customerId = await seedCustomer(db, { branchId, managerId: officerId });
const log = createLogger({ name: 'test', level: 'silent' });

beforeEach(async () => {
  await db.deleteFrom('notice').execute();
});

function queue(businessKey: string, channel: 'sms' | 'email' = 'email') {
  return db.transaction().execute((trx) =>
    queueNotice(trx, {
      businessKey,
      template: 'loan_closed',
      channel,
      language: 'zh-CN',
      customerId,
      params: { customerName: '王小明', loanNumber: 'LN2036-000001', closedDate: startDate },
      businessDate: startDate,
    }),
  );
}

/** Answers in turn, and remembers what it was given. */
function scripted(answers: readonly (SendOutcome | Error)[], isRepeatable = false) {
  const given: OutgoingNotice[] = [];
  const sender: NoticeSender = {
    isRepeatable,
    send: async (notice) => {
      const answer = answers[given.length]!;
      given.push(notice);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close: async () => {},
  };
  return { sender, given };
}

function sendersWith(email: NoticeSender): NoticeSenders {
  const simulated = createSimulatedSender();
  const channels = ['sms', 'push', 'voice', 'letter', 'visit', 'console'] as const;
  return {
    ...Object.fromEntries(channels.map((channel) => [channel, simulated])),
    email,
  } as NoticeSenders;
}

async function readNotices() {
  return db.selectFrom('notice').selectAll().orderBy('created_at').execute();
}

test('queueNotice() writes a text in the language of its reader, once for each step', async () => {
  await queue('loan/1/closed/email');
  await queue('loan/1/closed/email');
  const rows = await readNotices();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    status: 'queued',
    subject: '贷款已结清',
    body: `王小明您好:您的贷款 LN2036-000001 已于 ${startDate} 结清。感谢您的信任。`,
  });
});

test('queueNotice() leaves nothing behind when its step is rolled back', async () => {
  const step = db.transaction().execute(async (trx) => {
    await queueNotices(trx, [
      {
        businessKey: 'policy-version/1/activated/1',
        template: 'version_activated',
        channel: 'console',
        language: 'en',
        officerId,
        params: { officerName: 'Li', versionName: 'x', versionNumber: 2, effectiveDate: startDate },
        businessDate: startDate,
      },
    ]);
    throw new Error('the step failed');
  });
  await expect(step).rejects.toThrow('the step failed');
  expect(await readNotices()).toEqual([]);
});

test('sendQueuedNotices() hands each to the sender of its channel and says when it went', async () => {
  const email = scripted([{ outcome: 'sent', reference: '<1@lender>' }]);
  await queue('a', 'email');
  await queue('b', 'sms');
  expect(await sendQueuedNotices({ db, senders: sendersWith(email.sender) })).toBe(2);
  expect(email.given).toMatchObject([{ channel: 'email', emailAddress: 'wang@example.com' }]);
  const rows = await readNotices();
  expect(rows.map(({ status }) => status)).toEqual(['sent', 'sent']);
  expect(rows[0]!.provider_reference).toBe('<1@lender>');
  // Business time: the training clock stands in 2036.
  expect(rows[0]!.sent_at!.slice(0, 10)).toBe(startDate);
});

test('what surely did not go out is tried again later', async () => {
  const email = scripted([
    { outcome: 'postponed', reason: 'nobody listens' },
    { outcome: 'sent', reference: null },
  ]);
  const senders = sendersWith(email.sender);
  await queue('a');
  await sendQueuedNotices({ db, senders });
  expect(await readNotices()).toMatchObject([{ status: 'queued', failure: 'nobody listens' }]);
  expect(await sendQueuedNotices({ db, senders })).toBe(0);
  await db.updateTable('notice').set({ available_at: new Date().toISOString() }).execute();
  expect(await sendQueuedNotices({ db, senders })).toBe(1);
  expect(await readNotices()).toMatchObject([{ status: 'sent', attempt_count: 2, failure: null }]);
});

test('what nobody knows stays unknown and is never sent again', async () => {
  const email = scripted([{ outcome: 'unknown', reason: 'connection broke' }, new Error('crash')]);
  const senders = sendersWith(email.sender);
  await queue('a');
  await queue('b');
  await sendQueuedNotices({ db, senders });
  await releaseLapsedNotices(db, ['sms']);
  await sendQueuedNotices({ db, senders });
  expect(await readNotices()).toMatchObject([
    { status: 'unknown', failure: 'connection broke' },
    { status: 'unknown', failure: 'crash' },
  ]);
  expect(email.given).toHaveLength(2);
});

test('a refused notice has failed', async () => {
  const email = scripted([{ outcome: 'refused', reason: 'no such mailbox' }]);
  await queue('a');
  await sendQueuedNotices({ db, senders: sendersWith(email.sender) });
  expect(await readNotices()).toMatchObject([{ status: 'failed', failure: 'no such mailbox' }]);
});

test('releaseLapsedNotices() queues again only where twice is harmless', async () => {
  await queue('a', 'email');
  await queue('b', 'sms');
  const past = new Date(Date.now() - 1_000).toISOString();
  await db.updateTable('notice').set({ claimed_until: past }).execute();
  await releaseLapsedNotices(db, ['sms', 'push']);
  expect((await readNotices()).map(({ channel, status }) => `${channel} ${status}`)).toEqual([
    'email unknown',
    'sms queued',
  ]);
});

test('two senders at once never take the same notice', async () => {
  const taken: string[] = [];
  const sender: NoticeSender = {
    isRepeatable: false,
    send: async ({ noticeId }) => {
      taken.push(noticeId);
      return { outcome: 'sent', reference: null };
    },
    close: async () => {},
  };
  for (let count = 0; count < 40; count += 1) await queue(`n/${count}`);
  const senders = sendersWith(sender);
  await Promise.all([sendQueuedNotices({ db, senders }), sendQueuedNotices({ db, senders })]);
  expect(new Set(taken).size).toBe(40);
  expect(taken).toHaveLength(40);
});

test('a reminder that reaches the sender at night waits for the morning of its reader', async () => {
  await seedContactPolicy(db, startDate);
  const senders = sendersWith(createSimulatedSender());
  const remind = (channel: 'sms' | 'push') =>
    db.transaction().execute((trx) =>
      queueNotice(trx, {
        businessKey: `loan/1/due/1/${channel}`,
        template: 'due_today',
        channel,
        language: 'en',
        customerId,
        params: { customerName: 'W', loanNumber: 'LN', dueDate: startDate, amount: '1.00 CNY' },
        businessDate: startDate,
      }),
    );
  await moveClock(db, startDate, '22:00');
  await remind('sms');
  await queue('loan/1/closed/sms', 'sms');
  await sendQueuedNotices({ db, senders });
  const nextAllowedAt = '2036-01-16T00:00:00.000Z';
  expect(await readNotices()).toMatchObject([
    { template: 'due_today', status: 'withheld', decision: { heldBy: 'sender', nextAllowedAt } },
    { template: 'loan_closed', status: 'sent' },
  ]);
  await releaseHeldNotices(db);
  expect(await sendQueuedNotices({ db, senders })).toBe(0);
  await moveClock(db, '2036-01-16', '08:00');
  await releaseHeldNotices(db);
  expect(await sendQueuedNotices({ db, senders })).toBe(1);
  expect(await readNotices()).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
});

test('startNoticeSender() sends what is queued and stops', async () => {
  const loop = startNoticeSender({
    db,
    log,
    senders: sendersWith(createSimulatedSender()),
    pollMs: 20,
  });
  await queue('a');
  await eventually(async () => expect(await readNotices()).toMatchObject([{ status: 'sent' }]));
  await loop.stop();
  await queue('b');
  expect((await readNotices())[1]).toMatchObject({ status: 'queued' });
});
