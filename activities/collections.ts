/**
 * Collection of late loans: a case opens on the first day past due, one for each customer, whatever number of loans is
 * late, and its process takes one step after the other until nothing is past due.
 */
import type { Kysely, Transaction } from 'kysely';
import type { IsoDate } from '../domain/calendar.ts';
import { invariant } from '../domain/invariant.ts';
import { sum } from '../domain/money.ts';
import { bucketOf } from '../domain/servicing/buckets.ts';
import {
  addCaseLoans,
  insertCase,
  listCustomerLoans,
  lockCase,
  lockRunningCase,
} from '../db/queries/cases.ts';
import { recordHappenings } from '../db/queries/case-events.ts';
import { readClock } from '../db/queries/clock.ts';
import { findLeastLoaded } from '../db/queries/collectors.ts';
import { insertOutbox } from '../db/queries/outbox.ts';
import { openProcess, saveNextWake } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import {
  caseWorkflowId,
  startCase,
  tellCaseChanged,
  type DueStep,
  type Position,
} from '../workflows/messages.ts';
import type { CollectionActivities } from '../workflows/proxies.ts';
import { readCaseState } from './collections/case-state.ts';
import { positionOf } from './collections/deadlines.ts';
import { takeCaseStep } from './collections/steps.ts';

export function createCollectionActivities({
  db,
}: {
  readonly db: Kysely<DB>;
}): CollectionActivities {
  return {
    /** News, or the first look: everything is brought up to date, but no rung of the ladder is climbed. */
    lookAtCase: (caseId) => db.transaction().execute((trx) => runStep(trx, caseId, null)),

    /** At least once: a second attempt finds the step taken and answers with the case as it is. */
    runCaseStep: (caseId, due) => db.transaction().execute((trx) => runStep(trx, caseId, due)),
  };
}

async function runStep(
  trx: Transaction<DB>,
  caseId: string,
  due: DueStep | null,
): Promise<Position> {
  const collectionCase = await lockCase(trx, caseId);
  invariant(collectionCase !== undefined, 'a process is started for a case that exists');
  const clock = await readClock(trx);
  const date = due?.businessDate ?? clock.businessDate;
  const before = await readCaseState(trx, collectionCase, { date, clock });
  const after = await takeCaseStep(trx, before, due);
  const position = positionOf(after);
  await saveNextWake(trx, caseWorkflowId(caseId), position);
  return position;
}

export type LateLoanNews = {
  readonly loanId: string;
  readonly customerId: string;
  readonly branchId: string;
  /** The step's own date, which may lie behind the clock while steps are caught up. */
  readonly businessDate: IsoDate;
};

/**
 * Opens the customer's case, or adds the loan to the running one and tells its process. Call it in the transaction that
 * has written the late position of the loan; calling it again changes nothing.
 */
export async function openOrJoinCase(
  trx: Transaction<DB>,
  late: LateLoanNews,
): Promise<{ caseId: string; isNew: boolean }> {
  const running = await lockRunningCase(trx, late.customerId);
  if (running !== undefined) return joinCase(trx, running.caseId, late);
  const opened = await openCase(trx, late);
  if (opened !== undefined) return { caseId: opened, isNew: true };
  // Another late loan of the customer opened the case in between; that transaction is over now.
  const other = await lockRunningCase(trx, late.customerId);
  invariant(other !== undefined, 'a customer has either a running case or room for one');
  return joinCase(trx, other.caseId, late);
}

async function joinCase(
  trx: Transaction<DB>,
  caseId: string,
  late: LateLoanNews,
): Promise<{ caseId: string; isNew: boolean }> {
  const added = await addCaseLoans(trx, caseId, [late.loanId]);
  if (added.length > 0) await recordJoining(trx, caseId, late);
  await insertOutbox(trx, tellCaseChanged(caseId));
  return { caseId, isNew: false };
}

async function openCase(
  trx: Transaction<DB>,
  { loanId, customerId, branchId, businessDate }: LateLoanNews,
): Promise<string | undefined> {
  const loans = await listCustomerLoans(trx, customerId, businessDate);
  const late = loans.filter((loan) => loan.daysPastDue > 0);
  const worst = late.toSorted((a, b) => b.daysPastDue - a.daysPastDue)[0];
  const owner = await findLeastLoaded(trx, { role: 'collector', branchId, except: null });
  const caseId = await insertCase(trx, {
    customerId,
    branchId,
    level: 'collector',
    ownerId: owner?.officerId ?? null,
    bucket: bucketOf(worst?.daysPastDue ?? 0),
    daysPastDue: worst?.daysPastDue ?? 0,
    overdueMinor: sum(late.map((loan) => loan.overdueMinor)),
    currency: worst?.currency ?? loans[0]?.currency ?? 'CNY',
    openedDate: businessDate,
    anchorDate: worst?.oldestDueDate ?? null,
  });
  if (caseId === undefined) return undefined;
  await addCaseLoans(trx, caseId, [...new Set([loanId, ...late.map((loan) => loan.loanId)])]);
  const { now } = await readClock(trx);
  const details = { loanId, ownerId: owner?.officerId ?? null, level: 'collector' };
  await recordHappenings(
    trx,
    [{ kind: 'collection_case.opened', caseId, actorId: null, details }],
    { occurredAt: now, businessDate },
  );
  await openProcess(trx, {
    workflowId: caseWorkflowId(caseId),
    kind: 'collection_case',
    subjectId: caseId,
  });
  await insertOutbox(trx, startCase(caseId));
  return caseId;
}

async function recordJoining(
  trx: Transaction<DB>,
  caseId: string,
  { loanId, businessDate }: LateLoanNews,
): Promise<void> {
  const { now } = await readClock(trx);
  await recordHappenings(
    trx,
    [{ kind: 'collection_case.loan_joined', caseId, actorId: null, details: { loanId } }],
    { occurredAt: now, businessDate },
  );
}
