/** Loans, their terms and their events. The events are the truth; position and installments are what a replay left. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { LoanTerms, WireTerms } from '../../domain/schedule/terms.ts';
import { termsFromWire, termsToWire } from '../../domain/schedule/terms.ts';
import type { LoanEvent, WireLoanEvent } from '../../domain/servicing/events.ts';
import { eventFromWire, eventToWire } from '../../domain/servicing/events.ts';
import type { UnrecordedEvent } from '../../domain/servicing/loan-change.ts';
import type { CreditRefundRule } from '../../domain/servicing/held-credit.ts';
import type { ReminderPlan } from '../../domain/servicing/reminder-plan.ts';
import { newId } from '../ids.ts';
import type { DB, LoanTable } from '../tables.ts';

export type LoanRowStatus = LoanTable['status'];

export type Loan = {
  readonly loanId: string;
  readonly number: string;
  readonly applicationId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
  readonly language: 'zh-CN' | 'en';
  readonly hasEmail: boolean;
  readonly reminderPlan: ReminderPlan;
  /** How its product gives credit balances back; null: by the house's rule. */
  readonly creditRefund: CreditRefundRule | null;
  readonly branchId: string;
  readonly productCode: string;
  readonly currency: Currency;
  readonly principalMinor: bigint;
  readonly status: LoanRowStatus;
  readonly openedDate: IsoDate;
  readonly closedDate: IsoDate | null;
  readonly nonPerformingSince: IsoDate | null;
  /** Until when more of the agreed amount may be drawn; null: no more. */
  readonly drawUntilDate: IsoDate | null;
  readonly version: number;
  /** The terms the contract was signed with; changes since then are events. */
  readonly terms: LoanTerms;
};

export type NewLoan = Pick<
  Loan,
  'applicationId' | 'customerId' | 'branchId' | 'principalMinor' | 'openedDate' | 'terms'
> & { readonly productVersionId: string };

/** The loan, its number and its first terms. */
export async function insertLoan(trx: Transaction<DB>, loan: NewLoan): Promise<string> {
  const loanId = newId();
  const { terms, openedDate } = loan;
  await trx
    .insertInto('loan')
    .values({
      loan_id: loanId,
      number: sql<string>`${`LN${openedDate.slice(0, 4)}-`} || lpad(nextval('loan_number')::text, 6, '0')`,
      application_id: loan.applicationId,
      customer_id: loan.customerId,
      branch_id: loan.branchId,
      product_version_id: loan.productVersionId,
      currency: terms.currency,
      principal_minor: loan.principalMinor,
      status: 'active',
      opened_date: openedDate,
    })
    .execute();
  await trx
    .insertInto('loan_terms')
    .values({
      loan_id: loanId,
      number: 1,
      terms: JSON.stringify(termsToWire(terms)),
      effective_date: openedDate,
    })
    .execute();
  return loanId;
}

/** In the same statement, because every timed step asks for it. */
const reminderPlan = sql<ReminderPlan>`(select content from policy_version as plan
  where plan.kind = 'reminder_plan' and plan.name = 'standard' and plan.status = 'active')`;

/** Of the product the application was handed in under. */
const creditRefund = sql<CreditRefundRule | null>`policy_version.content -> 'creditRefund'`;

