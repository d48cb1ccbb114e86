/** Collection cases: one open case per customer, its loans, its steps and its timeline. */
import { sql, type Kysely, type Transaction } from 'kysely';
import { addDays, daysBetween, type Instant, type IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { CollectionCaseTable, DB } from '../tables.ts';

export type CaseStatus = 'open' | 'suspended' | 'cured' | 'written_off' | 'sold';

export type CollectionCase = {
  readonly caseId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly language: 'zh-CN' | 'en';
  readonly phoneMask: string;
  readonly branchId: string;
  readonly status: CaseStatus;
  readonly level: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly bucket: string;
  readonly daysPastDue: number;
  readonly overdueMinor: bigint;
  readonly currency: Currency;
  readonly openedDate: IsoDate;
  readonly closedDate: IsoDate | null;
  /** When somebody last did something about it. */
  readonly lastActionAt: Instant | null;
  /** Until when whoever took it from the queue has it to themselves; null for a case that was assigned. */
  readonly claimedUntil: Instant | null;
  readonly suspendedUntilDate: IsoDate | null;
  /** The oldest unpaid due date, from which days past due count; null when nothing is late. */
  readonly anchorDate: IsoDate | null;
  /** When whoever works on it means to come back to it; null for no particular time. */
  readonly followUpAt: Instant | null;
  readonly version: number;
};

export function selectCase(db: Kysely<DB>) {
  return db
    .selectFrom('collection_case')
    .innerJoin('customer', 'customer.customer_id', 'collection_case.customer_id')
    .leftJoin('officer as owner', 'owner.officer_id', 'collection_case.owner_id')
    .select([
      'case_id',
      'collection_case.number',
      'collection_case.customer_id',
      'customer.name as customer_name',
      'customer.kind as customer_kind',
      'customer.language',
      'customer.phone_mask',
      'collection_case.branch_id',
      'collection_case.status',
      'level',
      'owner_id',
      'owner.display_name as owner_name',
      'bucket',
      'days_past_due',
      'overdue_minor',
      'currency',
      'opened_date',
      'closed_date',
      'last_action_at',
      'claimed_until',
      'suspended_until_date',
      'anchor_date',
      'follow_up_at',
      'collection_case.version',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCase>['executeTakeFirstOrThrow']>>;

export function toCase(row: Row): CollectionCase {
  return {
    caseId: row.case_id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    customerKind: row.customer_kind,
    language: row.language,
    phoneMask: row.phone_mask,
    branchId: row.branch_id,
    status: row.status,
    level: row.level,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    bucket: row.bucket,
    daysPastDue: row.days_past_due,
    overdueMinor: row.overdue_minor,
    currency: row.currency,
    openedDate: row.opened_date,
    closedDate: row.closed_date,
    lastActionAt: row.last_action_at,
    claimedUntil: row.claimed_until,
    suspendedUntilDate: row.suspended_until_date,
    anchorDate: row.anchor_date,
    followUpAt: row.follow_up_at,
    version: row.version,
  };
}

export async function findCase(
  db: Kysely<DB>,
  caseId: string,
): Promise<CollectionCase | undefined> {
  const row = await selectCase(db).where('case_id', '=', caseId).executeTakeFirst();
  return row && toCase(row);
}

/** Whoever moves a case holds this lock: its process, a contact, a promise. */
export async function lockCase(
  trx: Transaction<DB>,
  caseId: string,
): Promise<CollectionCase | undefined> {
  const row = await selectCase(trx)
    .where('case_id', '=', caseId)
    .forUpdate('collection_case')
    .executeTakeFirst();
  return row && toCase(row);
}

/** The customer's running case, locked; undefined when there is none. */
export async function lockRunningCase(
  trx: Transaction<DB>,
  customerId: string,
): Promise<CollectionCase | undefined> {
  const row = await selectCase(trx)
    .where('collection_case.customer_id', '=', customerId)
    .where('collection_case.status', 'in', ['open', 'suspended'])
    .forUpdate('collection_case')
    .executeTakeFirst();
  return row && toCase(row);
}

export type NewCase = Pick<
  CollectionCase,
  | 'customerId'
  | 'branchId'
  | 'level'
  | 'ownerId'
  | 'bucket'
  | 'daysPastDue'
  | 'overdueMinor'
  | 'currency'
  | 'openedDate'
  | 'anchorDate'
>;

/** Opens the case and answers its id; undefined when the customer has a running one. */
export async function insertCase(
  trx: Transaction<DB>,
  newCase: NewCase,
): Promise<string | undefined> {
  const year = newCase.openedDate.slice(0, 4);
  const row = await trx
    .insertInto('collection_case')
    .values({
      case_id: newId(),
      number: sql<string>`${`CC${year}-`} || lpad(nextval('collection_case_number')::text, 6, '0')`,
      customer_id: newCase.customerId,
      branch_id: newCase.branchId,
      level: newCase.level,
      owner_id: newCase.ownerId,
      bucket: newCase.bucket,
      days_past_due: newCase.daysPastDue,
      overdue_minor: newCase.overdueMinor,
      currency: newCase.currency,
      opened_date: newCase.openedDate,
      anchor_date: newCase.anchorDate,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('case_id')
    .executeTakeFirst();
  return row?.case_id;
}

export type CaseChange = Partial<
  Pick<
    CollectionCase,
    | 'status'
    | 'level'
    | 'ownerId'
    | 'bucket'
    | 'daysPastDue'
    | 'overdueMinor'
    | 'closedDate'
    | 'lastActionAt'
    | 'claimedUntil'
    | 'suspendedUntilDate'
    | 'anchorDate'
    | 'followUpAt'
  >
>;

const columnOf = {
  status: 'status',
  level: 'level',
  ownerId: 'owner_id',
  bucket: 'bucket',
  daysPastDue: 'days_past_due',
  overdueMinor: 'overdue_minor',
  closedDate: 'closed_date',
  lastActionAt: 'last_action_at',
  claimedUntil: 'claimed_until',
  suspendedUntilDate: 'suspended_until_date',
  anchorDate: 'anchor_date',
  followUpAt: 'follow_up_at',
} as const satisfies { readonly [K in keyof CaseChange]-?: keyof CollectionCaseTable };

/** Counts the version up. The case must be locked. */
export async function updateCase(
  trx: Transaction<DB>,
  caseId: string,
  change: CaseChange,
): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(change).map(([field, value]) => [columnOf[field as keyof CaseChange], value]),
  );
  await trx
    .updateTable('collection_case')
    .set({ ...set, version: sql<number>`version + 1` })
    .where('case_id', '=', caseId)
    .execute();
}

/** Adds loans to the case; those in it already stay. Answers which are new. */
export async function addCaseLoans(
  trx: Transaction<DB>,
  caseId: string,
  loanIds: readonly string[],
): Promise<string[]> {
  if (loanIds.length === 0) return [];
  const rows = await trx
    .insertInto('case_loan')
    .values(loanIds.map((loanId) => ({ case_id: caseId, loan_id: loanId })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('loan_id')
    .execute();
  return rows.map((row) => row.loan_id);
}

/** What one loan of the customer owes that is past due on the business date. */
export type LateLoan = {
  readonly loanId: string;
  readonly number: string;
  readonly status: 'active' | 'written_off';
  readonly currency: Currency;
  readonly daysPastDue: number;
  /** The oldest unpaid due date; null when nothing is past due. */
  readonly oldestDueDate: IsoDate | null;
  readonly overdueMinor: bigint;
};

/**
 * All running and written-off loans of the customer as of `businessDate`. A position is as of its last step: since
 * then the oldest unpaid due date stands still, because any payment would have written a new one.
 */
export async function listCustomerLoans(
  db: Kysely<DB>,
  customerId: string,
  businessDate: IsoDate,
): Promise<LateLoan[]> {
  const rows = await db
    .selectFrom('loan')
    .innerJoin('loan_position', 'loan_position.loan_id', 'loan.loan_id')
    .select([
      'loan.loan_id',
      'loan.number',
      'loan.status',
      'loan.currency',
      'loan_position.days_past_due',
      'loan_position.business_date',
      'loan_position.overdue_minor',
    ])
    .where('loan.customer_id', '=', customerId)
    .where('loan.status', 'in', ['active', 'written_off'])
    .orderBy('loan.number')
    .execute();
  return rows.map((row) => {
    const isLate = row.days_past_due > 0;
    const oldestDueDate = isLate ? addDays(row.business_date, -row.days_past_due) : null;
    return {
      loanId: row.loan_id,
      number: row.number,
      status: row.status as LateLoan['status'],
      currency: row.currency,
      daysPastDue: oldestDueDate === null ? 0 : daysBetween(oldestDueDate, businessDate),
      oldestDueDate,
      overdueMinor: row.overdue_minor,
    };
  });
}

export type TakenStep = {
  readonly kind: string;
  readonly anchorDate: IsoDate;
  readonly stepDate: IsoDate;
};

/** In order of time. */
export async function listTakenSteps(db: Kysely<DB>, caseId: string): Promise<TakenStep[]> {
  const rows = await db
    .selectFrom('case_step')
    .select(['kind', 'anchor_date', 'step_date'])
    .where('case_id', '=', caseId)
    .orderBy('step_date')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    anchorDate: row.anchor_date,
    stepDate: row.step_date,
  }));
}

/** True when the step is new; false when it was taken before. */
export async function insertTakenStep(
  trx: Transaction<DB>,
  caseId: string,
  { kind, anchorDate, stepDate }: TakenStep,
): Promise<boolean> {
  const result = await trx
    .insertInto('case_step')
    .values({ case_id: caseId, kind, anchor_date: anchorDate, step_date: stepDate })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}
