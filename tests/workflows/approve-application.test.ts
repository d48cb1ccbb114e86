// Stage after stage on the real engine. The approval is scripted: what counts is who is asked, and in which order.
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { advanceWorkflow } from '../../activities/engine.ts';
import type { approveApplication } from '../../workflows/approve-application.ts';
import {
  applicationChangedSignal,
  applicationWorkflowId,
  reviewStepKind,
  stageClosedSignal,
  type Position,
  type StagePosition,
} from '../../workflows/messages.ts';
import type { ApprovalActivities } from '../../workflows/proxies.ts';
import { advance } from '../support/advance.ts';
import { recordHistory } from '../support/histories.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { startWorkflowWorker, type TestWorker } from '../support/workflow-worker.ts';

const temporal = await testTemporal();
const { client } = temporal;
const workers: TestWorker[] = [];
const HOUR_MS = 3_600_000;
const news = { clockOffsetMs: 0 };

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

/** A case in memory: the test votes by closing the open stage, the workflow hears of it by signal. */
function scriptCase(stages: readonly string[]) {
  const deeds: string[] = [];
  const deadlines = new Map<string, string[]>();
  const state = {
    open: null as string | null,
    closed: new Set<string>(),
    outcome: null as string | null,
    application: 'offered' as 'offered' | 'returned' | 'submitted' | 'booked',
    isReviewable: true,
    offerDueAt: new Date(Date.now() + 720 * HOUR_MS).toISOString(),
  };
  const due = (kind: string) => ({ kind, businessDate: '2026-03-02', detail: '' });
  const stagePosition = (stageId: string): StagePosition => {
    if (state.open !== stageId) return { stageId, status: 'ended', nextAt: null, next: null };
    const left = deadlines.get(stageId) ?? [];
    const hours = { remind: 4, escalate: 8, report: 12 }[left[0] ?? ''] ?? null;
    if (hours === null) return { stageId, status: 'open', nextAt: null, next: null };
    const nextAt = new Date(startedMs + hours * HOUR_MS).toISOString();
    return { stageId, status: 'open', nextAt, next: due(left[0] ?? '') };
  };
  const startedMs = Date.now();
  const position = (): Position => {
    if (state.application === 'booked') return { status: 'ended', nextAt: null, next: null };
    if (state.application === 'submitted') {
      return {
        status: 'open',
        nextAt: new Date(startedMs).toISOString(),
        next: due(reviewStepKind),
      };
    }
    if (state.application === 'returned') return { status: 'open', nextAt: null, next: null };
    return { status: 'open', nextAt: state.offerDueAt, next: due('expire_offer') };
  };
  const activities: ApprovalActivities = {
    assessApplication: async () => {
      deeds.push('assess');
      if (state.application === 'submitted') state.application = 'offered';
      return { approvalId: state.isReviewable ? 'approval-1' : null };
    },
    openNextStage: async () => {
      const next = stages.find((stageId) => !state.closed.has(stageId));
      if (state.outcome !== null || next === undefined) {
        return { stageId: null, status: 'ended', nextAt: null, next: null };
      }
      if (state.open !== next) deeds.push(`open ${next}`);
      state.open = next;
      if (!deadlines.has(next)) deadlines.set(next, ['remind', 'escalate', 'report']);
      return stagePosition(next);
    },
    lookAtStage: async (stageId) => {
      deeds.push(`look at ${stageId}`);
      return stagePosition(stageId);
    },
    runStageDeadline: async (stageId, { kind }) => {
      const left = deadlines.get(stageId) ?? [];
      // A local activity may run twice; the second time it finds its deadline done.
      if (left[0] === kind) deeds.push(`${kind} ${stageId}`);
      deadlines.set(
        stageId,
        left.filter((other) => other !== kind),
      );
      return stagePosition(stageId);
    },
    lookAtApplication: async () => {
      deeds.push('look at application');
      return position();
    },
    runApplicationDeadline: async (_applicationId, { kind }) => {
      deeds.push(kind);
      state.application = 'booked';
      return position();
    },
  };
  const close = () => {
    if (state.open !== null) state.closed.add(state.open);
    state.open = null;
  };
  return { deeds, state, activities, close };
}

type Case = ReturnType<typeof scriptCase>;

