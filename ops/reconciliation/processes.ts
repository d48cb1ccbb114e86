/**
 * Process rows against what they look after, and against the workflows that run them: an open loan has an open
 * process with a running workflow, a closed one has neither, and nothing sleeps past its own deadline.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { readClock } from '../../db/queries/clock.ts';
import { findLoan } from '../../db/queries/loans.ts';
import { readOutboxLag } from '../../db/queries/outbox.ts';
import { listProcesses, type ProcessState } from '../../db/queries/reconciliation.ts';
import { findRefund, sumRefundsInFlight } from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import { addMs } from '../../domain/instant.ts';
import { refundsInFlight } from '../../domain/servicing/refund-states.ts';
import { difference, type Difference } from './difference.ts';

/** A timer that is due now may still be on its way. */
const patienceMs = 60_000;
const atOnce = 16;

/** @param client null compares the rows alone, for a house whose engine is down */
export async function compareProcesses(
  db: Kysely<DB>,
  client: Client | null,
): Promise<{ processCount: number; differences: Difference[] }> {
  const processes = await listProcesses(db);
  const { now } = await readClock(db);
  const lag = await readOutboxLag(db);
  const differences = difference('outbox_waiting', 'outbox', {
    expected: 0,
    actual: lag.waitingCount,
  });
  const latest = addMs(now, -patienceMs);
  for (const process of processes) {
    differences.push(...(await compareSubject(db, process)));
    if (process.status === 'open' && process.nextWakeAt !== null && process.nextWakeAt < latest)
      differences.push(...overslept(process, now));
  }
  if (client !== null) differences.push(...(await compareWorkflows(client, processes)));
  return { processCount: processes.length, differences };
}

function overslept({ workflowId, nextWakeAt }: ProcessState, now: string): Difference[] {
  const expected = `woken at ${nextWakeAt}`;
  return difference('process_awake', workflowId, { expected, actual: `asleep at ${now}` });
}

async function compareSubject(
  db: Kysely<DB>,
  { kind, subjectId, workflowId, status }: ProcessState,
): Promise<Difference[]> {
  if (kind === 'refund') return compareRefund(db, { subjectId, workflowId, status });
  if (kind !== 'loan') return [];
  const loan = await findLoan(db, subjectId);
  if (loan === undefined)
    return difference('process_subject', workflowId, { expected: 'a loan', actual: 'none' });
  // A closed loan lives on while money of its borrower is held or on its way back; every other one is open.
  const inFlightMinor = await sumRefundsInFlight(db, subjectId);
  if (loan.status === 'closed' && inFlightMinor === 0n) return [];
  return difference('process_status', workflowId, { expected: 'open', actual: status });
}

/** A refund is looked after until the rail has answered; what came back later was paid first. */
async function compareRefund(
  db: Kysely<DB>,
  { subjectId, workflowId, status }: Pick<ProcessState, 'subjectId' | 'workflowId' | 'status'>,
): Promise<Difference[]> {
  const refund = await findRefund(db, subjectId);
  if (refund === undefined)
    return difference('process_subject', workflowId, { expected: 'a refund', actual: 'none' });
  const isInFlight = refundsInFlight.some((state) => state === refund.status);
  const expected = isInFlight ? 'open' : 'ended';
  return difference('process_status', workflowId, { expected, actual: status });
}

async function compareWorkflows(
  client: Client,
  processes: readonly ProcessState[],
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (let start = 0; start < processes.length; start += atOnce) {
    const some = processes.slice(start, start + atOnce);
    const answers = await Promise.all(some.map((process) => compareWorkflow(client, process)));
    found.push(...answers.flat());
  }
  return found;
}

/** The engine forgets workflows that ended long ago: for an ended process none is as good as a completed one. */
async function compareWorkflow(
  client: Client,
  { workflowId, status }: ProcessState,
): Promise<Difference[]> {
  const actual = await workflowStatus(client, workflowId);
  if (status === 'open') return difference('workflow', workflowId, { expected: 'RUNNING', actual });
  return actual === 'NONE'
    ? []
    : difference('workflow', workflowId, { expected: 'COMPLETED', actual });
}

async function workflowStatus(client: Client, workflowId: string): Promise<string> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NONE';
    throw error;
  }
}
