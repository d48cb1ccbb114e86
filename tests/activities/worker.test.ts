// The whole worker on real rows: a released disbursement becomes a loan, the training clock moves on, nobody pays, and
// the loan, its case and their processes are where they should be. Nothing here is scripted.
import { expect, test } from 'vitest';
import { requestTrainingMove } from '../../api/commands/training-clock.ts';
import { readClock } from '../../db/queries/clock.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import { findTrainingMove } from '../../db/queries/training.ts';
import { disbursementWorkflowId, startDisbursement } from '../../workflows/messages.ts';
import { seedCollector, seedContactPolicy } from '../support/collections.ts';
import { testDatabase } from '../support/database.ts';
import {
  keys,
  moveClock,
  seedAcceptedCase,
  seedInstallation,
  startDate,
} from '../support/lending.ts';
import { bookDifferences, seedReleased } from '../support/servicing.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const { db, url } = await testDatabase();
const { namespace, client } = await testTemporal();
const branchId = await seedInstallation(db);
const collectorId = await seedCollector(db, branchId, 'collector');
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
await testWorker({ databaseUrl: url, namespace }, { keys });

async function disburse(amount: string): Promise<string> {
  const accepted = await seedAcceptedCase(db, branchId, { amount });
  const disbursementId = await seedReleased(db, accepted);
  const workflowId = disbursementWorkflowId(disbursementId);
  await db.transaction().execute(async (trx) => {
    await openProcess(trx, { workflowId, kind: 'disbursement', subjectId: disbursementId });
    await insertOutbox(trx, startDisbursement(disbursementId));
  });
  let loanId: string | null = null;
  await eventually(async () => {
    const row = await db
      .selectFrom('application')
      .select(['status', 'loan_id'])
      .where('application_id', '=', accepted.applicationId)
      .executeTakeFirstOrThrow();
    expect(row.status).toBe('booked');
    loanId = row.loan_id;
  });
  return loanId!;
}

async function moveMonths(months: number): Promise<void> {
  const move = await db
    .transaction()
    .execute((trx) => requestTrainingMove(trx, { actorId: collectorId, target: { months } }));
  await eventually(async () => {
    expect((await findTrainingMove(db, move.moveId))?.status).toBe('done');
  });
}

test('startWorker() carries a loan from the release to its collection case', async () => {
  const loanId = await disburse('120000.00');
  await moveMonths(2);
  const [steps, cases, open, { now }] = await Promise.all([
    db.selectFrom('loan_step').selectAll().where('loan_id', '=', loanId).execute(),
    db.selectFrom('collection_case').select(['status', 'days_past_due']).execute(),
    db.selectFrom('process').selectAll().where('status', '=', 'open').execute(),
    readClock(db),
  ]);
  const keysOfSteps = steps.map(
    (step) => `${step.kind} ${step.installment_number} ${step.step_date}`,
  );
  expect(new Set(keysOfSteps).size).toBe(steps.length);
  expect(steps.map((step) => step.kind)).toEqual(
    expect.arrayContaining(['reminder', 'due', 'grace_end', 'month_end']),
  );
  expect(cases).toHaveLength(1);
  expect(cases[0]).toMatchObject({ status: 'open' });
  const kinds = open.map(({ kind }) => kind).filter((kind) => kind !== 'end_of_day');
  expect(kinds.sort()).toEqual(['collection_case', 'loan']);
  for (const process of open) {
    if (process.next_wake_at !== null) expect(process.next_wake_at > now).toBe(true);
    const { status } = await client.workflow.getHandle(process.workflow_id).describe();
    expect(status.name).toBe('RUNNING');
  }
  expect(await bookDifferences(db, loanId)).toEqual([]);
});