async function run({ activities }: Case, { training = true } = {}) {
  const worker = await startWorkflowWorker({ ...temporal, activities });
  workers.push(worker);
  const applicationId = randomUUID();
  return client.workflow.start<typeof approveApplication>('approveApplication', {
    workflowId: applicationWorkflowId(applicationId, 1),
    taskQueue: worker.taskQueue,
    args: [{ version: 1, stepsPerRun: 500, clockOffsetMs: 0, training, applicationId, round: 1 }],
  });
}

test('approveApplication() opens the next stage when a vote has closed the one before', async () => {
  const one = scriptCase(['first', 'second']);
  const handle = await run(one);
  await eventually(() => expect(one.deeds).toEqual(['assess', 'open first']));
  one.close();
  await handle.signal(stageClosedSignal, news);
  await eventually(() => expect(one.deeds).toContain('open second'));
  one.close();
  await handle.signal(stageClosedSignal, news);
  await eventually(() => expect(one.deeds).toContain('look at application'));
  one.state.application = 'booked';
  await handle.signal(applicationChangedSignal, news);
  await handle.result();
  expect(one.deeds.filter((deed) => deed.startsWith('open'))).toEqual([
    'open first',
    'open second',
  ]);
  await recordHistory(client, 'approve-application-two-stages', handle);
});

test('approveApplication() reminds, escalates and reports, and the stage stays open', async () => {
  const one = scriptCase(['first']);
  const handle = await run(one);
  await eventually(() => expect(one.deeds).toContain('open first'));
  await advanceWorkflow({ client }, handle.workflowId, 30 * HOUR_MS);
  expect(one.deeds).toEqual([
    'assess',
    'open first',
    'remind first',
    'escalate first',
    'report first',
  ]);
  await advanceWorkflow({ client }, handle.workflowId, 2_000 * HOUR_MS);
  expect(one.deeds).toHaveLength(5);
  one.close();
  one.state.application = 'booked';
  await handle.signal(stageClosedSignal, news);
  await handle.result();
  await recordHistory(client, 'approve-application-escalated', handle);
});

test('approveApplication() reminds by a real timer of the server', async () => {
  const one = scriptCase(['first']);
  const handle = await run(one, { training: false });
  await eventually(() => expect(one.deeds).toContain('open first'));
  await advance(client, handle.workflowId, 5 * HOUR_MS);
  await eventually(() => expect(one.deeds).toEqual(['assess', 'open first', 'remind first']));
});

test('approveApplication() opens a stage again whose vote was taken back', async () => {
  const one = scriptCase(['first', 'second']);
  const handle = await run(one);
  await eventually(() => expect(one.deeds).toContain('open first'));
  one.close();
  await handle.signal(stageClosedSignal, news);
  await eventually(() => expect(one.deeds).toContain('open second'));
  one.state.closed.clear();
  one.state.open = null;
  await handle.signal(stageClosedSignal, news);
  await eventually(() => expect(one.deeds.at(-1)).toBe('open first'));
});

test('approveApplication() goes on with the application when no approval was opened', async () => {
  const one = scriptCase(['first']);
  one.state.isReviewable = false;
  one.state.application = 'returned';
  const handle = await run(one);
  await eventually(() => expect(one.deeds).toEqual(['assess', 'look at application']));
  one.state.isReviewable = true;
  one.state.application = 'submitted';
  await handle.signal(applicationChangedSignal, news);
  await eventually(() => expect(one.deeds.at(-1)).toBe('open first'));
  expect(one.deeds.filter((deed) => deed === 'assess')).toHaveLength(2);
  one.close();
  one.state.application = 'booked';
  await handle.signal(stageClosedSignal, news);
  await handle.result();
  await recordHistory(client, 'approve-application-handed-in-again', handle);
});

test('approveApplication() lets an offer run out', async () => {
  const one = scriptCase([]);
  const handle = await run(one);
  await eventually(() => expect(one.deeds).toEqual(['assess', 'look at application']));
  await advanceWorkflow({ client }, handle.workflowId, 721 * HOUR_MS);
  await handle.result();
  expect(one.deeds).toEqual(['assess', 'look at application', 'expire_offer']);
  await recordHistory(client, 'approve-application-offer-expired', handle);
});
