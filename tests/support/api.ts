/** The real API over HTTP on the file's own database, with people of any role to ask it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from 'better-auth/crypto';
import type { Kysely } from 'kysely';
import { afterAll } from 'vitest';
import { startServer, type RunningServer, type ServerOptions } from '../../api/server.ts';
import { newId } from '../../db/ids.ts';
import { linkUser } from '../../db/queries/customers.ts';
import { insertUser } from '../../db/queries/users.ts';
import type { DB } from '../../db/tables.ts';
import type { Role } from '../../domain/roles.ts';
import type { Config } from '../../ops/config.ts';
import { testConfig } from './config.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** The head office sees all; two branches under it see their own. */
export type TestBranch = 'head_office' | 'shanghai' | 'beijing';

export type ApiAnswer<Body = any> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
};

export type AskOptions = {
  readonly body?: unknown;
  /** A fresh Idempotency-Key unless given; null sends none. */
  readonly key?: string | null;
  readonly version?: number;
  readonly headers?: Record<string, string>;
};

type Write = (path: string, body?: unknown, options?: AskOptions) => Promise<ApiAnswer>;

export type Person = {
  readonly officerId: string;
  readonly userName: string;
  readonly branchId: string;
  readonly get: (path: string, options?: AskOptions) => Promise<ApiAnswer>;
  readonly post: Write;
  readonly put: Write;
  readonly patch: Write;
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<ApiAnswer>;
};

export type Borrower = Pick<Person, 'get' | 'post' | 'put' | 'patch' | 'ask'> & {
  readonly customerId: string;
  readonly userName: string;
};

export type TestApi = TestDatabase & {
  readonly url: string;
  readonly config: Config;
  readonly branchIds: Readonly<Record<TestBranch, string>>;
  /** Nobody: no session goes along. */
  readonly nobody: Pick<Person, 'get' | 'post' | 'ask'>;
  /** Makes an officer with these roles in a branch and signs them in; each call is another person. */
  readonly person: (roles: readonly Role[], branch?: TestBranch) => Promise<Person>;
  /** Opens the portal to this customer and signs them in. */
  readonly borrower: (customerId: string) => Promise<Borrower>;
  /** The session cookie. */
  readonly signIn: (userName: string) => Promise<string>;
};

export const TEST_PASSWORD = 'correct horse battery';

/** Once for the file: a hash costs a tenth of a second. */
const passwordHash = hashPassword(TEST_PASSWORD);

/** Call it at the top of a test file; the server stops and its files go after the last test. */
export async function testApi(
  options: ServerOptions & { readonly config?: Partial<Config> } = {},
): Promise<TestApi> {
  const database = await testDatabase();
  const branchIds = await seedHouse(database.db);
  const folder = mkdtempSync(join(tmpdir(), 'daiban-api-'));
  const config = testConfig(
    { databaseUrl: database.url },
    {
      keyFile: join(folder, 'keys.json'),
      authSecretFile: join(folder, 'auth-secret'),
      ...options.config,
    },
  );
  let server: RunningServer | null = await startServer(config, { checksAnswers: true, ...options });
  const { url } = server;
  // Hooks run in reverse order: this one before the database's own.
  afterAll(async () => {
    await server?.stop();
    server = null;
    rmSync(folder, { recursive: true, force: true });
  });
  const signIn = (userName: string) => signInAt(url, userName);
  return {
    ...database,
    url,
    config,
    branchIds,
    nobody: asking(url, {}),
    signIn,
    borrower: async (customerId) => {
      const userName = await seedPortalUser(database.db, customerId);
      const cookie = await signIn(userName);
      return { customerId, userName, ...asking(url, { cookie }) };
    },
    person: async (roles, branch = 'shanghai') => {
      const officer = await seedOfficer(database.db, roles, branchIds[branch]);
      const cookie = await signIn(officer.userName);
      return { ...officer, ...asking(url, { cookie }) };
    },
  };
}

/** @returns the session cookie */
async function signInAt(url: string, userName: string): Promise<string> {
  const answer = await fetch(`${url}/v1/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: userName, password: TEST_PASSWORD }),
  });
  if (!answer.ok)
    throw new Error(`Sign-in of ${userName}: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function asking(url: string, credentials: Record<string, string>) {
  const ask = async (
    method: string,
    path: string,
    options: AskOptions = {},
  ): Promise<ApiAnswer> => {
    const answer = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...credentials, ...headersOf(method, options), ...options.headers },
      ...(options.body === undefined ? {} : { body: bodyOf(options.body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  };
  return {
    ask,
    get: (path: string, options?: AskOptions) => ask('GET', path, options),
    post: (path: string, body: unknown = {}, options?: AskOptions) =>
      ask('POST', path, { body, ...options }),
    put: (path: string, body: unknown = {}, options?: AskOptions) =>
      ask('PUT', path, { body, ...options }),
    patch: (path: string, body: unknown = {}, options?: AskOptions) =>
      ask('PATCH', path, { body, ...options }),
  };
}

function headersOf(method: string, { body, key, version }: AskOptions): Record<string, string> {
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(method === 'GET' || key === null ? {} : { 'idempotency-key': key ?? randomUUID() }),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  };
}

function bodyOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body, withBigints);
}

/** Generated values may hold what JSON has no form for. */
function withBigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

async function seedHouse(db: Kysely<DB>): Promise<Record<TestBranch, string>> {
  const branchIds = { head_office: newId(), shanghai: newId(), beijing: newId() };
  const hours = JSON.stringify([
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ]);
  const branch = (code: TestBranch, name: string, parentId: string | null) => ({
    branch_id: branchIds[code],
    code: code.toUpperCase(),
    name,
    parent_branch_id: parentId,
    office_hours: hours,
    time_zone: 'Asia/Shanghai',
  });
  await db
    .insertInto('installation')
    .values({ mode: 'training', time_zone: 'Asia/Shanghai' })
    .execute();
  await db
    .insertInto('branch')
    .values([
      branch('head_office', 'Head office', null),
      branch('shanghai', 'Shanghai', branchIds.head_office),
      branch('beijing', 'Beijing', branchIds.head_office),
    ])
    .execute();
  return branchIds;
}

let borrowerCount = 0;

async function seedPortalUser(db: Kysely<DB>, customerId: string): Promise<string> {
  borrowerCount += 1;
  const userId = newId();
  const userName = `borrower${borrowerCount}`;
  const hash = await passwordHash;
  await db.transaction().execute(async (trx) => {
    await insertUser(trx, { userId, userName, displayName: userName, passwordHash: hash });
    await linkUser(trx, customerId, userId);
  });
  return userName;
}

let officerCount = 0;

async function seedOfficer(db: Kysely<DB>, roles: readonly Role[], branchId: string) {
  officerCount += 1;
  const officerId = newId();
  const userId = newId();
  const userName = `officer${officerCount}`;
  const hash = await passwordHash;
  await db.transaction().execute(async (trx) => {
    await insertUser(trx, { userId, userName, displayName: userName, passwordHash: hash });
    await trx
      .insertInto('officer')
      .values({
        officer_id: officerId,
        user_id: userId,
        user_name: userName,
        display_name: userName,
        branch_id: branchId,
      })
      .execute();
    for (const role of roles) {
      await trx
        .insertInto('role_grant')
        .values({ role_grant_id: newId(), officer_id: officerId, role, branch_id: branchId })
        .execute();
    }
  });
  return { officerId, userName, branchId };
}
