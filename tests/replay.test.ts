/**
 * Every history ever recorded must replay under the code of today: a workflow that waits for years meets each later
 * build. A changed order of activities, timers or continue-as-new fails here, and is fenced by `patched`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { installRuntime } from '../activities/runtime.ts';
import * as workflows from '../workflows/index.ts';
import { bundlePath } from './support/workflow-worker.ts';

const folder = new URL('./histories/', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();

async function readHistory(name: string) {
  return historyFromJSON(JSON.parse(await readFile(new URL(name, folder), 'utf8')));
}

async function* histories() {
  for (const name of files) yield { workflowId: name, history: await readHistory(name) };
}

test('every stored history still replays', async () => {
  // An empty corpus would prove nothing.
  expect(files.length).toBeGreaterThanOrEqual(8);
  installRuntime(pino({ level: 'fatal' }));
  const broken: string[] = [];
  let replayed = 0;
  const options = { workflowBundle: { codePath: bundlePath() } };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories())) {
    replayed += 1;
    if (error) broken.push(`${workflowId}: ${error.message}`);
  }
  expect(broken).toEqual([]);
  expect(replayed).toBe(files.length);
});

test('what a scenario says is recorded stands in the corpus: every mode of a stage, every end', async () => {
  const wanted = ['approval', 'requests'].flatMap((name) => {
    const scenarios = new URL(`./scenarios/${name}/`, import.meta.url);
    return readdirSync(scenarios).map((file) => readFileSync(new URL(file, scenarios), 'utf8'));
  });
  const names = wanted.flatMap((text) =>
    (JSON.parse(text) as readonly { readonly record?: string }[]).map(({ record }) => record),
  );
  const recorded = names.filter((name) => name !== undefined);
  expect(recorded.length).toBeGreaterThanOrEqual(25);
  expect(files).toEqual(expect.arrayContaining(recorded.map((name) => `${name}.json`)));
});

test('every workflow has a stored history', async () => {
  const all = await Promise.all(files.map(readHistory));
  const types = all.map(
    ({ events }) => events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name,
  );
  expect(new Set(types)).toEqual(new Set(Object.keys(workflows)));
});
