import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { OperatorError } from '../../ops/failure.ts';
import { holderOf, lockFolder } from '../../ops/lock.ts';
import { startMarkOf } from '../../ops/process-table.ts';
import { tempFolder } from '../support/temp-folder.ts';

const parent = tempFolder();
let folder = parent;

beforeEach(({ task }) => {
  folder = join(parent, task.id);
});

function writeHolder(pid: number, startMark: string): void {
  lockFolder(folder).release();
  const holder = { pid, startMark, since: '2026-01-31T08:00:00.000Z' };
  writeFileSync(join(folder, 'lock.json'), JSON.stringify(holder));
}

test('lockFolder() refuses a second start on the same data and says who runs', () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(OperatorError);
  expect(() => lockFolder(folder)).toThrow(`already runs on ${folder} (process ${process.pid}`);
  expect(holderOf(folder)).toEqual({ pid: process.pid });
  lock.release();
});

test('lockFolder() can be taken again after its release and leaves nothing behind', () => {
  lockFolder(folder).release();
  expect(holderOf(folder)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('lockFolder() takes over from a process that is gone', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeHolder(pid, 'some earlier start');
  expect(holderOf(folder)).toBeNull();
  const lock = lockFolder(folder);
  expect(holderOf(folder)).toEqual({ pid: process.pid });
  lock.release();
});

test('lockFolder() takes over when the id belongs to another process by now', () => {
  writeHolder(process.pid, `${startMarkOf(process.pid)} but not quite`);
  const lock = lockFolder(folder);
  lock.release();
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
});

test('lockFolder() takes over a lock that a full disk left empty', () => {
  lockFolder(folder).release();
  writeFileSync(join(folder, 'lock.json'), '');
  lockFolder(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});
