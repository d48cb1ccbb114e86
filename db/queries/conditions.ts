/** Conditions precedent of an application, from being set to being checked or waived. */
import type { Kysely, Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Condition, ConditionKind } from '../../domain/approval/conditions.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type CaseCondition = Condition & {
  readonly applicationId: string;
  readonly setBy: string | null;
  readonly note: string | null;
  readonly satisfiedAt: Instant | null;
  readonly checkedBy: string | null;
  readonly checkedAt: Instant | null;
  readonly waivedBy: string | null;
  readonly waiverReason: string | null;
};

export type NewConditions = {
  readonly applicationId: string;
  readonly stageId: string;
  readonly voteId: string;
  readonly setBy: string;
  readonly setAt: Instant;
  readonly deadlineDate: IsoDate;
  readonly conditions: readonly { readonly kind: ConditionKind; readonly description: string }[];
};

export async function insertConditions(
  trx: Transaction<DB>,
  { applicationId, stageId, voteId, setBy, setAt, deadlineDate, conditions }: NewConditions,
): Promise<void> {
  if (conditions.length === 0) return;
  await trx
    .insertInto('condition_precedent')
    .values(
      conditions.map(({ kind, description }) => ({
        condition_id: newId(),
        application_id: applicationId,
        stage_id: stageId,
        vote_id: voteId,
        set_by: setBy,
        set_at: setAt,
        kind,
        description,
        evidence_document_id: null,
        satisfied_by: null,
        checked_by: null,
        deadline_date: deadlineDate,
      })),
    )
    .execute();
}

export async function listConditions(
  db: Kysely<DB>,
  applicationId: string,
): Promise<CaseCondition[]> {
  const rows = await conditionQuery(db)
    .where('application_id', '=', applicationId)
    .orderBy('condition_id')
    .execute();
  return rows.map(fromRow);
}

/** The case must be locked. */
export async function findCondition(
  db: Kysely<DB>,
  conditionId: string,
): Promise<CaseCondition | undefined> {
  const row = await conditionQuery(db).where('condition_id', '=', conditionId).executeTakeFirst();
  return row && fromRow(row);
}

export type ConditionStep =
  | {
      readonly status: 'satisfied';
      readonly satisfied_by: string;
      readonly satisfied_at: Instant;
      readonly evidence_document_id: string | null;
      readonly note: string | null;
    }
  | { readonly status: 'checked'; readonly checked_by: string; readonly checked_at: Instant }
  | {
      readonly status: 'waived';
      readonly waived_by: string;
      readonly waived_at: Instant;
      readonly waiver_reason: string;
    };

export async function saveCondition(
  trx: Transaction<DB>,
  conditionId: string,
  step: ConditionStep,
): Promise<void> {
  await trx
    .updateTable('condition_precedent')
    .set(step)
    .where('condition_id', '=', conditionId)
    .execute();
}

function conditionQuery(db: Kysely<DB>) {
  return db
    .selectFrom('condition_precedent')
    .leftJoin('stage', 'stage.stage_id', 'condition_precedent.stage_id')
    .selectAll('condition_precedent')
    .select('stage.number as stage_number');
}

type Row = Awaited<ReturnType<ReturnType<typeof conditionQuery>['execute']>>[number];

function fromRow(row: Row): CaseCondition {
  return {
    conditionId: row.condition_id,
    applicationId: row.application_id,
    kind: row.kind as ConditionKind,
    description: row.description,
    status: row.status,
    stageNumber: row.stage_number,
    evidenceDocumentId: row.evidence_document_id,
    deadlineDate: row.deadline_date,
    setBy: row.set_by,
    note: row.note,
    satisfiedBy: row.satisfied_by,
    satisfiedAt: row.satisfied_at,
    checkedBy: row.checked_by,
    checkedAt: row.checked_at,
    waivedBy: row.waived_by,
    waiverReason: row.waiver_reason,
  };
}
