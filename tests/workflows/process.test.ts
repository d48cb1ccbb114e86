// The shape of every process, on the real engine: the loan is a timetable, so that only the timing is tested.
import { randomUUID } from 'node:crypto';
import { advanceWorkflow } from '../../activities/engine.ts';
import { startArgumentsOf } from '../support/histories.ts';
import { afterEach, expect, test, vi } from 'vitest';
import {
  advanceClockUpdate,
  loanWorkflowId,
  paymentReceivedSignal,
} from '../../workflows/messages.ts';
import type { ServicingStart } from '../../workflows/messages.ts';
import type { serviceLoan } from '../../workflows/service-loan.ts';
import { advance } from '../support/advance.ts';
import { monthlyTimetable, scriptLoan, type ScriptedLoan } from '../support/scripted-loan.ts';
import { eventually } from '../support/waiting.ts';
import { testTemporal } from '../support/temporal.ts';
import { startWorkflowWorker, type TestWorker } from '../support/workflow-worker.ts';

const temporal = await testTemporal();
const { client } = temporal;
const workers: TestWorker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

async function work({ activities }: ScriptedLoan, taskQueue?: string): Promise<string> {
  const queue = taskQueue === undefined ? {} : { taskQueue };
  const worker = await startWorkflowWorker({ ...temporal, activities, ...queue });
  workers.push(worker);
  return worker.taskQueue;
}

async function startLoan(taskQueue: string, start: Partial<ServicingStart> = {}) {
  const loanId = randomUUID();
  const training = { version: 1, stepsPerRun: 500, clockOffsetMs: 0, training: true } as const;
  return client.workflow.start<typeof serviceLoan>('serviceLoan', {
    workflowId: loanWorkflowId(loanId),
    taskQueue,
    args: [{ ...training, ...start, loanId }],
  });
}

type LoanHandle = Awaited<ReturnType<typeof startLoan>>;

function offsetTo(instant: string): number {
  return Date.parse(instant) - Date.now();
}

/** As the training clock does it. */
async function moveTo({ workflowId }: LoanHandle, instant: string): Promise<void> {
  await advanceWorkflow({ client }, workflowId, offsetTo(instant));
}

const year = monthlyTimetable(12);
const yearSteps = year.map(({ at }) => `due ${at.slice(0, 10)}`);

test('advanceClockUpdate runs all that falls due, in order, each step with its own date', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan));
  const clockOffsetMs = offsetTo('2031-06-20T00:00:00.000Z');
  const { reached, more } = await handle.executeUpdate(advanceClockUpdate, {
    args: [{ clockOffsetMs }],
  });
  expect(more).toBe(false);
  expect(loan.deeds).toEqual(['look', ...yearSteps.slice(0, 6)]);
  expect(reached.slice(0, 16)).toBe('2031-06-20T00:00');
});

test('advanceClockUpdate is refused outside training', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan), { training: false });
  await expect(moveTo(handle, '2031-06-20T00:00:00.000Z')).rejects.toThrow(
    'Workflow Update failed',
  );
  expect(loan.deeds).toEqual(['look']);
});

test('advanceClockUpdate answers a repeated and an older move and does nothing twice', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan));
  await moveTo(handle, '2031-03-20T00:00:00.000Z');
  await moveTo(handle, '2031-03-20T00:00:00.000Z');
  const { reached } = await handle.executeUpdate(advanceClockUpdate, {
    args: [{ clockOffsetMs: offsetTo('2031-01-20T00:00:00.000Z') }],
  });
  expect(loan.deeds).toEqual(['look', ...yearSteps.slice(0, 3)]);
  expect(reached.slice(0, 10)).toBe('2031-03-20');
});

test('advanceClockUpdate moved twice at once runs each step once', async () => {
  const loan = scriptLoan(year, 20);
  const handle = await startLoan(await work(loan));
  const targets = ['2031-04-20', '2031-09-20', '2031-02-20'].map((date) => `${date}T00:00:00.000Z`);
  await Promise.all(targets.map((target) => moveTo(handle, target)));
  expect(loan.deeds).toEqual(['look', ...yearSteps.slice(0, 9)]);
});

