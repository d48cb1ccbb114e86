/** The record of an automatic decision, kept whole: inputs, rules, factors and the versions that read them. */
import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DecisionRecord } from '../../domain/origination/decision.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type AssessmentKey = {
  readonly applicationId: string;
  readonly round: number;
  readonly submissionNumber: number;
};

export type AssessedVersions = {
  readonly productVersionId: string;
  readonly scorecardVersionId: string;
  readonly matrixVersionId: string;
};

/** A submission is assessed once; a repeat leaves the first record as it is. */
export async function insertAssessment(
  trx: Transaction<DB>,
  key: AssessmentKey,
  record: DecisionRecord,
  versions: AssessedVersions,
): Promise<void> {
  const { caps, amountCap } = record;
  await trx
    .insertInto('assessment')
    .values({
      assessment_id: newId(),
      application_id: key.applicationId,
      round: key.round,
      submission_number: key.submissionNumber,
      inputs: JSON.stringify({ ...record.inputs, caps, amountCap }),
      rules: JSON.stringify(record.rules),
      factors: JSON.stringify(record.factors),
      score: record.score,
      grade: record.grade,
      outcome: record.outcome,
      reasons: JSON.stringify(record.reasons),
      versions: JSON.stringify(versions),
    })
    .onConflict((conflict) => conflict.constraint('assessment_once').doNothing())
    .execute();
}

export type Assessment = AssessmentKey & {
  readonly score: number | null;
  readonly grade: string | null;
  readonly outcome: 'approve' | 'refer' | 'decline';
  readonly reasons: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly rules: readonly unknown[];
  readonly factors: readonly unknown[];
  readonly versions: AssessedVersions;
  readonly createdAt: Instant;
};

/** Newest first. */
export async function listAssessments(
  db: Kysely<DB>,
  applicationId: string,
): Promise<Assessment[]> {
  const rows = await db
    .selectFrom('assessment')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('round', 'desc')
    .orderBy('submission_number', 'desc')
    .execute();
  return rows.map((row) => ({
    applicationId: row.application_id,
    round: row.round,
    submissionNumber: row.submission_number,
    score: row.score,
    grade: row.grade,
    outcome: row.outcome,
    reasons: row.reasons as readonly string[],
    inputs: row.inputs,
    rules: row.rules,
    factors: row.factors,
    versions: row.versions as AssessedVersions,
    createdAt: row.created_at,
  }));
}
