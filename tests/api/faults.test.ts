/** What goes wrong on our side: the caller learns a number, the log the reason, and neither a customer's data. */
import { Writable } from 'node:stream';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../api/app.ts';
import type { AppParts } from '../../api/dispatch.ts';
import { createRequestCounter } from '../../api/rate-limit.ts';
import { defineOpen, defineRead } from '../../api/route.ts';
import { startServer } from '../../api/server.ts';
import { freePort } from '../../ops/ports.ts';
import { createKeyRing } from '../../ops/keys.ts';
import { testApi } from '../support/api.ts';

const api = await testApi();

const lines: string[] = [];
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});
const secret = Buffer.alloc(32, 1).toString('base64');
const parts: AppParts & { mounts: [] } = {
  db: api.db,
  authenticator: { findSession: async () => null },
  services: {
    keys: createKeyRing({ version: 1, current: 1, keys: { '1': secret }, indexKey: secret }),
    log: pino(sink),
    isTraining: true,
    takesDirectDebits: true,
  },
  publicUrl: 'http://127.0.0.1',
  sessionRules: { secondFactorRoles: [], idleLockMinutes: 0 },
  trustedProxyCount: 0,
  countRequest: async () => undefined,
  checksAnswers: true,
  mounts: [],
};
const app = createApp({
  ...parts,
  routes: [
    defineOpen({
      path: '/v1/fault',
      tag: 'test',
      summary: 'Break a constraint with a row that names somebody',
      response: z.object({}),
      handler: async ({ db }) => {
        await db
          .insertInto('installation')
          .values({ mode: 'training', time_zone: '王小明' })
          .execute();
        return { body: {} };
      },
    }),
    defineOpen({
      path: '/v1/drift',
      tag: 'test',
      summary: 'Answer otherwise than documented',
      response: z.object({ count: z.number() }),
      handler: async () => ({ body: { count: 'three' as unknown as number } }),
    }),
  ],
});
const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close();
});

test('a fault is a 500 that says nothing but its number, under which the log has the reason', async () => {
  const answer = await fetch(`${url}/v1/fault`);
  const body = (await answer.json()) as any;
  expect(answer.status).toBe(500);
  expect(Object.keys(body).sort()).toEqual([
    'code',
    'detail',
    'instance',
    'status',
    'title',
    'type',
  ]);
  expect(JSON.stringify(body)).not.toContain('installation');
  const line = lines.find((text) => text.includes(body.instance.replace('urn:uuid:', '')));
  expect(line).toContain('installation_pkey');
  expect(line).not.toContain('王小明');
  expect(line).not.toContain('Key (');
});

test('an answer that does not fit its schema fails where answers are checked', async () => {
  expect((await fetch(`${url}/v1/drift`)).status).toBe(500);
});

test('without its database the server lives, is not ready, and says so to everybody', async () => {
  const databaseUrl = `postgres://daiban:x@127.0.0.1:${await freePort()}/daiban`;
  const lonely = await startServer({ ...api.config, databaseUrl, port: 0, logLevel: 'silent' });
  const cookie = await api.signIn((await api.person(['auditor'])).userName);
  const answers = await Promise.all([
    fetch(`${lonely.url}/v1/health`),
    fetch(`${lonely.url}/v1/health/ready`),
    fetch(`${lonely.url}/v1/me`, { headers: { cookie } }),
    fetch(`${lonely.url}/v1/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'somebody', password: 'a password of some kind' }),
    }),
  ]);
  const bodies = await Promise.all(answers.map(async (answer) => (await answer.json()) as any));
  await lonely.stop();
  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 503]);
  expect(bodies[2].code).toBe('service_unavailable');
});

test('who asks too often is told how long to wait', async () => {
  const counted = createApp({
    ...parts,
    countRequest: createRequestCounter(2),
    routes: [
      defineRead({
        path: '/v1/anything',
        access: 'signed_in',
        tag: 'test',
        summary: 'Stand for any route',
        response: z.object({}),
        handler: async () => ({ body: {} }),
      }),
    ],
  });
  const busy = createServer(counted).listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = `http://127.0.0.1:${(busy.address() as AddressInfo).port}/v1/anything`;
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await fetch(address)).status);
  const last = await fetch(address);
  const body = (await last.json()) as any;
  busy.closeAllConnections();
  busy.close();
  expect(statuses).toEqual([401, 401, 429]);
  expect(body.code).toBe('too_many_requests');
  expect(last.headers.get('retry-after')).toBe(`${body.retryAfterSeconds}`);
});
