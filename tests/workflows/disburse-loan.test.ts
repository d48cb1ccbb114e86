// The order of sending and asking, on the real engine; the rail and the row are scripted, so that answers can be lost.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { afterEach, expect, test } from 'vitest';
import { advanceWorkflow } from '../../activities/engine.ts';
import {
  disbursementWorkflowId,
  railAnsweredSignal,
  railStepKinds,
  type Position,
} from '../../workflows/messages.ts';
import type { disburseLoan } from '../../workflows/disburse-loan.ts';
import type { DisbursementActivities, PaymentRailActivities } from '../../workflows/proxies.ts';
import { recordHistory, startArgumentsOf } from '../support/histories.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { startWorkflowWorker, type TestWorker } from '../support/workflow-worker.ts';

const temporal = await testTemporal();
const { client } = temporal;
const workers: TestWorker[] = [];
const HOUR_MS = 3_600_000;

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

type RailScript = {
  /** What happens to the order that is sent, and to each query after it. */
  readonly send: 'confirmed' | 'lost';
  readonly queries: readonly ('confirmed' | 'refused' | 'lost')[];
  readonly callMs?: number;
};

function scriptDisbursement({ send, queries, callMs = 0 }: RailScript) {
  const deeds: string[] = [];
  const answers = queries.values();
  const startedMs = Date.now();
  let lostCount = 0;
  let state: 'released' | 'unknown' | 'ended' = 'released';
  const open = (kind: string, waitMs: number): Position => {
    const next = { kind, businessDate: '2026-03-02', detail: '' };
    return { status: 'open', nextAt: new Date(startedMs + waitMs).toISOString(), next };
  };
  const position = (): Position => {
    if (state === 'released') return open(railStepKinds.send, 0);
    if (state === 'unknown') return open(railStepKinds.query, lostCount * HOUR_MS);
    return { status: 'ended', nextAt: null, next: null };
  };
  const hear = async (deed: string, answer: 'confirmed' | 'refused' | 'lost') => {
    deeds.push(deed);
    await sleep(callMs);
    if (answer === 'lost') throw ApplicationFailure.create({ message: 'no answer' });
    state = 'ended';
  };
  const activities: DisbursementActivities &
    Pick<PaymentRailActivities, 'sendTransfer' | 'queryTransfer'> = {
    lookAtDisbursement: async () => {
      deeds.push('look');
      return position();
    },
    runDisbursementStep: async (_id, due) => {
      deeds.push(due.kind);
      state = 'unknown';
      lostCount += 1;
      return position();
    },
    sendTransfer: () => hear('send', send),
    queryTransfer: () => hear('query', answers.next().value ?? 'confirmed'),
  };
  return { deeds, activities };
}

async function run(script: RailScript, stepsPerRun = 500) {
  const { deeds, activities } = scriptDisbursement(script);
  const worker = await startWorkflowWorker({ ...temporal, activities });
  workers.push(worker);
  const disbursementId = randomUUID();
  const { taskQueue } = worker;
  const training = { version: 1, stepsPerRun, clockOffsetMs: 0, training: true } as const;
  const handle = await client.workflow.start<typeof disburseLoan>('disburseLoan', {
    workflowId: disbursementWorkflowId(disbursementId),
    taskQueue,
    args: [{ ...training, disbursementId, railTaskQueue: taskQueue }],
  });
  return { deeds, handle };
}

test('disburseLoan() sends once and ends when the rail has confirmed', async () => {
  const { deeds, handle } = await run({ send: 'confirmed', queries: [] });
  await handle.result();
  expect(deeds).toEqual(['look', 'send', 'look']);
  await recordHistory(client, 'disburse-loan-confirmed', handle);
});

test('disburseLoan() asks for a lost answer by a timer and never sends again', async () => {
  const { deeds, handle } = await run({ send: 'lost', queries: ['lost', 'confirmed'] });
  await eventually(() => expect(deeds).toEqual(['look', 'send', railStepKinds.loseAnswer]));
  await advanceWorkflow({ client }, handle.workflowId, 1.5 * HOUR_MS);
  expect(deeds.slice(3)).toEqual(['query', railStepKinds.loseAnswer]);
  await advanceWorkflow({ client }, handle.workflowId, 3 * HOUR_MS);
  await handle.result();
  expect(deeds.slice(5)).toEqual(['query', 'look']);
  await recordHistory(client, 'disburse-loan-answer-lost', handle);
});

test('disburseLoan() hands news that came during a call to the next run', async () => {
  const { deeds, handle } = await run({ send: 'lost', queries: [], callMs: 500 }, 1);
  await eventually(() => expect(deeds).toContain('send'));
  await handle.signal(railAnsweredSignal, { clockOffsetMs: 0 });
  // The second run finds the news unread and looks before anything else.
  await eventually(() => expect(deeds).toEqual(['look', 'send', railStepKinds.loseAnswer, 'look']));
  const { events } = await client.workflow
    .getHandle(handle.workflowId, handle.firstExecutionRunId)
    .fetchHistory();
  const next = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  const start = await startArgumentsOf(client, handle.workflowId, next ?? '');
  expect(start).toMatchObject({ pending: true, position: { status: 'open' } });
});
