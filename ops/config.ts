/**
 * Every setting, read once from the environment at the edge of a process and passed on as a value. A wrong setting
 * stops the start and names the variable and what it holds; passwords inside addresses are never printed.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Role } from '../domain/roles.ts';
import { OperatorError } from './failure.ts';
import {
  directDebit,
  partnerSettings,
  paymentRail,
  smsGateway,
  type DirectDebitConfig,
  type PaymentRailConfig,
  type SmsGatewayConfig,
} from './partner-config.ts';
import { readableFile, urlWith, roleList } from './setting-types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  /** Files of the mutual TLS set-up; null speaks plain text, which is right on the own machine only. */
  readonly tls: TlsFiles | null;
}

export interface TlsFiles {
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly serverName: string | null;
}

/** Task queues by what they carry: `main` for workflows and own steps, one for each outside party. */
export interface TaskQueues {
  readonly main: string;
  readonly notices: string;
  readonly payments: string;
}

export type QueueName = keyof TaskQueues;

/** What the API, the worker and the migration need; the launcher fills in the addresses of embedded engines. */
export interface Config {
  readonly databaseUrl: string;
  /** Connections of one process, at most. */
  readonly databasePoolSize: number;
  readonly temporal: TemporalConfig;
  readonly taskQueues: TaskQueues;
  /** The queues this worker process serves. */
  readonly workerQueues: readonly QueueName[];
  readonly maxCachedWorkflows: number;
  /** A workflow bundle built before; null bundles from the sources at start. */
  readonly workflowBundle: string | null;
  readonly host: string;
  /** 0 takes a free port, for tests. */
  readonly port: number;
  /** The address people type, for links and cookies. */
  readonly publicUrl: string;
  /** Reverse proxies in front: the caller's address is read from that many hops of X-Forwarded-For. */
  readonly trustedProxyCount: number;
  readonly logLevel: LogLevel;
  /** IANA name of the tenant's zone: it turns a business instant into a business date. */
  readonly timeZone: string;
  /** Sample data and a training clock; refused by the database of a productive installation. */
  readonly isTraining: boolean;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Null: no bank is connected, so disbursements wait. */
  readonly paymentRail: PaymentRailConfig | null;
  /** Null: codes to sign in with go nowhere. */
  readonly smsGateway: SmsGatewayConfig | null;
  /** Null: borrowers pay by transfer only. */
  readonly directDebit: DirectDebitConfig | null;
  /** Key ring of the encrypted columns. */
  readonly keyFile: string;
  /** Secret that signs sessions. */
  readonly authSecretFile: string;
  /** Port for Prometheus; null serves no metrics. */
  readonly metricsPort: number | null;
  /** Whoever holds one of these roles signs in with a second factor; others may. */
  readonly secondFactorRoles: readonly Role[];
  /** A page that nobody touches for so long covers itself; 0 never does. */
  readonly idleLockMinutes: number;
}

/** What `npm start` reads before any engine runs: own servers are used when their address is given. */
export interface LauncherConfig extends Omit<
  Config,
  'databaseUrl' | 'temporal' | 'keyFile' | 'authSecretFile'
> {
  readonly databaseUrl: string | null;
  readonly temporal: Omit<TemporalConfig, 'address'> & { readonly address: string | null };
  readonly temporalUiPort: number;
  /** Null is `.daiban` under the project; the secrets lie in the data folder unless they are given. */
  readonly dataFolder: string | null;
  readonly keyFile: string | null;
  readonly authSecretFile: string | null;
}

const port = z.coerce.number('must be a number').int('must be a whole number').min(0).max(65_535);
const count = z.coerce.number('must be a number').int('must be a whole number').min(1);
const queue = z.string().regex(/^[\w./-]{1,200}$/, 'must be letters, digits, ".", "/", "_" or "-"');
const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((text) => text === 'true');

const address = z
  .string()
  .regex(/^[^\s:/]+:\d{1,5}$|^\[[\da-f:]+\]:\d{1,5}$/i, 'must be host:port');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai');

