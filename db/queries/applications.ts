/** Applications and their submissions: drafts are edited under a version, a submission is a snapshot for good. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { ApplicationData } from '../../domain/origination/application.ts';
import type { ApplicationState } from '../../domain/origination/application-states.ts';
import type { RiskGrade } from '../../domain/approval/matrix.ts';
import { newId } from '../ids.ts';
import type { ApplicationTable, DB } from '../tables.ts';

export type Application = {
  readonly applicationId: string;
  readonly number: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly status: ApplicationState;
  readonly round: number;
  readonly productVersionId: string;
  readonly matrixVersionId: string | null;
  readonly scorecardVersionId: string | null;
  readonly amount: Money;
  readonly content: ApplicationData;
  readonly grade: RiskGrade | null;
  readonly tier: string | null;
  readonly createdBy: string;
  readonly submittedBy: string | null;
  readonly accountManagerId: string;
  readonly loanId: string | null;
  readonly version: number;
  readonly createdAt: Instant;
  readonly createdDate: IsoDate;
  readonly changedDate: IsoDate;
  readonly submittedAt: Instant | null;
  readonly submittedDate: IsoDate | null;
  readonly returnedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedDate: IsoDate | null;
};

/** Who made the case and so never decides it: creator, submitter, account manager. */
export function makersOf({
  createdBy,
  submittedBy,
  accountManagerId,
}: Pick<Application, 'createdBy' | 'submittedBy' | 'accountManagerId'>): readonly string[] {
  return [createdBy, accountManagerId, ...(submittedBy === null ? [] : [submittedBy])];
}

export type NewApplication = Pick<
  Application,
  | 'customerId'
  | 'branchId'
  | 'productVersionId'
  | 'amount'
  | 'content'
  | 'createdBy'
  | 'accountManagerId'
  | 'createdDate'
>;

/** Numbers count through all years; the year is the one of the business date. */
export async function insertApplication(
  trx: Transaction<DB>,
  draft: NewApplication,
): Promise<Application> {
  const year = draft.createdDate.slice(0, 4);
  const row = await trx
    .insertInto('application')
    .values({
      application_id: newId(),
      number: sql<string>`${`LA${year}-`} || lpad(nextval('application_number')::text, 6, '0')`,
      customer_id: draft.customerId,
      branch_id: draft.branchId,
      status: 'draft',
      product_version_id: draft.productVersionId,
      amount_minor: draft.amount.minor,
      currency: draft.amount.currency,
      content: JSON.stringify(draft.content),
      created_by: draft.createdBy,
      account_manager_id: draft.accountManagerId,
      created_date: draft.createdDate,
      changed_date: draft.createdDate,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

export async function findApplication(
  db: Kysely<DB>,
  applicationId: string,
): Promise<Application | undefined> {
  const row = await db
    .selectFrom('application')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The first lock of everything that moves a case: votes, deadlines, withdrawals and disbursements take it before any other. */
export async function lockApplication(
  trx: Transaction<DB>,
  applicationId: string,
): Promise<Application | undefined> {
  const row = await trx
    .selectFrom('application')
    .selectAll()
    .where('application_id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

export type ApplicationChange = Partial<
  Pick<
    Application,
    | 'status'
    | 'round'
    | 'productVersionId'
    | 'matrixVersionId'
    | 'scorecardVersionId'
    | 'amount'
    | 'content'
    | 'grade'
    | 'tier'
    | 'submittedBy'
    | 'submittedAt'
    | 'submittedDate'
    | 'returnedAt'
    | 'decidedAt'
    | 'decidedDate'
    | 'changedDate'
  >
>;

/** Writes the changed columns and counts the version up. The row must be locked. */
export async function saveApplication(
  trx: Transaction<DB>,
  applicationId: string,
  change: ApplicationChange,
): Promise<Application> {
  const { amount, content, ...plain } = change;
  const row = await trx
    .updateTable('application')
    .set({
      ...toColumns(plain),
      ...(amount && { amount_minor: amount.minor, currency: amount.currency }),
      ...(content && { content: JSON.stringify(content) }),
      version: sql<number>`version + 1`,
    })
    .where('application_id', '=', applicationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

const columnOf = {
  status: 'status',
  round: 'round',
  productVersionId: 'product_version_id',
  matrixVersionId: 'matrix_version_id',
  scorecardVersionId: 'scorecard_version_id',
  grade: 'grade',
  tier: 'tier',
  submittedBy: 'submitted_by',
  submittedAt: 'submitted_at',
  submittedDate: 'submitted_date',
  returnedAt: 'returned_at',
  decidedAt: 'decided_at',
  decidedDate: 'decided_date',
  changedDate: 'changed_date',
} as const satisfies Record<
  Exclude<keyof ApplicationChange, 'amount' | 'content'>,
  keyof ApplicationTable
>;

function toColumns(change: Omit<ApplicationChange, 'amount' | 'content'>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [columnOf[name as keyof typeof columnOf], value]),
  );
}

export type Submission = {
  readonly number: number;
  readonly content: ApplicationData;
  readonly submittedBy: string;
  readonly submittedAt: Instant;
};

/** @returns the submission's number, counting from 1 */
export async function insertSubmission(
  trx: Transaction<DB>,
  applicationId: string,
  submission: Omit<Submission, 'number'>,
): Promise<number> {
  const row = await trx
    .insertInto('application_submission')
    .values({
      submission_id: newId(),
      application_id: applicationId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from application_submission
        where application_id = ${applicationId})`,
      content: JSON.stringify(submission.content),
      submitted_by: submission.submittedBy,
      submitted_at: submission.submittedAt,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return row.number;
}

/** Newest first. */
export async function listSubmissions(
  db: Kysely<DB>,
  applicationId: string,
  limit: number,
): Promise<Submission[]> {
  const rows = await db
    .selectFrom('application_submission')
    .select(['number', 'content', 'submitted_by', 'submitted_at'])
    .where('application_id', '=', applicationId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    content: row.content as ApplicationData,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
  }));
}

/** The snapshot the present path is decided on. */
export async function findLatestSubmission(
  db: Kysely<DB>,
  applicationId: string,
): Promise<Submission | undefined> {
  return (await listSubmissions(db, applicationId, 1))[0];
}

export function fromRow(row: Selectable<ApplicationTable>): Application {
  return {
    applicationId: row.application_id,
    number: row.number,
    customerId: row.customer_id,
    branchId: row.branch_id,
    status: row.status,
    round: row.round,
    productVersionId: row.product_version_id,
    matrixVersionId: row.matrix_version_id,
    scorecardVersionId: row.scorecard_version_id,
    amount: { minor: row.amount_minor, currency: row.currency },
    content: row.content as ApplicationData,
    grade: row.grade as RiskGrade | null,
    tier: row.tier,
    createdBy: row.created_by,
    submittedBy: row.submitted_by,
    accountManagerId: row.account_manager_id,
    loanId: row.loan_id,
    version: row.version,
    createdAt: row.created_at,
    createdDate: row.created_date,
    changedDate: row.changed_date,
    submittedAt: row.submitted_at,
    submittedDate: row.submitted_date,
    returnedAt: row.returned_at,
    decidedAt: row.decided_at,
    decidedDate: row.decided_date,
  };
}
