/** Brings up the engines nobody gave an address for, on ports of their own, and has them looked after. */
import { join } from 'node:path';
import type { LauncherConfig } from './config.ts';
import { assertPortFree, freePort } from './ports.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';
import type { Supervisor } from './supervisor.ts';
import { startTemporal, stopLeftoverTemporal } from './temporal.ts';
import { findTemporalProgram, type Tell } from './temporal-program.ts';

const DATABASE = 'daiban';
const MAX_CONNECTIONS = 100;

export interface Engines {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Null where somebody's own server is used. */
  readonly temporalUiUrl: string | null;
}

export interface EngineParts {
  readonly config: LauncherConfig;
  readonly folder: string;
  readonly supervisor: Supervisor;
  readonly tell: Tell;
}

export async function keepEngines(parts: EngineParts): Promise<Engines> {
  const [databaseUrl, temporal] = await Promise.all([keepPostgres(parts), keepTemporal(parts)]);
  return { databaseUrl, ...temporal };
}

async function keepPostgres({ config, folder, supervisor }: EngineParts): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  // Chosen once: after a crash the server comes back where the others look for it.
  const port = await freePort();
  const server = await supervisor.start({
    name: 'PostgreSQL',
    // SIGINT is the fast stop: sessions are ended, everything committed is on disk.
    stop: { ask: 'SIGINT', patienceMs: 30_000 },
    start: async () => {
      const postgres = await startPostgres({
        folder: join(folder, 'postgres'),
        port,
        maxConnections: MAX_CONNECTIONS,
        isDurable: true,
      });
      await ensureDatabase(postgres, DATABASE);
      return postgres;
    },
  });
  return server.urlOf(DATABASE);
}

async function keepTemporal(
  parts: EngineParts,
): Promise<Pick<Engines, 'temporalAddress' | 'temporalUiUrl'>> {
  const { config, folder, supervisor, tell } = parts;
  const { address, namespace } = config.temporal;
  if (address !== null) return { temporalAddress: address, temporalUiUrl: null };
  const temporalFolder = join(folder, 'temporal');
  // Its ports are asked for below, so a server left over by a killed launcher has to go first.
  await stopLeftoverTemporal(temporalFolder);
  await assertPortFree(config.temporalUiPort, '127.0.0.1', 'TEMPORAL_UI_PORT');
  const program = await findTemporalProgram(tell);
  const [port, uiPort] = [await freePort(), config.temporalUiPort || (await freePort())];
  const { address: temporalAddress, uiUrl: temporalUiUrl } = await supervisor.start({
    name: 'Temporal',
    stop: { ask: 'SIGTERM', patienceMs: 20_000 },
    start: () =>
      startTemporal({
        program,
        folder: temporalFolder,
        port,
        uiPort,
        isDurable: true,
        namespaces: [namespace],
        dynamicConfig: {},
      }),
  });
  return { temporalAddress, temporalUiUrl };
}
