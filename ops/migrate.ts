/** Brings the database of DATABASE_URL to the newest schema, then ends. */
import { migrate } from '../db/migrate.ts';
import { readConfig, withoutPassword } from './config.ts';
import { exitWithFailure } from './failure.ts';

try {
  const { databaseUrl } = readConfig();
  await migrate(databaseUrl);
  process.stdout.write(`The schema of ${withoutPassword(databaseUrl)} is up to date.\n`);
} catch (error) {
  exitWithFailure(error);
}
