/**
 * `npm run reconcile`: compares loans, postings, schedules, process rows and workflows, prints every difference, and
 * ends with exit code 1 when there is one. It changes nothing, and may run beside the platform.
 */
import { Client, Connection } from '@temporalio/client';
import { createDatabase } from '../db/client.ts';
import { readConfig, readLauncherConfig, temporalTls, type TemporalConfig } from './config.ts';
import { findDataFolder } from './data-folder.ts';
import { exitWithFailure, OperatorError } from './failure.ts';
import type { Difference } from './reconciliation/difference.ts';
import { compareBooks } from './reconciliation/loan-books.ts';
import { compareProcesses } from './reconciliation/processes.ts';
import { findRunning } from './running.ts';

type Addresses = { readonly databaseUrl: string; readonly temporal: TemporalConfig };

try {
  process.exitCode = await reconcile(findAddresses());
} catch (error) {
  exitWithFailure(error);
}

/** A running platform of this folder first; else the servers that the environment names. */
function findAddresses(): Addresses {
  const { databaseUrl, dataFolder, temporal } = readLauncherConfig();
  if (databaseUrl !== null) return readConfig();
  const running = findRunning(findDataFolder(dataFolder));
  if (running === null)
    throw new OperatorError(
      'Daiban is not running here. Start it with "npm start", or name your own servers in DATABASE_URL and TEMPORAL_ADDRESS.',
    );
  const { temporalAddress: address, temporalNamespace: namespace } = running;
  return { databaseUrl: running.databaseUrl, temporal: { ...temporal, address, namespace } };
}

async function reconcile({ databaseUrl, temporal }: Addresses): Promise<number> {
  const db = createDatabase({ connectionString: databaseUrl, maxConnections: 2 });
  const connection = await Connection.connect({
    address: temporal.address,
    tls: temporalTls(temporal.tls),
    connectTimeout: '10 seconds',
  });
  try {
    const client = new Client({ connection, namespace: temporal.namespace });
    const books = await compareBooks(db);
    const processes = await compareProcesses(db, client);
    const differences = [...books.differences, ...processes.differences];
    report(differences, `${books.loanCount} loans, ${processes.processCount} processes`);
    return differences.length === 0 ? 0 : 1;
  } finally {
    await connection.close();
    await db.destroy();
  }
}

function report(differences: readonly Difference[], scope: string): void {
  for (const { check, subject, expected, actual } of differences)
    process.stdout.write(`${check}  ${subject}\n  expected ${expected}\n  actual   ${actual}\n`);
  const count = differences.length === 0 ? 'no difference' : `${differences.length} differences`;
  process.stdout.write(`${scope}: ${count}\n`);
}
