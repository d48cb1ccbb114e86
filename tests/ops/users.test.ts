/** Root and an ordinary user both get their database; these tests can only change users when they run as root. */
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../ops/child.ts';
import {
  findDataFolder,
  openDataFolder,
  projectRoot,
  systemFolder,
} from '../../ops/data-folder.ts';
import { canEnter } from '../../ops/system-user.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

test('openDataFolder() keeps the data under the project when it can be reached', async () => {
  const folder = join(tempFolder(), 'data');
  expect(await openDataFolder(folder)).toBe(folder);
  expect(findDataFolder(folder)).toBe(folder);
});

test.runIf(isRoot)(
  'openDataFolder() moves data that the database could not reach, and says where',
  async () => {
    const closed = mkdtempSync(join(tmpdir(), 'daiban-closed-'));
    chmodSync(closed, 0o700);
    const wanted = join(closed, 'data');
    const hadSystemFolder = existsSync(systemFolder);
    const folder = await openDataFolder(wanted);
    try {
      expect(folder.startsWith(systemFolder)).toBe(true);
      expect(existsSync(join(wanted, 'location.json'))).toBe(true);
      expect(findDataFolder(wanted)).toBe(folder);
      expect(await canEnter(folder, nobody)).toBe(true);
      expect(await canEnter(wanted, nobody)).toBe(false);
    } finally {
      rmSync(hadSystemFolder ? folder : systemFolder, { recursive: true, force: true });
      rmSync(closed, { recursive: true, force: true });
    }
  },
);

test.runIf(isRoot)('startPostgres() works for an ordinary user', async (context) => {
  // A project below a closed folder cannot be read by anybody else, so there is nothing to start.
  if (!(await canEnter(projectRoot, nobody))) return context.skip();
  const folder = join(tempFolder(), 'data');
  mkdirSync(folder);
  chownSync(folder, nobody.uid, nobody.gid);
  const args = ['--import', 'tsx', 'tests/support/postgres-probe.ts', folder];
  const { code, output } = await runProgram(process.execPath, args, {
    ...nobody,
    cwd: projectRoot,
  });
  expect(output).toBe('answered to user 65534');
  expect(code).toBe(0);
});