test('advanceClockUpdate answers the caller when the workflow ends on the way', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan));
  await moveTo(handle, '2032-06-01T00:00:00.000Z');
  await handle.result();
  expect(loan.deeds).toEqual(['look', ...yearSteps]);
});

test('runProcess() continues as new between steps and takes clock and position along', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan), { stepsPerRun: 5 });
  await moveTo(handle, '2031-11-20T00:00:00.000Z');
  expect(loan.deeds).toEqual(['look', ...yearSteps.slice(0, 11)]);
  const last = await client.workflow.getHandle(handle.workflowId).describe();
  expect(last.runId).not.toBe(handle.firstExecutionRunId);
  const { clockOffsetMs } = await startArgumentsOf(client, handle.workflowId);
  expect(clockOffsetMs).toBeGreaterThan(0);
});

test('runProcess() answers a move that arrives while it continues as new', async () => {
  const loan = scriptLoan(monthlyTimetable(60), 5);
  const handle = await startLoan(await work(loan), { stepsPerRun: 2 });
  const targets = Array.from({ length: 5 }, (_, index) => `${2031 + index}-12-20T00:00:00.000Z`);
  await Promise.all(targets.map((target) => moveTo(handle, target)));
  expect(loan.deeds.filter((deed) => deed !== 'look')).toHaveLength(60);
});

test('runProcess() loses no news that comes while it continues as new', async () => {
  const loan = scriptLoan(year, 400);
  const handle = await startLoan(await work(loan), { stepsPerRun: 1 });
  const moved = moveTo(handle, '2031-01-20T00:00:00.000Z');
  // The only step of the first run is in hand for 400 ms: the news comes in meanwhile.
  await eventually(() => expect(loan.begun.size).toBe(1));
  await handle.signal(paymentReceivedSignal, { clockOffsetMs: 0 });
  await moved;
  expect(loan.deeds.slice(0, 3)).toEqual(['look', yearSteps[0], 'look']);
  expect((await handle.describe()).runId).not.toBe(handle.firstExecutionRunId);
});

test('runProcess() looks once for any number of signals that came before it could begin', async () => {
  const loan = scriptLoan(year);
  const taskQueue = randomUUID();
  const handle = await startLoan(taskQueue);
  for (let count = 0; count < 5; count += 1) {
    await handle.signal(paymentReceivedSignal, { clockOffsetMs: 0 });
  }
  await work(loan, taskQueue);
  await vi.waitFor(() => expect(loan.deeds).toEqual(['look', 'look']), 10_000);
});

test('runProcess() follows the offset that comes with a signal', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan));
  const clockOffsetMs = offsetTo('2031-02-20T00:00:00.000Z');
  await handle.signal(paymentReceivedSignal, { clockOffsetMs });
  await vi.waitFor(() => expect(loan.deeds).toContain('due 2031-02-15'), 10_000);
});

test('waitUntil() sleeps by a real timer of the server', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan), { training: false });
  await vi.waitFor(() => expect(loan.deeds).toEqual(['look']), 10_000);
  await advance(client, handle.workflowId, offsetTo('2031-03-20T00:00:00.000Z'));
  await vi.waitFor(() => expect(loan.deeds).toEqual(['look', ...yearSteps.slice(0, 3)]), 10_000);
});

test('runProcess() costs at most 7 events of history a step', async () => {
  const loan = scriptLoan(year);
  const handle = await startLoan(await work(loan), { training: false });
  await vi.waitFor(() => expect(loan.deeds).toEqual(['look']), 10_000);
  const before = (await handle.describe()).historyLength;
  await advance(client, handle.workflowId, offsetTo('2031-10-20T00:00:00.000Z'));
  await vi.waitFor(() => expect(loan.deeds).toHaveLength(11), 10_000);
  const history = (await handle.fetchHistory()).events ?? [];
  // The server notes each of its own skips in the history; they are not ours.
  const ours = history.filter(
    (event) => !event.workflowExecutionTimeSkippingTransitionedEventAttributes,
  );
  expect((ours.length - before) / 10).toBeLessThanOrEqual(7);
});
