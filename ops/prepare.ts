/** Makes a database ready for the API and the worker: the newest schema, then the installation if there is none. */
import { createDatabase } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import type { Config } from './config.ts';
import { settleFirstAdmins } from './first-admins.ts';
import { ensureInstallation } from './installation.ts';
import { seedSampleData } from './seed.ts';
import type { SignIn } from './summary.ts';

/**
 * May be repeated: a second run changes nothing.
 * @returns the sign-ins of a training installation, one for each role; in production those of the first two
 *   administrators, once
 */
export async function prepareDatabase(config: Config): Promise<readonly SignIn[]> {
  await migrate(config.databaseUrl);
  if (config.isTraining) return seedSampleData(config);
  const db = createDatabase({ connectionString: config.databaseUrl, maxConnections: 1 });
  try {
    let signIns: readonly SignIn[] = [];
    await ensureInstallation(db, config, async (trx) => {
      signIns = await settleFirstAdmins(trx, config.timeZone);
    });
    return signIns;
  } finally {
    await db.destroy();
  }
}
