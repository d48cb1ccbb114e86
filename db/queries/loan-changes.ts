/** Changes of loans as requests: quoted by one person, confirmed by another, then events like any other. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import type { UnrecordedEvent } from '../../domain/servicing/loan-change.ts';
import { fromWire, toWire, type Wire } from '../../domain/wire.ts';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB, LoanChangeTable } from '../tables.ts';
import type { NewLoanEvent } from './loans.ts';

export type LoanChangeKind = LoanChangeTable['kind'];
export type LoanChangeStatus = LoanChangeTable['status'];

/** What the change will record, once it is confirmed; who records it and under which key is known then. */
export type ChangeEvent = UnrecordedEvent;

export type LoanChange = {
  readonly loanChangeId: string;
  readonly loanId: string;
  readonly kind: LoanChangeKind;
  readonly status: LoanChangeStatus;
  readonly effectiveDate: IsoDate;
  readonly events: readonly ChangeEvent[];
  /** Before, after and difference, as they were shown. */
  readonly quote: { readonly [key: string]: Json };
  readonly quotedSeq: number;
  /** Null where the loan's own process asks for it. */
  readonly requestedBy: string | null;
  readonly confirmedBy: string | null;
  /** The request that decides it; null for a change from before there were requests. */
  readonly requestId: string | null;
  readonly requestedDate: IsoDate;
  readonly confirmedDate: IsoDate | null;
  readonly version: number;
  readonly createdAt: Instant;
};

export type NewLoanChange = Pick<
  LoanChange,
  | 'loanId'
  | 'kind'
  | 'effectiveDate'
  | 'events'
  | 'quote'
  | 'quotedSeq'
  | 'requestedBy'
  | 'requestedDate'
>;

export async function insertLoanChange(
  trx: Transaction<DB>,
  change: NewLoanChange,
  currency: Currency,
): Promise<string> {
  const loanChangeId = newId();
  await trx
    .insertInto('loan_change')
    .values({
      loan_change_id: loanChangeId,
      loan_id: change.loanId,
      kind: change.kind,
      status: 'quoted',
      effective_date: change.effectiveDate,
      payload: JSON.stringify({ events: toWire(change.events, currency) }),
      quote: JSON.stringify(change.quote),
      quoted_seq: change.quotedSeq,
      requested_by: change.requestedBy,
      requested_date: change.requestedDate,
    })
    .execute();
  return loanChangeId;
}

export async function lockLoanChange(
  trx: Transaction<DB>,
  loanChangeId: string,
): Promise<LoanChange | undefined> {
  const row = await trx
    .selectFrom('loan_change')
    .selectAll()
    .where('loan_change_id', '=', loanChangeId)
    .forUpdate()
    .executeTakeFirst();
  return row && toChange(row);
}

/** Without a lock. */
export async function findLoanChange(
  db: Kysely<DB>,
  loanChangeId: string,
): Promise<LoanChange | undefined> {
  const row = await db
    .selectFrom('loan_change')
    .selectAll()
    .where('loan_change_id', '=', loanChangeId)
    .executeTakeFirst();
  return row && toChange(row);
}

export async function setChangeRequest(
  trx: Transaction<DB>,
  loanChangeId: string,
  requestId: string,
): Promise<void> {
  await trx
    .updateTable('loan_change')
    .set({ request_id: requestId })
    .where('loan_change_id', '=', loanChangeId)
    .execute();
}

/** The loan has moved on: what the change does to it now. */
export async function saveQuote(
  trx: Transaction<DB>,
  loanChangeId: string,
  { quote, quotedSeq }: Pick<LoanChange, 'quote' | 'quotedSeq'>,
): Promise<void> {
  await trx
    .updateTable('loan_change')
    .set({
      quote: JSON.stringify(quote),
      quoted_seq: quotedSeq,
      version: sql<number>`version + 1`,
    })
    .where('loan_change_id', '=', loanChangeId)
    .execute();
}

/** Newest first. */
export async function listLoanChanges(db: Kysely<DB>, loanId: string): Promise<LoanChange[]> {
  const rows = await db
    .selectFrom('loan_change')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(toChange);
}

export type ConfirmedChange = {
  readonly loanChangeId: string;
  readonly events: readonly NewLoanEvent[];
  readonly requestedBy: string | null;
  readonly confirmedBy: string | null;
};

/** What the loan's process has not yet recorded, oldest first. */
export async function listConfirmedChanges(
  trx: Transaction<DB>,
  loanId: string,
): Promise<ConfirmedChange[]> {
  const rows = await trx
    .selectFrom('loan_change')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('status', '=', 'confirmed')
    .orderBy('created_at')
    .execute();
  return rows.map((row) => {
    const { loanChangeId, events, requestedBy, confirmedBy } = toChange(row);
    const keyed = events.map((event, index) => ({
      ...event,
      businessKey: `loan/${loanId}/change/${loanChangeId}/${index + 1}`,
      // A small refund is decided by one person alone.
      actorId: confirmedBy ?? requestedBy,
    }));
    return { loanChangeId, events: keyed as NewLoanEvent[], requestedBy, confirmedBy };
  });
}

export async function setChangesApplied(
  trx: Transaction<DB>,
  loanChangeIds: readonly string[],
): Promise<void> {
  if (loanChangeIds.length === 0) return;
  await trx
    .updateTable('loan_change')
    .set({ status: 'applied', version: sql<number>`version + 1` })
    .where('loan_change_id', 'in', loanChangeIds)
    .execute();
}

/** Approved: the loan's process records it next. */
export async function confirmLoanChange(
  trx: Transaction<DB>,
  loanChangeId: string,
  confirmed: { readonly by: string | null; readonly date: IsoDate },
): Promise<void> {
  await trx
    .updateTable('loan_change')
    .set({
      status: 'confirmed',
      confirmed_by: confirmed.by,
      confirmed_date: confirmed.date,
      version: sql<number>`version + 1`,
    })
    .where('loan_change_id', '=', loanChangeId)
    .execute();
}

type Row = {
  [
    K in Exclude<keyof LoanChangeTable, 'payload' | 'quote' | 'version' | 'created_at'>
  ]: LoanChangeTable[K];
} & { payload: unknown; quote: unknown; version: number; created_at: Instant };

function toChange(row: Row): LoanChange {
  const { events } = row.payload as { events: Wire<readonly ChangeEvent[]> };
  return {
    loanChangeId: row.loan_change_id,
    loanId: row.loan_id,
    kind: row.kind,
    status: row.status,
    effectiveDate: row.effective_date,
    events: fromWire<readonly ChangeEvent[]>(events),
    quote: row.quote as LoanChange['quote'],
    quotedSeq: row.quoted_seq,
    requestedBy: row.requested_by,
    confirmedBy: row.confirmed_by,
    requestId: row.request_id,
    requestedDate: row.requested_date,
    confirmedDate: row.confirmed_date,
    version: row.version,
    createdAt: row.created_at,
  };
}