function selectLoan(db: Kysely<DB>) {
  return db
    .selectFrom('loan')
    .innerJoin('loan_terms', (join) =>
      join.onRef('loan_terms.loan_id', '=', 'loan.loan_id').on('loan_terms.number', '=', 1),
    )
    .innerJoin('customer', 'customer.customer_id', 'loan.customer_id')
    .innerJoin('policy_version', 'policy_version_id', 'loan.product_version_id')
    .select([
      'loan.loan_id',
      'loan.number',
      'loan.application_id',
      'loan.customer_id',
      'customer.name as customer_name',
      'customer.kind as customer_kind',
      'customer.language',
      'customer.email',
      reminderPlan.as('reminder_plan'),
      creditRefund.as('credit_refund'),
      'loan.branch_id',
      'policy_version.name as product_code',
      'loan.currency',
      'loan.principal_minor',
      'loan.status',
      'loan.opened_date',
      'loan.closed_date',
      'loan.non_performing_since',
      'loan.draw_until_date',
      'loan.version',
      'loan_terms.terms',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectLoan>['executeTakeFirstOrThrow']>>;

function toLoan(row: Row): Loan {
  return {
    loanId: row.loan_id,
    number: row.number,
    applicationId: row.application_id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    customerKind: row.customer_kind,
    language: row.language,
    hasEmail: row.email !== null,
    reminderPlan: row.reminder_plan,
    creditRefund: row.credit_refund,
    branchId: row.branch_id,
    productCode: row.product_code,
    currency: row.currency,
    principalMinor: row.principal_minor,
    status: row.status,
    openedDate: row.opened_date,
    closedDate: row.closed_date,
    nonPerformingSince: row.non_performing_since,
    drawUntilDate: row.draw_until_date,
    version: row.version,
    terms: termsFromWire(row.terms as unknown as WireTerms),
  };
}

export async function findLoan(db: Kysely<DB>, loanId: string): Promise<Loan | undefined> {
  const row = await selectLoan(db).where('loan.loan_id', '=', loanId).executeTakeFirst();
  return row && toLoan(row);
}

/** The product as it was when the application was handed in. */
export async function readProductOfLoan(db: Kysely<DB>, loanId: string): Promise<ProductContent> {
  const row = await db
    .selectFrom('loan')
    .innerJoin('policy_version', 'policy_version_id', 'loan.product_version_id')
    .select('policy_version.content')
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return row.content as unknown as ProductContent;
}

/** Whoever moves a loan holds this lock: its process, a payment, a change. */
export async function lockLoan(trx: Transaction<DB>, loanId: string): Promise<Loan | undefined> {
  const row = await selectLoan(trx)
    .where('loan.loan_id', '=', loanId)
    .forUpdate('loan')
    .executeTakeFirst();
  return row && toLoan(row);
}

export type LoanChangeOfState = {
  readonly status: LoanRowStatus;
  readonly closedDate: IsoDate | null;
  readonly nonPerformingSince: IsoDate | null;
};

/** Counts the version up. The loan must be locked. */
export async function saveLoanState(
  trx: Transaction<DB>,
  loanId: string,
  { status, closedDate, nonPerformingSince }: LoanChangeOfState,
): Promise<void> {
  await trx
    .updateTable('loan')
    .set({
      status,
      closed_date: closedDate,
      non_performing_since: nonPerformingSince,
      version: sql<number>`version + 1`,
    })
    .where('loan_id', '=', loanId)
    .execute();
}

/** A path of business nouns as its key: the same event is recorded once. */
export type NewLoanEvent = UnrecordedEvent & {
  readonly businessKey: string;
  readonly actorId: string | null;
};

/** Appends in order after `lastSeq`. The loan must be locked. */
export async function appendEvents(
  trx: Transaction<DB>,
  loan: Pick<Loan, 'loanId' | 'currency'>,
  { events, lastSeq, date, at }: AppendedEvents,
): Promise<readonly LoanEvent[]> {
  const recorded = events.map((event, index) => ({
    event,
    stored: { ...withoutKeys(event), eventId: newId(), seq: lastSeq + index + 1, recordedAt: at },
  }));
  if (recorded.length === 0) return [];
  await trx
    .insertInto('loan_event')
    .values(
      recorded.map(({ event, stored }) => ({
        loan_event_id: stored.eventId,
        loan_id: loan.loanId,
        seq: stored.seq,
        kind: stored.kind,
        effective_date: stored.effectiveDate,
        recorded_date: date,
        recorded_at: at,
        business_key: event.businessKey,
        payload: JSON.stringify(eventToWire(stored as LoanEvent, loan.currency)),
        actor_id: event.actorId,
      })),
    )
    .execute();
  return recorded.map(({ stored }) => stored as LoanEvent);
}

export type AppendedEvents = {
  readonly events: readonly NewLoanEvent[];
  readonly lastSeq: number;
  /** Business date and business instant of recording. */
  readonly date: IsoDate;
  readonly at: Instant;
};

function withoutKeys({ businessKey: _key, actorId: _actor, ...event }: NewLoanEvent) {
  return event;
}

/** In order of recording. */
export async function listLoanEvents(db: Kysely<DB>, loanId: string): Promise<LoanEvent[]> {
  const rows = await db
    .selectFrom('loan_event')
    .select('payload')
    .where('loan_id', '=', loanId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => eventFromWire(row.payload as unknown as WireLoanEvent));
}

export type RecordedEvent = {
  readonly seq: number;
  readonly kind: string;
  readonly effectiveDate: IsoDate;
  readonly recordedDate: IsoDate;
  readonly recordedAt: Instant;
  readonly actorId: string | null;
  readonly payload: { readonly [key: string]: unknown };
};

/** Oldest first, after the cursor `afterSeq`. */
export async function listRecordedEvents(
  db: Kysely<DB>,
  loanId: string,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<RecordedEvent[]> {
  const rows = await db
    .selectFrom('loan_event')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    effectiveDate: row.effective_date,
    recordedDate: row.recorded_date,
    recordedAt: row.recorded_at,
    actorId: row.actor_id,
    payload: row.payload as RecordedEvent['payload'],
  }));
}
