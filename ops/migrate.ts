/** Brings the database of DATABASE_URL to the newest schema and makes its installation on the first run, then ends. */
import { readConfig, withoutPassword } from './config.ts';
import { exitWithFailure } from './failure.ts';
import { prepareDatabase } from './prepare.ts';

try {
  const config = readConfig();
  await prepareDatabase(config);
  process.stdout.write(`${withoutPassword(config.databaseUrl)} is up to date.\n`);
} catch (error) {
  exitWithFailure(error);
}
