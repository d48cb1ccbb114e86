/**
 * Sign-in: user name and password, sessions in PostgreSQL's schema `auth`, by better-auth. Only the few addresses
 * below are reachable; accounts are made by administrators, so that there is no sign-up, no e-mail and no reset.
 *
 * A script signs in as a browser does, `POST /v1/auth/sign-in/username` with `username` and `password`, and sends
 * back either the cookie it got or `Authorization: Bearer <set-auth-token>` with the signed token of that header.
 */
import { betterAuth } from 'better-auth';
import { fromNodeHeaders } from 'better-auth/node';
import { bearer, username } from 'better-auth/plugins';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../ops/log.ts';
import type { Authenticator } from './authenticator.ts';

export type AuthSettings = {
  readonly databaseUrl: string;
  readonly publicUrl: string;
  readonly secret: string;
  /** Sign-ins of one address within ten seconds. */
  readonly signInsPerTenSeconds: number;
  readonly log: Logger;
};

export const AUTH_PATH = '/v1/auth';

/** The header in which our own front hands over the caller's address; one sent by the caller is replaced. */
export const ADDRESS_HEADER = 'x-daiban-address';

const SESSION_SECONDS = 8 * 3600;
const RENEW_AFTER_SECONDS = 1800;
const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;

export type SignIn = ReturnType<typeof createSignIn>;

/** Owns a pool of its own, because better-auth reads instants as `Date`; end it by `end()`. */
export function createSignIn(settings: AuthSettings) {
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: '-c timezone=UTC',
  });
  pool.on('error', (error) => settings.log.warn({ err: error }, 'a sign-in connection broke'));
  const auth = betterAuth(authOptions(settings, pool));
  const authenticator: Authenticator = {
    findSession: async (headers) => {
      if (headers.cookie === undefined && headers.authorization === undefined) return null;
      const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      return found === null ? null : { userId: found.user.id, sessionId: found.session.id };
    },
  };
  return { handler: auth.handler, authenticator, end: () => pool.end() };
}

/** Exported for the test that compares the migration with what this version of better-auth expects. */
export function authOptions(
  { publicUrl, secret, signInsPerTenSeconds, log }: AuthSettings,
  pool: pg.Pool,
) {
  return {
    appName: 'Daiban',
    baseURL: publicUrl,
    basePath: AUTH_PATH,
    secret,
    database: {
      db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
      type: 'postgres' as const,
      schemaName: 'auth',
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 60 }),
      bearer({ requireSignature: true }),
    ],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    session: { expiresIn: SESSION_SECONDS, updateAge: RENEW_AFTER_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database' as const,
      window: 10,
      max: 100,
      customRules: { '/sign-in/username': { window: 10, max: signInsPerTenSeconds } },
    },
    advanced: {
      cookiePrefix: 'daiban',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'warn' as const,
      log: (level: 'debug' | 'info' | 'success' | 'warn' | 'error', message: string) => {
        if (level === 'error') log.error({ part: 'sign-in' }, message);
        else log.debug({ part: 'sign-in' }, message);
      },
    },
  };
}
