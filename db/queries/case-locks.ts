/**
 * The locks of a case, and what every step reads with them, in one statement: whoever had to wait for the lock is given
 * the rows as they are now. Application before approval before stage, everywhere, so that nobody waits in a circle.
 */
import { sql, type Kysely, type SelectQueryBuilder, type Transaction } from 'kysely';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import { fromRow as applicationFrom, type Application } from './applications.ts';
import type { Approval, ApprovalFacts, ApprovalStatus } from './approvals.ts';
import { businessNow, clockFrom, type BusinessClock } from './clock.ts';
import { findStage, type Stage } from './stages.ts';

/** A locked application with the business time of the transaction. */
export type LockedApplication = {
  readonly application: Application;
  readonly clock: BusinessClock;
};

/** The same with the approval and the number of the newest submission. */
export type LockedCase = LockedApplication & {
  readonly approval: Approval;
  readonly submissionNumber: number;
};

export type LockedStage = LockedCase & { readonly stage: Stage };

export async function lockWithClock(
  trx: Transaction<DB>,
  applicationId: string,
): Promise<LockedApplication | undefined> {
  const row = await trx
    .selectFrom(['application', 'installation'])
    .selectAll('application')
    .select(clockColumns)
    .where('application.application_id', '=', applicationId)
    .forUpdate('application')
    .executeTakeFirst();
  return row && { application: applicationFrom(row), clock: clockFrom(row) };
}

export async function lockCase(
  trx: Transaction<DB>,
  approvalId: string,
): Promise<LockedCase | undefined> {
  const row = await caseQuery(trx)
    .where('approval.approval_id', '=', approvalId)
    .forUpdate(['application', 'approval'])
    .executeTakeFirst();
  return row && caseFrom(row);
}

/** Undefined when there is no such stage. */
export async function lockStage(
  trx: Transaction<DB>,
  stageId: string,
): Promise<LockedStage | undefined> {
  const row = await caseQuery(trx)
    .innerJoin('stage', 'stage.approval_id', 'approval.approval_id')
    .where('stage.stage_id', '=', stageId)
    .forUpdate(['application', 'approval', 'stage'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // Seats and votes are read after the lock was had: whoever added one has committed by now.
  const stage = await findStage(trx, stageId);
  return { ...caseFrom(row), stage: stage! };
}

const clockColumns = [
  'installation.mode as mode',
  'installation.time_zone as time_zone',
  'installation.clock_offset_ms as clock_offset_ms',
  businessNow.instant.as('now'),
  businessNow.date.as('business_date'),
] as const;

function caseQuery(db: Kysely<DB>) {
  return db
    .selectFrom('application')
    .innerJoin('approval', (join) =>
      join
        .onRef('approval.subject_id', '=', 'application.application_id')
        .on('approval.subject_type', '=', 'application'),
    )
    .crossJoin('installation')
    .selectAll('application')
    .select(clockColumns)
    .select([
      'approval.approval_id as approval_id',
      'approval.round as approval_round',
      'approval.workflow_id as workflow_id',
      'approval.matrix_version_id as approval_matrix_version_id',
      'approval.tier as approval_tier',
      'approval.path as path',
      'approval.facts as facts',
      'approval.status as approval_status',
      'approval.opened_at as opened_at',
      'approval.ended_at as ended_at',
      sql<number>`(select coalesce(max(number), 0) from application_submission
        where application_submission.application_id = application.application_id)`.as(
        'submission_number',
      ),
    ]);
}

type CaseRow =
  ReturnType<typeof caseQuery> extends SelectQueryBuilder<infer _DB, infer _Tables, infer Row>
    ? Row
    : never;

function caseFrom(row: CaseRow): LockedCase {
  const approval: Approval = {
    approvalId: row.approval_id,
    subjectId: row.application_id,
    round: row.approval_round,
    workflowId: row.workflow_id,
    matrixVersionId: row.approval_matrix_version_id,
    tier: row.approval_tier,
    path: row.path as readonly StageTemplate[],
    facts: row.facts as ApprovalFacts,
    status: row.approval_status as ApprovalStatus,
    openedAt: row.opened_at as Instant,
    endedAt: row.ended_at,
  };
  return {
    application: applicationFrom(row),
    approval,
    submissionNumber: row.submission_number,
    clock: clockFrom(row),
  };
}
