/** Years of the working calendar as people see and change them, and the loans that a change moves. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { CalendarDay, YearContent } from '../../domain/schedule/calendar-change.ts';
import { termsFromWire, type LoanTerms, type WireTerms } from '../../domain/schedule/terms.ts';
import {
  eventFromWire,
  type LoanEvent,
  type WireLoanEvent,
} from '../../domain/servicing/events.ts';
import { newId } from '../ids.ts';
import type { CalendarChangeTable, DB } from '../tables.ts';

export type YearSummary = {
  readonly year: number;
  readonly status: YearContent['status'];
  readonly source: string;
  readonly holidayCount: number;
  readonly makeUpWorkdayCount: number;
};

/** Every year something is known of, in order. */
export async function listCalendarYears(db: Kysely<DB>): Promise<YearSummary[]> {
  const count = (kind: CalendarDay['kind']) => sql<number>`(select count(*)::int from calendar_day
    where extract(year from day_date) = calendar_year.year and kind = ${kind})`;
  const rows = await db
    .selectFrom('calendar_year')
    .select(['year', 'status', 'source'])
    .select([count('holiday').as('holidays'), count('make_up_workday').as('make_up_workdays')])
    .orderBy('year')
    .execute();
  return rows.map(({ year, status, source, holidays, make_up_workdays }) => ({
    year,
    status,
    source,
    holidayCount: holidays,
    makeUpWorkdayCount: make_up_workdays,
  }));
}

/** Undefined for a year that nothing is known of. */
export async function findCalendarYear(
  db: Kysely<DB>,
  year: number,
): Promise<YearContent | undefined> {
  const known = await db
    .selectFrom('calendar_year')
    .select(['status', 'source'])
    .where('year', '=', year)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  const days = await db
    .selectFrom('calendar_day')
    .select(['day_date as date', 'kind', 'name'])
    .where(sql<number>`extract(year from day_date)`, '=', year)
    .orderBy('day_date')
    .execute();
  return { ...known, days };
}

/** The year and its days as they are from now on. */
export async function replaceCalendarYear(
  trx: Transaction<DB>,
  year: number,
  { status, source, days }: YearContent,
): Promise<void> {
  await trx
    .insertInto('calendar_year')
    .values({ year, status, source })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ status, source }))
    .execute();
  await trx
    .deleteFrom('calendar_day')
    .where(sql<number>`extract(year from day_date)`, '=', year)
    .execute();
  if (days.length === 0) return;
  const rows = days.map(({ date, kind, name }) => ({ day_date: date, kind, name }));
  await trx.insertInto('calendar_day').values(rows).execute();
}

export type CalendarChange = {
  readonly calendarChangeId: string;
  readonly year: number;
  readonly before: YearContent | null;
  readonly after: YearContent;
  readonly status: CalendarChangeTable['status'];
  readonly enteredBy: string;
  readonly enteredByName: string;
  readonly enteredDate: IsoDate;
  readonly settledBy: string | null;
  readonly settledDate: IsoDate | null;
  readonly reason: string | null;
  readonly createdAt: Instant;
};

const lockNumber = 20_071_213;

