/** An approval: the path a subject takes in one round, and what it was chosen by. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { ApprovalTable, DB } from '../tables.ts';

export type ApprovalStatus = 'open' | 'approved' | 'declined' | 'withdrawn' | 'expired';

/** Why this path: what was compared with the matrix, in wire form. */
export type ApprovalFacts = {
  /** The submission with which the path began; approves of stages before it do not count. */
  readonly submissionNumber: number;
  readonly minDistinctApprovers: number;
  readonly [fact: string]: Json;
};

/** Codes of the exceptions it was opened with; an approval of earlier days has none on record. */
export function exceptionsIn({ exceptions }: ApprovalFacts): readonly string[] {
  return Array.isArray(exceptions) ? exceptions.map(String) : [];
}

export type Approval = {
  readonly approvalId: string;
  /** The application or the request. */
  readonly subjectId: string;
  readonly round: number;
  readonly workflowId: string;
  readonly matrixVersionId: string;
  readonly tier: string;
  readonly path: readonly StageTemplate[];
  readonly facts: ApprovalFacts;
  readonly status: ApprovalStatus;
  readonly openedAt: Instant;
  readonly endedAt: Instant | null;
};

export type NewApproval = Omit<Approval, 'approvalId' | 'status' | 'endedAt'>;

/** Opens the approval of a round, or gives a running one the path of its newest submission. */
export async function openApproval(trx: Transaction<DB>, approval: NewApproval): Promise<Approval> {
  const path = {
    tier: approval.tier,
    path: JSON.stringify(approval.path),
    facts: JSON.stringify(approval.facts),
  };
  const row = await trx
    .insertInto('approval')
    .values({
      approval_id: newId(),
      subject_type: 'application',
      subject_id: approval.subjectId,
      round: approval.round,
      workflow_id: approval.workflowId,
      matrix_version_id: approval.matrixVersionId,
      opened_at: approval.openedAt,
      ...path,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['subject_type', 'subject_id', 'round'])
        .doUpdateSet({ ...path, matrix_version_id: approval.matrixVersionId }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function findApproval(
  db: Kysely<DB>,
  approvalId: string,
): Promise<Approval | undefined> {
  const row = await db
    .selectFrom('approval')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function findApprovalOfRound(
  db: Kysely<DB>,
  applicationId: string,
  round: number,
): Promise<Approval | undefined> {
  const row = await db
    .selectFrom('approval')
    .selectAll()
    .where('subject_type', '=', 'application')
    .where('subject_id', '=', applicationId)
    .where('round', '=', round)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function endApproval(
  trx: Transaction<DB>,
  approvalId: string,
  status: Exclude<ApprovalStatus, 'open'>,
  endedAt: Instant,
): Promise<void> {
  await trx
    .updateTable('approval')
    .set({ status, ended_at: endedAt })
    .where('approval_id', '=', approvalId)
    .execute();
}

function fromRow(row: Selectable<ApprovalTable>): Approval {
  return {
    approvalId: row.approval_id,
    subjectId: row.subject_id,
    round: row.round,
    workflowId: row.workflow_id,
    matrixVersionId: row.matrix_version_id,
    tier: row.tier,
    path: row.path as readonly StageTemplate[],
    facts: row.facts as ApprovalFacts,
    status: row.status,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
  };
}
