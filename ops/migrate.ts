/** Brings the database of DATABASE_URL to the newest schema and makes its installation on the first run, then ends. */
import { readConfig, withoutPassword } from './config.ts';
import { exitWithFailure } from './failure.ts';
import { prepareDatabase } from './prepare.ts';
import { signInLines } from './summary.ts';

try {
  const config = readConfig();
  const signIns = await prepareDatabase(config);
  process.stdout.write(`${withoutPassword(config.databaseUrl)} is up to date.\n`);
  if (!config.isTraining) process.stdout.write(signInLines(signIns, false).join('\n') + '\n');
} catch (error) {
  exitWithFailure(error);
}
