/**
 * One PostgreSQL cluster and one Temporal server for the whole run, on free ports, with a migrated template database
 * and the workflow bundle. Everything lives in a folder of its own and is gone afterwards.
 */
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.ts';
import { prepareWorkflowBundle } from '../../ops/bundle.ts';
import { lockFolder } from '../../ops/lock.ts';
import { freePort } from '../../ops/ports.ts';
import { ensureDatabase, startPostgres, type PostgresServer } from '../../ops/postgres.ts';
import { startTemporal, type TemporalServer } from '../../ops/temporal.ts';
import { findTemporalProgram } from '../../ops/temporal-program.ts';
import { collectSql } from './collect-sql.ts';
import './engines.ts';
import { makeRunFolder, removeLeftovers } from './leftovers.ts';

const NAMESPACE_COUNT = 100;

/** Server settings under which a test can move one workflow's clock, and quickly. */
const TIME_SKIPPING = {
  'frontend.WorkflowTimeSkippingEnabled': 'true',
  'system.workflowTimeSkippingEnabled': 'true',
  'history.timerProcessorMaxTimeShift': '"1ms"',
  'history.workflowIdReuseMinimalInterval': '"0s"',
};

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  endOnSignal();
  await removeLeftovers();
  const folder = makeRunFolder();
  chmodSync(folder, 0o755);
  lockFolder(folder);
  const tearDown: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    await Promise.all(tearDown.map((stop) => stop()));
    collectSql(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [postgres, temporal, bundle] = await Promise.all([
      startTestPostgres(folder, tearDown),
      startTestTemporal(folder, tearDown),
      prepareTestBundle(),
    ]);
    project.provide('engines', {
      folder,
      adminUrl: postgres.adminUrl(),
      temporalAddress: temporal.address,
      namespaceCount: NAMESPACE_COUNT,
      ...bundle,
    });
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}

type TearDown = (() => Promise<void>)[];

/** Workflow code that cannot be bundled fails the tests that run workflows, not those that only need the database. */
async function prepareTestBundle() {
  try {
    return { workflowBundle: await prepareWorkflowBundle(), bundleFailure: null };
  } catch (error) {
    return { workflowBundle: null, bundleFailure: String(error) };
  }
}

async function startTestPostgres(folder: string, tearDown: TearDown): Promise<PostgresServer> {
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    maxConnections: 200,
    isDurable: false,
  });
  tearDown.push(() => postgres.stop());
  await ensureDatabase(postgres, 'template_daiban');
  await migrate(postgres.urlOf('template_daiban'));
  const admin = new Client({ connectionString: postgres.adminUrl() });
  await admin.connect();
  await admin.query('create sequence namespace_number');
  await admin.end();
  return postgres;
}

async function startTestTemporal(folder: string, tearDown: TearDown): Promise<TemporalServer> {
  const temporal = await startTemporal({
    program: await findTemporalProgram((line) => process.stderr.write(`${line}\n`)),
    folder: join(folder, 'temporal'),
    port: await freePort(),
    uiPort: null,
    isDurable: true,
    namespaces: Array.from({ length: NAMESPACE_COUNT }, (_, index) => `test-${index + 1}`),
    dynamicConfig: TIME_SKIPPING,
  });
  tearDown.push(() => temporal.stop());
  return temporal;
}

/** A signal would end the run without its exit handlers, and so without the engines' end. */
function endOnSignal(): void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  for (const [signal, code] of Object.entries(codes))
    process.once(signal, () => process.exit(code));
}
