// A workflow that is not exported by name is silently missing from the bundle, so the files are counted.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as workflows from '../../workflows/index.ts';
import { bundlePath } from '../support/workflow-worker.ts';

const folder = new URL('../../workflows/', import.meta.url);
/** What the workflows share. */
const shared = ['clock', 'inbox', 'index', 'messages', 'process', 'proxies', 'stages', 'transfer'];

test('workflows/index.ts exports one workflow for each file, named as the file', () => {
  const files = readdirSync(folder)
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !shared.includes(name));
  const names = files.map((file) =>
    file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  expect(files).toHaveLength(10);
  expect(Object.keys(workflows).sort()).toEqual(names.sort());
});

test('the workflow bundle stays free of schemas and of the outside', () => {
  const code = readFileSync(bundlePath(), 'utf8');
  expect(code).not.toMatch(/node_modules\/(zod|pg|kysely|express)\//);
  for (const name of Object.keys(workflows)) expect(code).toContain(name);
});
