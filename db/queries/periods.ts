/** Accounting periods: calendar months, closed in order and for good. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type ClosedPeriod = {
  readonly throughDate: IsoDate;
  readonly closedBy: string;
  readonly closedDate: IsoDate;
  readonly totals: readonly Json[];
  /** Of the period's entries: an export made again gives the same. */
  readonly contentHash: string;
  readonly closedAt: Instant;
};

/** Newest first. */
export async function listClosedPeriods(db: Kysely<DB>): Promise<ClosedPeriod[]> {
  const rows = await db
    .selectFrom('closed_period')
    .selectAll()
    .orderBy('through_date', 'desc')
    .execute();
  return rows.map((row) => ({
    throughDate: row.through_date,
    closedBy: row.closed_by,
    closedDate: row.closed_date,
    totals: row.totals as readonly Json[],
    contentHash: row.content_hash,
    closedAt: row.closed_at,
  }));
}

export async function insertClosedPeriod(
  trx: Transaction<DB>,
  period: Omit<ClosedPeriod, 'closedAt'>,
): Promise<void> {
  await trx
    .insertInto('closed_period')
    .values({
      through_date: period.throughDate,
      closed_by: period.closedBy,
      closed_date: period.closedDate,
      totals: JSON.stringify(period.totals),
      content_hash: period.contentHash,
    })
    .execute();
}

/** Nobody posts while a period is being closed; what they post afterwards goes into the open one. */
export async function lockLedger(trx: Transaction<DB>): Promise<void> {
  await sql`lock table journal_entry in share row exclusive mode`.execute(trx);
}

/** The day of the first entry, null for an empty ledger. */
export async function findFirstPostedDate(db: Kysely<DB>): Promise<IsoDate | null> {
  const row = await db
    .selectFrom('journal_entry')
    .select((select) => select.fn.min('posted_date').as('first_date'))
    .executeTakeFirstOrThrow();
  return row.first_date;
}

/** Loans whose next step belongs into the period, and payments received in it that no loan has placed. */
export async function countUnfinished(db: Kysely<DB>, throughDate: IsoDate): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (
      (select count(*) from process, installation
        where kind = 'loan' and status = 'open'
          and (next_wake_at at time zone time_zone)::date <= ${throughDate}::date)
      + (select count(*) from payment
        where status = 'received' and received_date <= ${throughDate}::date)
    )::int as count
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** SHA-256 over the postings of the period in order, so that nobody has to trust the sums alone. */
export async function hashPostings(
  db: Kysely<DB>,
  { fromDate, throughDate }: { readonly fromDate: IsoDate; readonly throughDate: IsoDate },
): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(
      concat_ws('|', entry.seq, event_key, rule, effective_date, posted_date, line, account_code, side, amount_minor),
      E'\n' order by entry.seq, line), ''), 'UTF8')), 'hex') as hash
    from journal_entry as entry
    join posting on posting.journal_entry_id = entry.journal_entry_id
    where posted_date between ${fromDate}::date and ${throughDate}::date
  `.execute(db);
  return rows[0]?.hash ?? '';
}