const settings = z.object({
  DATABASE_URL: urlWith(['postgres:', 'postgresql:']).optional(),
  DATABASE_PASSWORD_FILE: readableFile.optional(),
  DATABASE_POOL_SIZE: count.default(10),
  TEMPORAL_ADDRESS: address.optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TLS: flag.default(false),
  TEMPORAL_TLS_CA_FILE: readableFile.optional(),
  TEMPORAL_TLS_CERT_FILE: readableFile.optional(),
  TEMPORAL_TLS_KEY_FILE: readableFile.optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_UI_PORT: port.default(8233),
  TASK_QUEUE: queue.default('daiban'),
  TASK_QUEUE_NOTICES: queue.default('daiban-notices'),
  TASK_QUEUE_PAYMENTS: queue.default('daiban-payments'),
  WORKER_QUEUES: queueList().default(['main', 'notices', 'payments']),
  WORKER_CACHED_WORKFLOWS: count.default(500),
  WORKFLOW_BUNDLE: readableFile.optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8420),
  PUBLIC_URL: urlWith(['http:', 'https:']).optional(),
  TRUSTED_PROXY_COUNT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0)
    .max(10)
    .default(0),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a log level')
    .default('info'),
  DAIBAN_TIME_ZONE: timeZone.default('Asia/Shanghai'),
  DAIBAN_TRAINING: flag.optional(),
  DAIBAN_DATA_DIR: z.string().optional(),
  SMTP_URL: urlWith(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().default('Daiban <daiban@localhost>'),
  ...partnerSettings,
  KEY_FILE: z.string().optional(),
  AUTH_SECRET_FILE: z.string().optional(),
  METRICS_PORT: port.optional(),
  SECOND_FACTOR_ROLES: roleList().default([]),
  IDLE_LOCK_MINUTES: z.coerce.number('must be a number').int().min(0).max(480).default(15),
});

type Settings = z.infer<typeof settings>;

/** Every variable there is; `docs/configuration.md` has a row for each. */
export const settingNames = Object.keys(settings.shape);

/**
 * The configuration of a process that needs PostgreSQL and Temporal: api, worker, migrate.
 * @throws OperatorError naming each wrong or missing variable
 */
export function readConfig(env: Environment = process.env): Config {
  const { databaseUrl, temporal, dataFolder, keyFile, authSecretFile, ...rest } =
    readLauncherConfig(env);
  if (databaseUrl === null) throw missing('DATABASE_URL', 'postgres://user@host:5432/daiban');
  const folder = resolve(dataFolder ?? '.daiban');
  return {
    ...rest,
    databaseUrl,
    temporal: { ...temporal, address: temporal.address ?? 'localhost:7233' },
    keyFile: keyFile ?? join(folder, 'keys.json'),
    authSecretFile: authSecretFile ?? join(folder, 'auth-secret'),
  };
}

/**
 * The configuration of `npm start`, where both engines may still have to be started.
 * @throws OperatorError naming each wrong variable
 */
export function readLauncherConfig(env: Environment = process.env): LauncherConfig {
  const parsed = settings.safeParse(withoutBlanks(env));
  if (!parsed.success) throw new OperatorError(describeIssues(parsed.error.issues, env));
  const values = parsed.data;
  return {
    ...processSettings(values),
    ...addressSettings(values),
    taskQueues: {
      main: values.TASK_QUEUE,
      notices: values.TASK_QUEUE_NOTICES,
      payments: values.TASK_QUEUE_PAYMENTS,
    },
    // Somebody's own database is taken for a productive one unless they say otherwise.
    isTraining: values.DAIBAN_TRAINING ?? values.DATABASE_URL === undefined,
  };
}

function processSettings(values: Settings) {
  return {
    databasePoolSize: values.DATABASE_POOL_SIZE,
    workerQueues: values.WORKER_QUEUES,
    maxCachedWorkflows: values.WORKER_CACHED_WORKFLOWS,
    workflowBundle: values.WORKFLOW_BUNDLE ?? null,
    logLevel: values.LOG_LEVEL,
    timeZone: values.DAIBAN_TIME_ZONE,
    mailFrom: values.MAIL_FROM,
    keyFile: values.KEY_FILE ?? null,
    authSecretFile: values.AUTH_SECRET_FILE ?? null,
    dataFolder: values.DAIBAN_DATA_DIR ?? null,
  };
}