/** Held while a change is entered or settled: two people never change one year at once. */
export async function lockCalendar(trx: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockNumber}::bigint)`.execute(trx);
}

export async function insertCalendarChange(
  trx: Transaction<DB>,
  change: Pick<CalendarChange, 'year' | 'before' | 'after' | 'enteredBy' | 'enteredDate'>,
): Promise<string> {
  const calendarChangeId = newId();
  await trx
    .insertInto('calendar_change')
    .values({
      calendar_change_id: calendarChangeId,
      year: change.year,
      before: change.before === null ? null : JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      status: 'entered',
      entered_by: change.enteredBy,
      entered_date: change.enteredDate,
    })
    .execute();
  return calendarChangeId;
}

function selectChange(db: Kysely<DB>) {
  return db
    .selectFrom('calendar_change')
    .innerJoin('officer', 'officer.officer_id', 'calendar_change.entered_by')
    .selectAll('calendar_change')
    .select('officer.display_name');
}

export async function findCalendarChange(
  db: Kysely<DB>,
  calendarChangeId: string,
): Promise<CalendarChange | undefined> {
  const row = await selectChange(db)
    .where('calendar_change_id', '=', calendarChangeId)
    .executeTakeFirst();
  return row && toChange(row);
}

export type CalendarChangeFilter = {
  readonly year?: number | undefined;
  readonly status?: CalendarChange['status'] | undefined;
  readonly limit: number;
};

/** Newest first. */
export async function listCalendarChanges(
  db: Kysely<DB>,
  { year, status, limit }: CalendarChangeFilter,
): Promise<CalendarChange[]> {
  let query = selectChange(db);
  if (year !== undefined) query = query.where('year', '=', year);
  if (status !== undefined) query = query.where('calendar_change.status', '=', status);
  const rows = await query.orderBy('calendar_change_id', 'desc').limit(limit).execute();
  return rows.map(toChange);
}

export async function settleCalendarChange(
  trx: Transaction<DB>,
  calendarChangeId: string,
  settled: {
    readonly status: 'confirmed' | 'rejected';
    readonly by: string;
    readonly date: IsoDate;
    readonly reason: string | null;
  },
): Promise<void> {
  await trx
    .updateTable('calendar_change')
    .set({
      status: settled.status,
      settled_by: settled.by,
      settled_date: settled.date,
      reason: settled.reason,
    })
    .where('calendar_change_id', '=', calendarChangeId)
    .execute();
}

export type ShiftingLoan = {
  readonly loanId: string;
  readonly number: string;
  readonly terms: LoanTerms;
  readonly events: readonly LoanEvent[];
};

export type ShiftingPage = {
  /** Between these dates a due date may be moved by the change. */
  readonly firstDate: IsoDate;
  readonly lastDate: IsoDate;
  /** The last loan of the page before. */
  readonly afterId: string | null;
  readonly limit: number;
};

/** Active loans that move their due dates off days without work, with an unpaid one between two dates, by id. */
export async function listShiftingLoans(
  db: Kysely<DB>,
  { firstDate, lastDate, afterId, limit }: ShiftingPage,
): Promise<ShiftingLoan[]> {
  let query = db
    .selectFrom('loan')
    .innerJoin('loan_terms', (join) =>
      join.onRef('loan_terms.loan_id', '=', 'loan.loan_id').on('loan_terms.number', '=', 1),
    )
    .select(['loan.loan_id', 'loan.number', 'loan_terms.terms'])
    .select(
      sql<WireLoanEvent[]>`(select coalesce(json_agg(payload order by seq), '[]'::json)
        from loan_event where loan_event.loan_id = loan.loan_id)`.as('events'),
    )
    .where('loan.status', '=', 'active')
    .where(sql`coalesce(loan_terms.terms ->> 'dueDateShift', 'none')`, '<>', 'none')
    .where((where) =>
      where.exists(
        where
          .selectFrom('installment')
          .select('installment.number')
          .whereRef('installment.loan_id', '=', 'loan.loan_id')
          .where('installment.paid_date', 'is', null)
          .where('installment.due_date', '>=', firstDate)
          .where('installment.due_date', '<=', lastDate),
      ),
    );
  if (afterId !== null) query = query.where('loan.loan_id', '>', afterId);
  const rows = await query.orderBy('loan.loan_id').limit(limit).execute();
  return rows.map((row) => ({
    loanId: row.loan_id,
    number: row.number,
    terms: termsFromWire(row.terms as unknown as WireTerms),
    events: row.events.map(eventFromWire),
  }));
}

/** Each of these loans is to move its due dates once. */
export async function insertCalendarShifts(
  trx: Transaction<DB>,
  calendarChangeId: string,
  loanIds: readonly string[],
): Promise<void> {
  await sql`insert into calendar_shift (calendar_change_id, loan_id)
    select ${calendarChangeId}, loan_id from unnest(${loanIds}::uuid[]) as loan_id`.execute(trx);
}

/** Marks what waits for this loan as applied. @returns the changes that waited; none on a repeat */
export async function takeCalendarShifts(trx: Transaction<DB>, loanId: string): Promise<string[]> {
  const rows = await trx
    .updateTable('calendar_shift')
    .set({ applied_at: sql<Instant>`clock_timestamp()` })
    .where('loan_id', '=', loanId)
    .where('applied_at', 'is', null)
    .returning('calendar_change_id')
    .execute();
  return rows.map((row) => row.calendar_change_id);
}

/** How many loans a change moves, and how many of them have moved. */
export async function countCalendarShifts(
  db: Kysely<DB>,
  calendarChangeId: string,
): Promise<{ readonly loanCount: number; readonly appliedCount: number }> {
  return db
    .selectFrom('calendar_shift')
    .select([
      sql<number>`count(*)::int`.as('loanCount'),
      sql<number>`count(applied_at)::int`.as('appliedCount'),
    ])
    .where('calendar_change_id', '=', calendarChangeId)
    .executeTakeFirstOrThrow();
}

type Row = Selectable<CalendarChangeTable> & { readonly display_name: string };

function toChange(row: Row): CalendarChange {
  return {
    calendarChangeId: row.calendar_change_id,
    year: row.year,
    before: row.before as unknown as YearContent | null,
    after: row.after as unknown as YearContent,
    status: row.status,
    enteredBy: row.entered_by,
    enteredByName: row.display_name,
    enteredDate: row.entered_date,
    settledBy: row.settled_by,
    settledDate: row.settled_date,
    reason: row.reason,
    createdAt: row.created_at,
  };
}
