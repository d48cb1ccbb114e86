/** The e-mail adapter against a real SMTP server in this process, which answers, refuses or hangs up as told. */
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import type { NoticeSender, OutgoingNotice } from '../../activities/ports/notice-sender.ts';
import { createSmtpSender } from '../../activities/ports/notice-sender-smtp.ts';

const notice: OutgoingNotice = {
  noticeId: '019ae000-0000-7000-8000-000000000001',
  channel: 'email',
  emailAddress: 'wang@example.test',
  subject: '还款提醒',
  body: '王小明您好:您的贷款 LN2026-000001 将于 2026-05-08 还款 1,204.11 CNY。',
};

const open: { server: SMTPServer; sender: NoticeSender }[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  sockets.clear();
  for (const { server, sender } of open.splice(0)) {
    await sender.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

async function startServer(options: SMTPServerOptions): Promise<NoticeSender> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    ...options,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const sender = createSmtpSender({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: 'Daiban <notices@lender.test>',
    timeoutMs: 500,
  });
  open.push({ server, sender });
  return sender;
}

function hangUp(): void {
  for (const socket of sockets) socket.destroy();
}

function refusal(code: number): Error {
  return Object.assign(new Error('no'), { responseCode: code });
}

test('send() hands over sender, reader, subject and text in UTF-8', async () => {
  let source = '';
  const envelopes: unknown[] = [];
  const sender = await startServer({
    onData: (stream, session, done) => {
      envelopes.push([session.envelope.mailFrom, session.envelope.rcptTo]);
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => (source += chunk));
      stream.on('end', () => done());
    },
  });

  const outcome = await sender.send(notice);

  const messageId = `<${notice.noticeId}@lender.test>`;
  expect(outcome).toEqual({ outcome: 'sent', reference: messageId });
  expect(envelopes).toMatchObject([
    [{ address: 'notices@lender.test' }, [{ address: 'wang@example.test' }]],
  ]);
  const [head = '', body = ''] = source.split('\r\n\r\n');
  expect(head).toContain(`Message-ID: ${messageId}`);
  expect(head).toContain('Auto-Submitted: auto-generated');
  expect(head).toContain(`Subject: =?UTF-8?B?${Buffer.from('还款提醒').toString('base64')}?=`);
  expect(Buffer.from(body, 'base64').toString('utf8')).toBe(notice.body);
});

test('send() answers refused when the server will never take it', async () => {
  const sender = await startServer({ onRcptTo: (_address, _session, done) => done(refusal(550)) });
  expect(await sender.send(notice)).toMatchObject({ outcome: 'refused' });
});

test('send() answers refused for a reader without an address', async () => {
  const sender = await startServer({});
  expect(await sender.send({ ...notice, emailAddress: null })).toMatchObject({
    outcome: 'refused',
  });
});

test('send() answers postponed when the server asks to come back later', async () => {
  const sender = await startServer({ onRcptTo: (_address, _session, done) => done(refusal(451)) });
  expect(await sender.send(notice)).toMatchObject({ outcome: 'postponed' });
});

test('send() answers postponed when the connection breaks before the text was asked for', async () => {
  const sender = await startServer({
    onMailFrom: hangUp,
  });
  expect(await sender.send(notice)).toMatchObject({ outcome: 'postponed' });
});

test('send() answers postponed when nobody listens', async () => {
  const sender = createSmtpSender({
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: 'notices@lender.test',
    timeoutMs: 500,
  });
  expect(await sender.send(notice)).toMatchObject({ outcome: 'postponed' });
});

test('send() answers unknown when the connection breaks after the text went out', async () => {
  const sender = await startServer({
    onData: (stream) => {
      stream.resume();
      stream.on('end', hangUp);
    },
  });
  expect(await sender.send(notice)).toMatchObject({ outcome: 'unknown' });
});

test('send() answers unknown when the server never says whether it took the text', async () => {
  const sender = await startServer({ onData: (stream) => void stream.resume() });
  expect(await sender.send(notice)).toMatchObject({ outcome: 'unknown' });
});
