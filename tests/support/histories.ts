/** What the engine wrote down about a workflow: for assertions, and for the corpus of histories that must replay. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { ProcessStart } from '../../workflows/messages.ts';

const corpus = new URL('../histories/', import.meta.url);
const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** What a run was started with, or continued as new with. */
export async function startArgumentsOf(
  client: Client,
  workflowId: string,
  runId?: string,
): Promise<ProcessStart> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input;
  const data = input?.payloads?.[0]?.data ?? new Uint8Array();
  return JSON.parse(Buffer.from(data).toString('utf8')) as ProcessStart;
}

/**
 * Adds the history of a run to the corpus, when the tests are asked to: `RECORD_HISTORIES=true npm test`. Histories
 * of older builds stay, so a recorded one is never written over.
 */
export async function recordHistory(
  client: Client,
  name: string,
  { workflowId, runId }: { workflowId: string; runId?: string },
): Promise<void> {
  if (process.env['RECORD_HISTORIES'] !== 'true') return;
  const file = fileURLToPath(new URL(`${name}.json`, corpus));
  if (existsSync(file)) return;
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  mkdirSync(dirname(file), { recursive: true });
  // Stack traces name the folder of whoever recorded them.
  const text = historyToJSON(history).replaceAll(projectFolder, '');
  writeFileSync(file, text);
}
