import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../ops/child.ts';
import { projectRoot } from '../../ops/data-folder.ts';

const bootstrap = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  runProgram(process.execPath, ['ops/bootstrap.mjs', ...args], { cwd: projectRoot, env });

test('bootstrap names its commands when it does not know one', async () => {
  const { code, output } = await bootstrap(['begin']);
  expect(code).toBe(1);
  expect(output).toMatch(/^Unknown command "begin"\. There are: start, /);
});

test('bootstrap passes on the exit code and the one sentence of a program', async () => {
  const { code, output } = await bootstrap(['migrate'], { ...process.env, PORT: 'x' });
  expect(code).toBe(1);
  expect(output).toBe('PORT is "x": must be a number');
});

test('bootstrap has a program for each command', () => {
  const text = readFileSync(join(projectRoot, 'ops/bootstrap.mjs'), 'utf8');
  const programs = [...text.matchAll(/program: '([^']+)'/g)].map(([, program]) => program ?? '');
  expect(programs.length).toBeGreaterThan(8);
  expect(programs.filter((program) => !existsSync(join(projectRoot, program)))).toEqual([]);
});
