/** Brings the database of DATABASE_URL to the newest schema and makes its installation on the first run, then ends. */
import { readConfig, withoutPassword } from './config.ts';
import { exitWithFailure } from './failure.ts';
import { prepareDatabase } from './prepare.ts';
import { signInLines } from './summary.ts';

try {
  const config = readConfig();
  const signIns = await prepareDatabase(config);
  process.stdout.write(`${withoutPassword(config.databaseUrl)} is up to date.\n`);
  const lines = config.isTraining ? [] : signInLines(signIns, false);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
} catch (error) {
  exitWithFailure(error);
}