function addressSettings(values: Settings) {
  return {
    databaseUrl: withPassword(values.DATABASE_URL, values.DATABASE_PASSWORD_FILE),
    temporal: {
      address: values.TEMPORAL_ADDRESS ?? null,
      namespace: values.TEMPORAL_NAMESPACE,
      tls: tlsFiles(values),
    },
    temporalUiPort: values.TEMPORAL_UI_PORT,
    host: values.HOST,
    port: values.PORT,
    trustedProxyCount: values.TRUSTED_PROXY_COUNT,
    publicUrl: values.PUBLIC_URL ?? `http://${bracketed(values.HOST)}:${values.PORT}`,
    smtpUrl: values.SMTP_URL ?? null,
    paymentRail: paymentRail(values),
    smsGateway: smsGateway(values),
    directDebit: directDebit(values),
    metricsPort: values.METRICS_PORT ?? null,
    secondFactorRoles: values.SECOND_FACTOR_ROLES,
    idleLockMinutes: values.IDLE_LOCK_MINUTES,
  };
}

function tlsFiles(values: Settings): TlsFiles | null {
  const files = {
    caFile: values.TEMPORAL_TLS_CA_FILE ?? null,
    certFile: values.TEMPORAL_TLS_CERT_FILE ?? null,
    keyFile: values.TEMPORAL_TLS_KEY_FILE ?? null,
    serverName: values.TEMPORAL_TLS_SERVER_NAME ?? null,
  };
  if ((files.certFile === null) !== (files.keyFile === null)) {
    throw new OperatorError(
      'TEMPORAL_TLS_CERT_FILE and TEMPORAL_TLS_KEY_FILE are set together or not at all',
    );
  }
  const isWanted = values.TEMPORAL_TLS || Object.values(files).some((file) => file !== null);
  return isWanted ? files : null;
}

/** A container's secret is a file: its password joins the address here, so that no address holds it at rest. */
function withPassword(
  databaseUrl: string | undefined,
  passwordFile: string | undefined,
): string | null {
  if (databaseUrl === undefined) return null;
  if (passwordFile === undefined) return databaseUrl;
  const url = new URL(databaseUrl);
  url.password = encodeURIComponent(readFileSync(passwordFile, 'utf8').trim());
  return url.href;
}

function describeIssues(issues: readonly z.core.$ZodIssue[], env: Environment): string {
  return issues
    .map(({ path, message }) => {
      const name = String(path[0]);
      return `${name} is "${withoutPassword(env[name] ?? '')}": ${message}`;
    })
    .join('\n');
}

function missing(name: string, example: string): OperatorError {
  return new OperatorError(`${name} is not set: this process needs it, for example ${example}`);
}

/** An address as it may be shown: user and host stay, the password does not. */
export function withoutPassword(text: string): string {
  return text.replace(/(\/\/[^/:@\s]*):[^/\s]*@/g, '$1:***@');
}

/** Compose files pass an unset variable on as an empty one. */
function withoutBlanks(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''));
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function queueList() {
  const names = z.array(
    z.enum(['main', 'notices', 'payments'], 'must list main, notices or payments'),
  );
  return z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(names);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** TLS as the Temporal clients take it; false speaks plain text. */
export function temporalTls(files: TlsFiles | null) {
  if (files === null) return false;
  const { caFile, certFile, keyFile, serverName } = files;
  const pair =
    certFile === null || keyFile === null
      ? {}
      : { clientCertPair: { crt: readFileSync(certFile), key: readFileSync(keyFile) } };
  return {
    ...pair,
    ...(caFile === null ? {} : { serverRootCACertificate: readFileSync(caFile) }),
    ...(serverName === null ? {} : { serverNameOverride: serverName }),
  };
}
