/** The API as a running server: opens its database, listens, and stops in order. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDatabase } from '../db/client.ts';
import type { Config } from '../ops/config.ts';
import { OperatorError } from '../ops/failure.ts';
import { openKeyFile, readSecretFile } from '../ops/keys.ts';
import { createLogger, type Logger } from '../ops/log.ts';
import { createApp } from './app.ts';
import { AUTH_PATH, createSignIn } from './auth.ts';
import { DOCS_PATH, docsPages, OPENAPI_PATH, openApiPage } from './docs-pages.ts';
import { createLive, LIVE_PATH } from './live.ts';
import { openApiDocument } from './openapi.ts';
import { pages } from './pages.ts';
import { PHONE_PATH, phoneSignInRoutes } from './phone-sign-in.ts';
import { createRequestCounter } from './rate-limit.ts';
import { routes } from './routes/index.ts';
import { signInRoutes } from './sign-in.ts';

export type RunningServer = {
  /** The address it listens at, with the port it was given. */
  readonly url: string;
  /** Takes no new requests, lets the running ones end, closes the pools. */
  stop(): Promise<void>;
};

export type ServerOptions = {
  readonly log?: Logger;
  /** Checks each answer against its schema; for tests. */
  readonly checksAnswers?: boolean;
  /** Overrides the limit of the mode; for tests of the limit itself. */
  readonly signInsPerTenSeconds?: number;
};

/** A command that waits this long for a lock answers `in_progress` instead of keeping its caller. */
const LOCK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const STOP_PATIENCE_MS = 10_000;
const SWEEP_MS = 50;

/**
 * How often one may knock. People at a training machine share one address and a demonstration signs many of them
 * in, so the strict numbers hold for everything but a training installation that only its own machine reaches.
 */
const limits = {
  strict: { signInsPerTenSeconds: 3, requestsPerMinute: 1_200, phoneRequestsPerMinute: 10 },
  relaxed: {
    signInsPerTenSeconds: 1_000,
    requestsPerMinute: 1_000_000,
    phoneRequestsPerMinute: 1_000_000,
  },
} as const;

/** @throws OperatorError when the port is taken or a key file cannot be used */
export async function startServer(
  config: Config,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const log = options.log ?? createLogger({ name: 'api', level: config.logLevel });
  const { app, live, closePools } = openApp(config, { ...options, log });
  const server = createServer(app);
  try {
    await listen(server, config);
  } catch (error) {
    await closePools();
    throw error;
  }
  const url = addressOf(server, config.host);
  log.info({ url }, 'the API listens');
  return {
    url,
    stop: async () => {
      // A stream has no end of its own that one could wait for.
      await live.stop();
      await close(server);
      await closePools();
    },
  };
}

function openApp(config: Config, options: ServerOptions & { readonly log: Logger }) {
  const { log } = options;
  const limit = config.isTraining && isLoopback(config.host) ? limits.relaxed : limits.strict;
  const keys = openKeyFile(required(config.keyFile, 'KEY_FILE'));
  const secret = readSecretFile(required(config.authSecretFile, 'AUTH_SECRET_FILE'));
  const db = createDatabase({
    connectionString: config.databaseUrl,
    maxConnections: config.databasePoolSize,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
  });
  const signIn = createSignIn(
    {
      databaseUrl: config.databaseUrl,
      publicUrl: config.publicUrl,
      secret,
      signInsPerTenSeconds: options.signInsPerTenSeconds ?? limit.signInsPerTenSeconds,
      log,
    },
    db,
  );
  const takesDirectDebits = config.isTraining || config.directDebit !== null;
  const parts = {
    db,
    services: { keys, log, isTraining: config.isTraining, takesDirectDebits },
    publicUrl: config.publicUrl,
  };
  const live = createLive({
    db,
    databaseUrl: config.databaseUrl,
    authenticator: signIn.authenticator,
    log,
  });
  const app = createApp({
    ...parts,
    authenticator: signIn.authenticator,
    trustedProxyCount: config.trustedProxyCount,
    sessionRules: {
      secondFactorRoles: config.secondFactorRoles,
      idleLockMinutes: config.idleLockMinutes,
    },
    countRequest: createRequestCounter(limit.requestsPerMinute),
    checksAnswers: options.checksAnswers ?? false,
    routes,
    mounts: [
      {
        path: PHONE_PATH,
        handler: phoneSignInRoutes({
          ...parts,
          openSession: signIn.openSession,
          countRequest: createRequestCounter(limit.phoneRequestsPerMinute),
        }),
      },
      { path: LIVE_PATH, handler: live.handler },
      { path: AUTH_PATH, handler: signInRoutes(signIn.handler, config.publicUrl) },
      { path: OPENAPI_PATH, handler: openApiPage(openApiDocument(routes)) },
      { path: DOCS_PATH, handler: docsPages() },
      { path: '/', handler: pages(config.publicUrl) },
    ],
  });
  return { app, live, closePools: () => Promise.all([db.destroy(), signIn.end()]) };
}

function required(path: string | null, name: string): string {
  if (path === null) {
    throw new OperatorError(`${name} is not set: the API needs the path of that file`);
  }
  return path;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

async function listen(server: Server, { host, port }: Config): Promise<void> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new OperatorError(`Port ${port} of ${host} is in use: set PORT to another one`);
  }
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A connection kept alive for a next request is closed as soon as its running one has ended. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const forced = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(forced);
}
