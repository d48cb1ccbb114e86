/**
 * Sign-in: user name and password, sessions in PostgreSQL's schema `auth`, by better-auth. Only the few addresses
 * below are reachable; accounts are made by administrators, so that there is no sign-up, no e-mail and no reset.
 *
 * A script signs in as a browser does, `POST /v1/auth/sign-in/username` with `username` and `password`, and sends
 * back either the cookie it got or `Authorization: Bearer <set-auth-token>` with the signed token of that header.
 */
import { betterAuth } from 'better-auth';
import { fromNodeHeaders } from 'better-auth/node';
import { bearer, twoFactor, username } from 'better-auth/plugins';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { findLiveSession, RENEW_AFTER_SECONDS } from '../db/queries/sessions.ts';
import type { DB } from '../db/tables.ts';
import type { Logger } from '../ops/log.ts';
import type { Authenticator } from './authenticator.ts';
import { portalSessions } from './portal-session.ts';
import { readSessionToken } from './session-token.ts';

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

const COOKIE_PREFIX = 'daiban';
const SESSION_SECONDS = 8 * 3600;
const BACKUP_CODES = 10;
const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Owns a pool of its own, because better-auth reads instants as `Date`; end it by `end()`.
 * @param db the API's own, for the look-up of each request
 */
export function createSignIn(settings: AuthSettings, db: Kysely<DB>) {
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: '-c timezone=UTC',
  });
  pool.on('error', (error) => settings.log.warn({ err: error }, 'a sign-in connection broke'));
  const auth = betterAuth(authOptions(settings, pool));
  const cookieName = `${isSecure(settings.publicUrl) ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`;
  const authenticator: Authenticator = {
    findSession: async (headers) => {
      const token = readSessionToken(headers, { cookieName, secret: settings.secret });
      const session = token === null ? null : await findLiveSession(db, token);
      // The library prolongs a session in use; asking it once in a while is enough.
      if (session?.isDueForRenewal === true) {
        await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      }
      return session;
    },
  };
  const openSession = (userId: string, headers: Headers) =>
    auth.api.openPortalSession({ body: { userId }, headers, asResponse: true });
  return { handler: auth.handler, authenticator, openSession, end: () => pool.end() };
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
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
      // Before the next: a password whose code is still awaited hands out no token.
      twoFactor({ issuer: 'Daiban', backupCodeOptions: { amount: BACKUP_CODES } }),
      bearer({ requireSignature: true }),
      portalSessions(),
    ],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    session: { expiresIn: SESSION_SECONDS, updateAge: RENEW_AFTER_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database' as const,
      window: 10,
      max: 100,
      customRules: {
        '/sign-in/username': { window: 10, max: signInsPerTenSeconds },
        '/two-factor/*': { window: 10, max: signInsPerTenSeconds },
      },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: isSecure(publicUrl),
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
