/** `migrate` as an operator runs it, before a release and again after it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ops/data-folder.ts';
import { testDatabase } from '../support/database.ts';
import { tempFolder } from '../support/temp-folder.ts';

const { url } = await testDatabase();
const folder = tempFolder();

async function migrate(): Promise<string> {
  const env = { DATABASE_URL: url, DAIBAN_DATA_DIR: folder, DAIBAN_TRAINING: 'false' };
  const options = { cwd: projectRoot, env: { ...process.env, ...env } };
  const args = ['--import', 'tsx', 'ops/migrate.ts'];
  return (await promisify(execFile)(process.execPath, args, options)).stdout;
}

test('migrate tells the first sign-ins once, and a repeat says one line', async () => {
  expect(await migrate()).toContain('First sign-ins');
  expect(await migrate()).toMatch(/^\S+ is up to date\.\n$/);
});
