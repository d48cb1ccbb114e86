// A refund on the real engine; the rail and the row are scripted, so that answers can be lost and workers can die.
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { afterEach, expect, test } from 'vitest';
import { advanceWorkflow } from '../../activities/engine.ts';
import { railStepKinds, refundWorkflowId, type Position } from '../../workflows/messages.ts';
import type { PaymentRailActivities, RefundActivities } from '../../workflows/proxies.ts';
import type { refundCredit } from '../../workflows/refund-credit.ts';
import { recordHistory } from '../support/histories.ts';
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

type Answer = 'confirmed' | 'lost';

function scriptRefund({ send, queries }: { send: Answer; queries: readonly Answer[] }) {
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
  const hear = async (deed: string, answer: Answer) => {
    deeds.push(deed);
    if (answer === 'lost') throw ApplicationFailure.create({ message: 'no answer' });
    state = 'ended';
  };
  const activities: RefundActivities & Pick<PaymentRailActivities, 'sendRefund' | 'queryRefund'> = {
    lookAtRefund: async () => {
      deeds.push('look');
      return position();
    },
    runRefundStep: async (_id, due) => {
      deeds.push(due.kind);
      state = 'unknown';
      lostCount += 1;
      return position();
    },
    sendRefund: () => hear('send', send),
    queryRefund: () => hear('query', answers.next().value ?? 'confirmed'),
  };
  return { deeds, activities };
}

async function run(script: Parameters<typeof scriptRefund>[0]) {
  const { deeds, activities } = scriptRefund(script);
  const taskQueue = randomUUID();
  const startWorker = async () => {
    const worker = await startWorkflowWorker({ ...temporal, activities, taskQueue });
    workers.push(worker);
    return worker;
  };
  const worker = await startWorker();
  const refundId = randomUUID();
  const start = { version: 1, stepsPerRun: 500, clockOffsetMs: 0, training: true } as const;
  const handle = await client.workflow.start<typeof refundCredit>('refundCredit', {
    workflowId: refundWorkflowId(refundId),
    taskQueue,
    args: [{ ...start, refundId, railTaskQueue: taskQueue }],
  });
  return { deeds, handle, worker, startWorker };
}

test('refundCredit() sends once and ends when the rail has confirmed', async () => {
  const { deeds, handle } = await run({ send: 'confirmed', queries: [] });
  await handle.result();
  expect(deeds).toEqual(['look', 'send', 'look']);
  await recordHistory(client, 'refund-credit-confirmed', handle);
});

test('refundCredit() goes on with another worker and asks for a lost answer, never sending again', async () => {
  const { deeds, handle, worker, startWorker } = await run({ send: 'lost', queries: ['lost'] });
  await eventually(() => expect(deeds).toEqual(['look', 'send', railStepKinds.loseAnswer]));
  workers.splice(workers.indexOf(worker), 1);
  await worker.stop();
  await startWorker();
  await advanceWorkflow({ client }, handle.workflowId, 1.5 * HOUR_MS);
  expect(deeds.slice(3)).toEqual(['query', railStepKinds.loseAnswer]);
  await advanceWorkflow({ client }, handle.workflowId, 3 * HOUR_MS);
  await handle.result();
  expect(deeds.slice(5)).toEqual(['query', 'look']);
  await recordHistory(client, 'refund-credit-answer-lost', handle);
});
