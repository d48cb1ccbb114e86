/** The civil days of the book: which are closed, and what the portfolio looked like when they were. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import type { Json } from '../once.ts';
import type { DB, LoanTable } from '../tables.ts';

/** Loans of one status and bucket, with what they owe. */
export type PortfolioLine = {
  readonly status: LoanTable['status'];
  readonly bucket: string;
  readonly currency: Currency;
  readonly loanCount: number;
  readonly principalMinor: bigint;
  readonly overdueMinor: bigint;
};

export async function readPortfolio(db: Kysely<DB>): Promise<PortfolioLine[]> {
  const rows = await db
    .selectFrom('loan')
    .innerJoin('loan_position', 'loan_position.loan_id', 'loan.loan_id')
    .select(['loan.status', 'loan_position.bucket', 'loan.currency'])
    .select([
      sql<number>`count(*)::int`.as('loan_count'),
      sql<bigint>`sum(loan_position.principal_minor)::bigint`.as('principal_minor'),
      sql<bigint>`sum(loan_position.overdue_minor)::bigint`.as('overdue_minor'),
    ])
    .groupBy(['loan.status', 'loan_position.bucket', 'loan.currency'])
    .orderBy('loan.status')
    .orderBy('loan_position.bucket')
    .orderBy('loan.currency')
    .execute();
  return rows.map((row) => ({
    status: row.status,
    bucket: row.bucket,
    currency: row.currency,
    loanCount: row.loan_count,
    principalMinor: row.principal_minor,
    overdueMinor: row.overdue_minor,
  }));
}

/** Drafts nobody touched for `idleDays` by `lastDate` expire, each on the date its time was over. */
export async function expireIdleDrafts(
  trx: Transaction<DB>,
  { lastDate, idleDays }: { lastDate: IsoDate; idleDays: number },
): Promise<{ applicationId: string; expiredDate: IsoDate }[]> {
  const expiredDate = sql<IsoDate>`changed_date + ${idleDays}::int`;
  const rows = await trx
    .updateTable('application')
    .set({
      status: 'expired',
      decided_at: sql<string>`clock_timestamp() + (select clock_offset_ms from installation) * interval '1 millisecond'`,
      decided_date: expiredDate,
      version: sql<number>`version + 1`,
    })
    .where('status', '=', 'draft')
    .where(expiredDate, '<=', lastDate)
    .returning(['application_id', 'decided_date'])
    .execute();
  return rows.map((row) => ({
    applicationId: row.application_id,
    expiredDate: row.decided_date ?? lastDate,
  }));
}

/** Marks the days closed with the same summary; a day that is closed already keeps its own. */
export async function closeDays(
  trx: Transaction<DB>,
  dates: readonly IsoDate[],
  summary: { readonly [key: string]: Json },
): Promise<void> {
  const rows = dates.map((date) => ({
    business_date: date,
    status: 'closed' as const,
    closed_at: sql<string>`clock_timestamp()`,
    summary: JSON.stringify(summary),
  }));
  await trx
    .insertInto('business_day')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('business_date')
        .doUpdateSet((excluded) => ({
          status: 'closed',
          closed_at: excluded.ref('excluded.closed_at'),
          summary: excluded.ref('excluded.summary'),
        }))
        .where('business_day.status', '<>', 'closed'),
    )
    .execute();
}

/** The civil days that have passed and are not closed, oldest first: since the installation began, or since the first closed day. */
export async function listUnclosedDates(
  db: Kysely<DB>,
  { beforeDate, limit }: { beforeDate: IsoDate; limit: number },
): Promise<IsoDate[]> {
  const { rows } = await sql<{ day: IsoDate }>`
    select day::date as day
    from installation,
      generate_series((created_at at time zone time_zone)::date, ${beforeDate}::date - 1, interval '1 day') as day
    where not exists (
      select from business_day where business_date = day::date and status = 'closed')
    order by day
    limit ${limit}
  `.execute(db);
  return rows.map((row) => row.day);
}
