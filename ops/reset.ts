/** `npm run reset`: removes an installation's data after asking. The engine's program stays in the user's cache. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readLauncherConfig } from './config.ts';
import { findDataFolder } from './data-folder.ts';
import { exitWithFailure, OperatorError } from './failure.ts';
import { lockFolder } from './lock.ts';
import { stopLeftoverPostgres } from './postgres.ts';
import { stopLeftoverTemporal } from './temporal.ts';

try {
  await reset(process.argv.includes('--yes'));
} catch (error) {
  exitWithFailure(error);
}

async function reset(isAgreed: boolean): Promise<void> {
  const { databaseUrl, dataFolder } = readLauncherConfig();
  if (databaseUrl !== null) {
    throw new OperatorError(
      'DATABASE_URL is set: a reset clears embedded data only and never touches a database of your own.',
    );
  }
  const folder = findDataFolder(dataFolder);
  const lock = lockFolder(folder);
  try {
    if (!isAgreed && !(await ask(folder))) return tell('Nothing was removed.');
    await stopLeftoverPostgres(join(folder, 'postgres'));
    await stopLeftoverTemporal(join(folder, 'temporal'));
    for (const name of readdirSync(folder).filter((entry) => entry !== 'lock.json')) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    tell(`The data in ${folder} is removed; the next start begins anew.`);
  } finally {
    lock.release();
  }
}

async function ask(folder: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new OperatorError('A reset asks before it removes data; without a terminal add --yes.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `Remove all loans, customers, keys and the ledger in ${folder}? Type "reset" to agree: `,
    );
    return answer.trim() === 'reset';
  } finally {
    terminal.close();
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
