/** Refunds of credit balances: decided with a loan, then in the hands of the payment rail. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { money, type Money } from '../../domain/money.ts';
import type { RefundState } from '../../domain/servicing/refund-states.ts';
import type { DB, RefundTable } from '../tables.ts';

/** Taken from the credit balance, and without an answer. */
const inFlight = ['released', 'sending', 'unknown'] as const satisfies readonly RefundState[];

export type Refund = {
  readonly refundId: string;
  readonly loanId: string;
  /** The event that took the money from the credit balance. */
  readonly loanEventId: string;
  readonly status: RefundState;
  readonly amount: Money;
  /** Null where the loan's own process asked for it. */
  readonly requestedBy: string | null;
  /** Null where one person, or nobody, was enough. */
  readonly confirmedBy: string | null;
  readonly releasedAt: Instant;
  readonly attemptCount: number;
  /** How often the rail was asked what became of it. */
  readonly queryCount: number;
  readonly railReference: string | null;
  readonly refusalCode: string | null;
  /** The day the money was booked. */
  readonly effectiveDate: IsoDate | null;
  readonly version: number;
};

export type NewRefund = Pick<
  Refund,
  'refundId' | 'loanId' | 'loanEventId' | 'amount' | 'requestedBy' | 'confirmedBy' | 'releasedAt'
>;

export async function insertRefund(trx: Transaction<DB>, refund: NewRefund): Promise<void> {
  await trx
    .insertInto('refund')
    .values({
      refund_id: refund.refundId,
      loan_id: refund.loanId,
      loan_event_id: refund.loanEventId,
      status: 'released',
      amount_minor: refund.amount.minor,
      currency: refund.amount.currency,
      requested_by: refund.requestedBy,
      confirmed_by: refund.confirmedBy,
      released_at: refund.releasedAt,
    })
    .execute();
}

export async function findRefund(db: Kysely<DB>, refundId: string): Promise<Refund | undefined> {
  const row = await db
    .selectFrom('refund')
    .selectAll()
    .where('refund_id', '=', refundId)
    .executeTakeFirst();
  return row && toRefund(row);
}

/** Take the loan's lock before this one. */
export async function lockRefund(
  trx: Transaction<DB>,
  refundId: string,
): Promise<Refund | undefined> {
  const row = await trx
    .selectFrom('refund')
    .selectAll()
    .where('refund_id', '=', refundId)
    .forUpdate()
    .executeTakeFirst();
  return row && toRefund(row);
}

/** Newest last. */
export async function listRefunds(db: Kysely<DB>, loanId: string): Promise<Refund[]> {
  const rows = await db
    .selectFrom('refund')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('released_at')
    .orderBy('refund_id')
    .execute();
  return rows.map(toRefund);
}

/** What one person alone, or none, gave back since an instant, in minor units of the loan's currency. */
export async function sumSingleRefunds(
  db: Kysely<DB>,
  { loanId, since }: { readonly loanId: string; readonly since: Instant },
): Promise<bigint> {
  const { minor } = await db
    .selectFrom('refund')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('minor'))
    .where('loan_id', '=', loanId)
    .where('confirmed_by', 'is', null)
    .where('released_at', '>=', since)
    .where('status', 'not in', ['refused', 'returned'])
    .executeTakeFirstOrThrow();
  return minor;
}

/** Refunds that came back and whose money is not yet the borrower's credit balance again. */
export async function listReturnedRefunds(trx: Transaction<DB>, loanId: string): Promise<Refund[]> {
  const rows = await trx
    .selectFrom('refund')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('status', '=', 'returned')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('loan_event')
            .select('loan_event.seq')
            .whereRef('loan_event.loan_id', '=', 'refund.loan_id')
            .where('loan_event.kind', '=', 'reversal')
            .where(
              sql`loan_event.payload ->> 'reversedEventId'`,
              '=',
              sql`refund.loan_event_id::text`,
            ),
        ),
      ),
    )
    .execute();
  return rows.map(toRefund);
}

/** What has left the credit balance of a loan and has not arrived, in minor units of its currency; 0 for nothing. */
export async function sumRefundsInFlight(db: Kysely<DB>, loanId: string): Promise<bigint> {
  const { minor } = await db
    .selectFrom('refund')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('minor'))
    .where('loan_id', '=', loanId)
    .where('status', 'in', inFlight)
    .executeTakeFirstOrThrow();
  return minor;
}

export type RefundChange = Partial<
  Pick<
    Refund,
    'status' | 'attemptCount' | 'queryCount' | 'railReference' | 'refusalCode' | 'effectiveDate'
  >
>;

const columnOf = {
  status: 'status',
  attemptCount: 'attempt_count',
  queryCount: 'query_count',
  railReference: 'rail_reference',
  refusalCode: 'refusal_code',
  effectiveDate: 'effective_date',
} as const satisfies Record<keyof RefundChange, keyof RefundTable>;

/** Counts the version up. The row must be locked. */
export async function saveRefund(
  trx: Transaction<DB>,
  refundId: string,
  change: RefundChange,
): Promise<Refund> {
  const columns = Object.entries(change).map(
    ([name, value]) => [columnOf[name as keyof RefundChange], value] as const,
  );
  const row = await trx
    .updateTable('refund')
    .set({ ...Object.fromEntries(columns), version: sql<number>`version + 1` })
    .where('refund_id', '=', refundId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRefund(row);
}

type Row = {
  [K in Exclude<keyof RefundTable, 'attempt_count' | 'query_count' | 'version'>]: RefundTable[K];
} & { attempt_count: number; query_count: number; version: number };

function toRefund(row: Row): Refund {
  return {
    refundId: row.refund_id,
    loanId: row.loan_id,
    loanEventId: row.loan_event_id,
    status: row.status,
    amount: money(row.amount_minor, row.currency),
    requestedBy: row.requested_by,
    confirmedBy: row.confirmed_by,
    releasedAt: row.released_at,
    attemptCount: row.attempt_count,
    queryCount: row.query_count,
    railReference: row.rail_reference,
    refusalCode: row.refusal_code,
    effectiveDate: row.effective_date,
    version: row.version,
  };
}
