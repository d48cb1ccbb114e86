// The remaining processes share the shape that process.test.ts proves; here they run once, each with its own news.
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { advanceWorkflow } from '../../activities/engine.ts';
import type { activateVersion } from '../../workflows/activate-version.ts';
import {
  caseChangedSignal,
  caseWorkflowId,
  loanWorkflowId,
  paymentReceivedSignal,
  versionChangedSignal,
  versionWorkflowId,
  type Position,
} from '../../workflows/messages.ts';
import type { CollectionActivities, VersionActivities } from '../../workflows/proxies.ts';
import type { serviceLoan } from '../../workflows/service-loan.ts';
import type { workCollectionCase } from '../../workflows/work-collection-case.ts';
import { recordHistory } from '../support/histories.ts';
import { monthlyTimetable, scriptLoan } from '../support/scripted-loan.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { startWorkflowWorker } from '../support/workflow-worker.ts';

const temporal = await testTemporal();
const { client } = temporal;
const deeds: string[] = [];
const DAY_MS = 86_400_000;
const startedMs = Date.now();
const state = { isCured: false, versionDueAt: null as string | null };
const ended: Position = { status: 'ended', nextAt: null, next: null };

function open(kind: string, nextAt: string | null): Position {
  const next = { kind, businessDate: '2026-03-02', detail: '' };
  return { status: 'open', nextAt, next: nextAt === null ? null : next };
}
function inDays(days: number): string {
  return new Date(startedMs + days * DAY_MS).toISOString();
}

const collections: CollectionActivities = {
  lookAtCase: async () => {
    deeds.push('look at case');
    return state.isCured ? ended : open('call', inDays(3));
  },
  runCaseStep: async (_caseId, { kind }) => {
    deeds.push(kind);
    return open('escalate', inDays(kind === 'call' ? 10 : 400));
  },
};
const versions: VersionActivities = {
  lookAtVersion: async () => {
    deeds.push('look at version');
    return open('activate', state.versionDueAt);
  },
  runVersionStep: async (_policyVersionId, { kind }) => {
    deeds.push(kind);
    return ended;
  },
};
const loan = scriptLoan(monthlyTimetable(8));
const worker = await startWorkflowWorker({
  ...temporal,
  activities: { ...collections, ...versions, ...loan.activities },
});
afterAll(() => worker.stop());

const { taskQueue } = worker;
const start = { version: 1, stepsPerRun: 5, clockOffsetMs: 0, training: true } as const;
const news = { clockOffsetMs: 0 };

test('workCollectionCase() climbs the ladder and ends when news says that nothing is past due', async () => {
  const caseId = randomUUID();
  const handle = await client.workflow.start<typeof workCollectionCase>('workCollectionCase', {
    workflowId: caseWorkflowId(caseId),
    taskQueue,
    args: [{ ...start, caseId }],
  });
  await advanceWorkflow({ client }, handle.workflowId, 4 * DAY_MS);
  await advanceWorkflow({ client }, handle.workflowId, 11 * DAY_MS);
  state.isCured = true;
  await handle.signal(caseChangedSignal, news);
  await handle.result();
  expect(deeds.splice(0)).toEqual(['look at case', 'call', 'escalate', 'look at case']);
  await recordHistory(client, 'work-collection-case-cured', handle);
});

test('activateVersion() follows an effective date that is set later', async () => {
  const policyVersionId = randomUUID();
  const handle = await client.workflow.start<typeof activateVersion>('activateVersion', {
    workflowId: versionWorkflowId('matrix', policyVersionId),
    taskQueue,
    args: [{ ...start, policyVersionId, kind: 'matrix' }],
  });
  await eventually(() => expect(deeds).toEqual(['look at version']));
  state.versionDueAt = inDays(20);
  await handle.signal(versionChangedSignal, news);
  await advanceWorkflow({ client }, handle.workflowId, 21 * DAY_MS);
  await handle.result();
  expect(deeds.splice(0)).toEqual(['look at version', 'look at version', 'activate']);
  await recordHistory(client, 'activate-version', handle);
});

test('serviceLoan() goes through two runs with payments in between', async () => {
  const loanId = randomUUID();
  const handle = await client.workflow.start<typeof serviceLoan>('serviceLoan', {
    workflowId: loanWorkflowId(loanId),
    taskQueue,
    args: [{ ...start, loanId }],
  });
  for (const date of ['2031-02-20', '2031-05-20', '2031-09-20']) {
    await handle.client.getHandle(handle.workflowId).signal(paymentReceivedSignal, news);
    await advanceWorkflow({ client }, handle.workflowId, Date.parse(date) - Date.now());
  }
  await handle.result();
  expect(loan.deeds.filter((deed) => deed !== 'look')).toHaveLength(8);
  const { workflowId, firstExecutionRunId: runId } = handle;
  await recordHistory(client, 'service-loan-continued', { workflowId, runId });
  await recordHistory(client, 'service-loan-closed', { workflowId });
});
