/** What a borrower asks about themselves and no list of staff answers: who looked, how long it takes, whom to call. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type DataAccess = {
  readonly occurredAt: Instant;
  readonly purpose: string;
  readonly fields: readonly string[];
  /** Where whoever looked works; their name is not the borrower's business. */
  readonly branchName: string | null;
};

const MOST_ACCESSES = 100;

/** Each time somebody had data of this customer shown in full, newest first. */
export async function listDataAccesses(db: Kysely<DB>, customerId: string): Promise<DataAccess[]> {
  const rows = await db
    .selectFrom('audit_event')
    .leftJoin('officer', (join) =>
      join.on(sql`officer.officer_id::text`, '=', sql.ref('audit_event.actor_id')),
    )
    .leftJoin('branch', 'branch.branch_id', 'officer.branch_id')
    .select(['audit_event.occurred_at', 'audit_event.after', 'branch.name as branch_name'])
    .where('audit_event.subject_type', '=', 'customer')
    .where('audit_event.subject_id', '=', customerId)
    .where('audit_event.action', '=', 'customer.revealed')
    .orderBy('audit_event.seq', 'desc')
    .limit(MOST_ACCESSES)
    .execute();
  return rows.map((row) => {
    const after = (row.after ?? {}) as { purpose?: string; fields?: readonly string[] };
    return {
      occurredAt: row.occurred_at,
      purpose: after.purpose ?? '',
      fields: after.fields ?? [],
      branchName: row.branch_name,
    };
  });
}

export type BorrowerContact = { readonly branchName: string; readonly managerName: string };

/** The branch and the account manager of a customer. */
export async function findBorrowerContact(
  db: Kysely<DB>,
  customerId: string,
): Promise<BorrowerContact | undefined> {
  const row = await db
    .selectFrom('customer')
    .innerJoin('branch', 'branch.branch_id', 'customer.branch_id')
    .innerJoin('officer', 'officer.officer_id', 'customer.account_manager_id')
    .select(['branch.name', 'officer.display_name'])
    .where('customer.customer_id', '=', customerId)
    .executeTakeFirst();
  return row && { branchName: row.name, managerName: row.display_name };
}

/** Fewer cases say nothing about the next one. */
const FEWEST_CASES = 5;
const NEWEST_CASES = 200;

/** Days from submit to decision that half of the newest decided applications took; null while there are too few. */
export async function findUsualReviewDays(db: Kysely<DB>): Promise<number | null> {
  const newest = db
    .selectFrom('application')
    .select(sql<number>`decided_date - submitted_date`.as('days'))
    .where('decided_date', 'is not', null)
    .where('submitted_date', 'is not', null)
    .orderBy('decided_at', 'desc')
    .limit(NEWEST_CASES);
  const row = await db
    .selectFrom(newest.as('newest'))
    .select([
      sql<bigint>`count(*)`.as('count'),
      sql<number | null>`percentile_disc(0.5) within group (order by days)`.as('median'),
    ])
    .executeTakeFirstOrThrow();
  return row.count < FEWEST_CASES || row.median === null ? null : Math.max(1, row.median);
}

/** When an application last moved, and why it came back if it did. */
export async function findApplicantNews(
  db: Kysely<DB>,
  applicationId: string,
): Promise<{ readonly changedAt: Instant | null; readonly returnReasonCode: string | null }> {
  const changed = await db
    .selectFrom('approval_event')
    .select('occurred_at')
    .where('application_id', '=', applicationId)
    .where('kind', 'like', 'application.%')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const returned = await db
    .selectFrom('vote')
    .innerJoin('stage', 'stage.stage_id', 'vote.stage_id')
    .innerJoin('approval', 'approval.approval_id', 'stage.approval_id')
    .select('vote.reason_code')
    .where('approval.subject_id', '=', applicationId)
    .where('vote.answer', '=', 'return')
    .where('vote.taken_back_at', 'is', null)
    .orderBy('vote.voted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    changedAt: changed?.occurred_at ?? null,
    returnReasonCode: returned?.reason_code ?? null,
  };
}
