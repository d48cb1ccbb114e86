/**
 * The embedded PostgreSQL: made on first use, started, brought back after a crash and stopped in order. It is right
 * for development, demonstrations and a single machine; a productive installation brings its own by DATABASE_URL.
 */
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { lastLines, runProgram, startChild, stopChild, type Child } from './child.ts';
import { OperatorError } from './failure.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';
import { commandLineOf, endProcess } from './process-table.ts';
import { databaseUser, type SystemUser } from './system-user.ts';

const MAJOR_VERSION = '18';
const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 30_000;

export interface PostgresOptions {
  /** Holds the cluster, its log and its password; made when missing. */
  readonly folder: string;
  readonly port: number;
  readonly maxConnections: number;
  /** False gives up safety against a crash for speed: for tests only. */
  readonly isDurable: boolean;
}

export interface PostgresServer {
  readonly port: number;
  readonly child: Child;
  /** Connection string of the owner of all application databases. */
  urlOf(database: string): string;
  /** Connection string of the superuser, who alone makes databases. */
  adminUrl(database?: string): string;
  stop(): Promise<void>;
}

interface Cluster extends PostgresOptions {
  readonly programs: PostgresPrograms;
  readonly user: SystemUser | null;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly password: string;
}

/**
 * Starts the cluster in a folder and waits until it answers.
 * @throws OperatorError when it cannot start; the message quotes its log
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const cluster = await openCluster(options);
  if (!existsSync(cluster.dataFolder)) await makeCluster(cluster);
  assertVersion(cluster);
  await stopLeftoverPostgres(options.folder);
  const child = await startServer(cluster);
  const server = holdServer(cluster, child);
  await ensureOwner(server, cluster.password);
  return server;
}

/** Makes a database when it is missing; `owner` is the application's role. */
export async function ensureDatabase(server: PostgresServer, database: string): Promise<void> {
  await asAdmin(server, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [
      database,
    ]);
    if (rowCount === 0) await admin.query(`create database "${database}" owner daiban`);
  });
}

async function openCluster(options: PostgresOptions): Promise<Cluster> {
  const user = databaseUser();
  const programs = await findPostgresPrograms(user);
  mkdirSync(options.folder, { recursive: true });
  if (user !== null) chownSync(options.folder, user.uid, user.gid);
  return {
    ...options,
    user,
    programs,
    dataFolder: join(options.folder, 'cluster'),
    logFile: join(options.folder, 'postgres.log'),
    password: readPassword(join(options.folder, 'password')),
  };
}

/** Other users of the machine can reach the port, so each installation has a password of its own. */
function readPassword(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Made beside its place and moved there whole: an interrupted first start leaves no half cluster. */
async function makeCluster(cluster: Cluster): Promise<void> {
  const { folder, dataFolder, programs, user, isDurable, password } = cluster;
  const draft = join(folder, 'cluster.new');
  const passwordFile = join(folder, 'password.initdb');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  const args = ['-D', draft, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const locale = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  const sync = isDurable ? [] : ['--no-sync'];
  const { code, output } = await runAs(cluster, programs.initdb, [...args, ...locale, ...sync]);
  rmSync(passwordFile, { force: true });
  if (code !== 0)
    throw new OperatorError(`PostgreSQL could not lay out its data in ${folder}:\n${output}`);
  renameSync(draft, dataFolder);
}

function assertVersion({ dataFolder }: Cluster): void {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR_VERSION) return;
  throw new OperatorError(
    `The data in ${dataFolder} was made by PostgreSQL ${version}; this is version ${MAJOR_VERSION}. ` +
      'Dump it with the old version and restore it, or start with another DAIBAN_DATA_DIR.',
  );
}

/** A launcher that was killed leaves its database running; the caller holds the folder's lock, so it is ours to stop. */
export async function stopLeftoverPostgres(folder: string): Promise<void> {
  const dataFolder = join(folder, 'cluster');
  const pidFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const command = commandLineOf(pid);
  // The id may belong to a stranger by now.
  if (!command.includes('postgres') || !command.includes(dataFolder)) return;
  await endProcess(pid, { ask: 'SIGINT', patienceMs: STOP_PATIENCE_MS });
}

async function startServer(cluster: Cluster): Promise<Child> {
  const deadline = Date.now() + START_PATIENCE_MS;
  for (;;) {
    const child = await startChild({
      command: cluster.programs.postgres,
      args: serverArguments(cluster),
      logFile: cluster.logFile,
      lastSignal: 'SIGINT',
      options: spawnOptions(cluster),
    });
    if (await answers(cluster, child, deadline)) return child;
    const log = lastLines(cluster.logFile, 8);
    // After a crash the sessions of the dead server may need a moment to notice and let go of its memory.
    const isLetGoSoon = log.includes('shared memory block') && Date.now() < deadline;
    if (!isLetGoSoon) throw startFailure(log, cluster.logFile);
    await sleep(250);
  }
}

/** True when the server answers, false when it ended instead. */
async function answers(cluster: Cluster, child: Child, deadline: number): Promise<boolean> {
  while (child.isRunning()) {
    if (await canConnect(adminUrl(cluster, 'postgres'))) return true;
    if (Date.now() > deadline) {
      await stopChild(child, { ask: 'SIGINT', patienceMs: STOP_PATIENCE_MS });
      throw startFailure(lastLines(cluster.logFile, 8), cluster.logFile);
    }
    await sleep(20);
  }
  return false;
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function startFailure(log: string, logFile: string): OperatorError {
  const isFull = log.includes('No space left on device');
  const reason = isFull ? 'The disk is full.' : `Its last words:\n${log}`;
  return new OperatorError(`PostgreSQL did not start. ${reason}\nThe whole log: ${logFile}`);
}

function serverArguments({ dataFolder, port, maxConnections, isDurable }: Cluster): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(maxConnections),
    timezone: 'UTC',
    log_timezone: 'UTC',
    shared_buffers: '128MB',
    logging_collector: 'off',
    log_min_messages: 'warning',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', dataFolder, ...pairs];
}

function holdServer(cluster: Cluster, child: Child): PostgresServer {
  const { port, password } = cluster;
  return {
    port,
    child,
    urlOf: (database) => `postgres://daiban:${password}@127.0.0.1:${port}/${database}`,
    adminUrl: (database = 'postgres') => adminUrl(cluster, database),
    stop: async () => {
      // SIGINT is PostgreSQL's fast stop: sessions are ended, everything committed is on disk.
      await stopChild(child, { ask: 'SIGINT', patienceMs: STOP_PATIENCE_MS });
    },
  };
}

function adminUrl(
  { password, port }: Pick<Cluster, 'password' | 'port'>,
  database: string,
): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/** The application is no superuser: what its migrations and triggers forbid must hold for it as well. */
async function ensureOwner(server: PostgresServer, password: string): Promise<void> {
  await asAdmin(server, async (admin) => {
    const { rowCount } = await admin.query("select from pg_roles where rolname = 'daiban'");
    if (rowCount === 0) await admin.query(`create role daiban login password '${password}'`);
  });
}

async function asAdmin(
  server: PostgresServer,
  work: (admin: Client) => Promise<void>,
): Promise<void> {
  const admin = new Client({ connectionString: server.adminUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function runAs(cluster: Cluster, command: string, args: readonly string[]) {
  return runProgram(command, args, spawnOptions(cluster));
}

function spawnOptions({ user, programs, folder }: Cluster) {
  return { ...user, env: programs.environment, cwd: folder };
}
