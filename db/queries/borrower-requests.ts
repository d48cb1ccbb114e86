/** Requests of borrowers: what they asked, until when it is to be answered, what was answered. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type {
  BorrowerRequestKind,
  BorrowerRequestState,
} from '../../domain/servicing/borrower-requests.ts';
import { newId } from '../ids.ts';
import type { BorrowerRequestTable, DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type BorrowerRequest = {
  readonly borrowerRequestId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly branchId: string;
  readonly loanId: string | null;
  readonly loanNumber: string | null;
  readonly applicationId: string | null;
  readonly kind: BorrowerRequestKind;
  readonly reason: string | null;
  readonly proposal: string | null;
  readonly body: string;
  readonly status: BorrowerRequestState;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Instant | null;
  readonly answerReadAt: Instant | null;
  readonly dueDate: IsoDate;
  readonly contactStoppedUntil: IsoDate | null;
  readonly requestedDate: IsoDate;
  readonly requestedAt: Instant;
  readonly version: number;
};

function selectRequest(db: Kysely<DB>) {
  return db
    .selectFrom('borrower_request')
    .innerJoin('customer', 'customer.customer_id', 'borrower_request.customer_id')
    .leftJoin('loan', 'loan.loan_id', 'borrower_request.loan_id')
    .selectAll('borrower_request')
    .select([
      'customer.name as customer_name',
      'customer.kind as customer_kind',
      'loan.number as loan_number',
    ]);
}

type Row = Selectable<BorrowerRequestTable> & {
  readonly customer_name: string;
  readonly customer_kind: 'person' | 'company';
  readonly loan_number: string | null;
};

function toRequest(row: Row): BorrowerRequest {
  return {
    borrowerRequestId: row.borrower_request_id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    customerKind: row.customer_kind,
    branchId: row.branch_id,
    loanId: row.loan_id,
    loanNumber: row.loan_number,
    applicationId: row.application_id,
    kind: row.kind,
    reason: row.reason,
    proposal: row.proposal,
    body: row.body,
    status: row.status,
    answer: row.answer,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    answerReadAt: row.answer_read_at,
    dueDate: row.due_date,
    contactStoppedUntil: row.contact_stopped_until,
    requestedDate: row.requested_date,
    requestedAt: row.requested_at,
    version: row.version,
  };
}

export type NewBorrowerRequest = Pick<
  BorrowerRequest,
  | 'customerId'
  | 'branchId'
  | 'loanId'
  | 'applicationId'
  | 'kind'
  | 'reason'
  | 'proposal'
  | 'body'
  | 'dueDate'
  | 'contactStoppedUntil'
  | 'requestedDate'
  | 'requestedAt'
>;

export async function insertBorrowerRequest(
  trx: Transaction<DB>,
  request: NewBorrowerRequest,
): Promise<string> {
  const borrowerRequestId = newId();
  const prefix = `BR${request.requestedDate.slice(0, 4)}-`;
  await trx
    .insertInto('borrower_request')
    .values({
      borrower_request_id: borrowerRequestId,
      number: sql<string>`${prefix} || lpad(nextval('borrower_request_number')::text, 6, '0')`,
      customer_id: request.customerId,
      branch_id: request.branchId,
      loan_id: request.loanId,
      application_id: request.applicationId,
      kind: request.kind,
      reason: request.reason,
      proposal: request.proposal,
      body: request.body,
      due_date: request.dueDate,
      contact_stopped_until: request.contactStoppedUntil,
      requested_date: request.requestedDate,
      requested_at: request.requestedAt,
    })
    .execute();
  return borrowerRequestId;
}

const scopeColumns = {
  branch: 'borrower_request.branch_id',
  customer: 'borrower_request.customer_id',
} as const;

export async function findBorrowerRequest(
  db: Kysely<DB>,
  scope: Scope,
  borrowerRequestId: string,
): Promise<BorrowerRequest | undefined> {
  const row = await selectRequest(db)
    .where('borrower_request_id', '=', borrowerRequestId)
    .where(withinScope(scope, scopeColumns))
    .executeTakeFirst();
  return row && toRequest(row);
}

export async function lockBorrowerRequest(
  trx: Transaction<DB>,
  scope: Scope,
  borrowerRequestId: string,
): Promise<BorrowerRequest | undefined> {
  const row = await selectRequest(trx)
    .where('borrower_request_id', '=', borrowerRequestId)
    .where(withinScope(scope, scopeColumns))
    .forUpdate('borrower_request')
    .executeTakeFirst();
  return row && toRequest(row);
}

export type BorrowerRequestFilter = {
  readonly scope: Scope;
  readonly kind?: BorrowerRequestKind | undefined;
  readonly status?: BorrowerRequestState | undefined;
  /** The start of a request's number. */
  readonly number?: string | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Open ones first, the soonest due on top; then the newest. */
export async function listBorrowerRequests(
  db: Kysely<DB>,
  { scope, kind, status, number, limit, offset }: BorrowerRequestFilter,
): Promise<{ rows: BorrowerRequest[]; total: number }> {
  let query = selectRequest(db).where(withinScope(scope, scopeColumns));
  if (kind !== undefined) query = query.where('borrower_request.kind', '=', kind);
  if (status !== undefined) query = query.where('borrower_request.status', '=', status);
  if (number !== undefined) {
    query = query.where(sql<boolean>`starts_with(borrower_request.number, ${number})`);
  }
  const { total } = await query
    .clearSelect()
    .select(sql<bigint>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const isOpen = sql<boolean>`borrower_request.status in ('requested', 'under_review')`;
  const rows = await query
    .orderBy(isOpen, 'desc')
    .orderBy(sql`case when ${isOpen} then borrower_request.due_date end`)
    .orderBy('borrower_request.requested_at', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(toRequest), total: Number(total) };
}

export type BorrowerRequestChange = {
  readonly status: BorrowerRequestState;
  readonly answer?: {
    readonly text: string;
    readonly answeredBy: string;
    readonly answeredAt: Instant;
  };
};

export async function saveBorrowerRequest(
  trx: Transaction<DB>,
  borrowerRequestId: string,
  { status, answer }: BorrowerRequestChange,
): Promise<void> {
  await trx
    .updateTable('borrower_request')
    .set({
      status,
      version: sql<number>`version + 1`,
      ...(answer === undefined
        ? {}
        : {
            answer: answer.text,
            answered_by: answer.answeredBy,
            answered_at: answer.answeredAt,
          }),
    })
    .where('borrower_request_id', '=', borrowerRequestId)
    .execute();
}

/** The borrower has opened the answer; the first time counts. */
export async function markAnswerRead(
  trx: Transaction<DB>,
  borrowerRequestId: string,
  readAt: Instant,
): Promise<void> {
  await trx
    .updateTable('borrower_request')
    .set({ answer_read_at: readAt })
    .where('borrower_request_id', '=', borrowerRequestId)
    .where('answer', 'is not', null)
    .where('answer_read_at', 'is', null)
    .execute();
}
