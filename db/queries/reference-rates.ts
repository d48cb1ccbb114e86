/** Published reference rates: entered by one person, confirmed by another, never edited. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import type { RateReference } from '../../domain/schedule/terms.ts';
import type { ReferenceRate } from '../../domain/servicing/repricing.ts';
import { newId } from '../ids.ts';
import type { DB, ReferenceRateTable } from '../tables.ts';

export type ReferenceRateStatus = ReferenceRateTable['status'];

export type ReferenceRateEntry = ReferenceRate & {
  readonly referenceRateId: string;
  readonly source: string;
  readonly status: ReferenceRateStatus;
  /** Null for what the installation began with. */
  readonly enteredBy: string | null;
  readonly enteredDate: IsoDate;
  readonly settledBy: string | null;
  readonly settledDate: IsoDate | null;
  readonly createdAt: Instant;
};

/** Every confirmed value of a reference, in order of date and number. */
export async function listReferenceRates(
  db: Kysely<DB>,
  reference: RateReference,
): Promise<ReferenceRate[]> {
  const rows = await db
    .selectFrom('reference_rate')
    .select(['reference', 'effective_date', 'number', 'rate_ppm'])
    .where('reference', '=', reference)
    .where('status', '=', 'confirmed')
    .orderBy('effective_date')
    .orderBy('number')
    .execute();
  return rows.map(toRate);
}

/** What a product with a floating rate starts from on a date; null for a fixed rate, or before the first value. */
export async function findProductReference(
  db: Kysely<DB>,
  { floatingRate }: Pick<ProductContent, 'floatingRate'>,
  date: IsoDate,
): Promise<ReferenceRate | null> {
  return floatingRate === undefined ? null : findReferenceRate(db, floatingRate.reference, date);
}

/** The value in force on a date, or null before the first one. */
export async function findReferenceRate(
  db: Kysely<DB>,
  reference: RateReference,
  date: IsoDate,
): Promise<ReferenceRate | null> {
  const row = await db
    .selectFrom('reference_rate')
    .select(['reference', 'effective_date', 'number', 'rate_ppm'])
    .where('reference', '=', reference)
    .where('status', '=', 'confirmed')
    .where('effective_date', '<=', date)
    .orderBy('effective_date', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toRate(row);
}

function toRate(
  row: Pick<Selectable<ReferenceRateTable>, 'reference' | 'effective_date' | 'number' | 'rate_ppm'>,
): ReferenceRate {
  return {
    reference: row.reference,
    effectiveDate: row.effective_date,
    number: row.number,
    ratePpm: row.rate_ppm,
  };
}

export type ReferenceRateFilter = {
  readonly reference?: RateReference | undefined;
  readonly status?: ReferenceRateStatus | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Newest date first. */
export async function listReferenceRateEntries(
  db: Kysely<DB>,
  { reference, status, limit, offset }: ReferenceRateFilter,
): Promise<{ entries: ReferenceRateEntry[]; total: number }> {
  let query = db.selectFrom('reference_rate');
  if (reference !== undefined) query = query.where('reference', '=', reference);
  if (status !== undefined) query = query.where('status', '=', status);
  const { total } = await query.select(sql<bigint>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('effective_date', 'desc')
    .orderBy('reference')
    .orderBy('number', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { entries: rows.map(toEntry), total: Number(total) };
}

/** The next number of its date; two entries at once have two numbers. Hold `lockReferenceRates`. */
export async function insertReferenceRate(
  trx: Transaction<DB>,
  entry: Pick<
    ReferenceRateEntry,
    'reference' | 'effectiveDate' | 'ratePpm' | 'source' | 'enteredDate'
  > & { readonly enteredBy: string },
): Promise<ReferenceRateEntry> {
  const { reference, effectiveDate } = entry;
  const row = await trx
    .insertInto('reference_rate')
    .values({
      reference_rate_id: newId(),
      reference,
      effective_date: effectiveDate,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from reference_rate as earlier
        where earlier.reference = ${reference} and earlier.effective_date = ${effectiveDate})`,
      rate_ppm: entry.ratePpm,
      source: entry.source,
      status: 'entered',
      entered_by: entry.enteredBy,
      entered_date: entry.enteredDate,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEntry(row);
}

export async function lockReferenceRate(
  trx: Transaction<DB>,
  referenceRateId: string,
): Promise<ReferenceRateEntry | undefined> {
  const row = await trx
    .selectFrom('reference_rate')
    .selectAll()
    .where('reference_rate_id', '=', referenceRateId)
    .forUpdate()
    .executeTakeFirst();
  return row && toEntry(row);
}

export async function settleReferenceRate(
  trx: Transaction<DB>,
  referenceRateId: string,
  settled: {
    readonly status: 'confirmed' | 'rejected';
    readonly by: string;
    readonly date: IsoDate;
  },
): Promise<ReferenceRateEntry> {
  const row = await trx
    .updateTable('reference_rate')
    .set({ status: settled.status, settled_by: settled.by, settled_date: settled.date })
    .where('reference_rate_id', '=', referenceRateId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEntry(row);
}

const lockNumber = 20_190_820;

/** Held while the published rates change: no loan is priced by what is just being replaced. */
export async function lockReferenceRates(trx: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockNumber}::bigint)`.execute(trx);
}

/** Held while a loan is priced: whoever confirms a rate afterwards finds that it was. */
export async function holdReferenceRates(trx: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockNumber}::bigint)`.execute(trx);
}

/** Active loans that follow a reference and were priced on or after a date. */
export async function listLoansRepricedSince(
  db: Kysely<DB>,
  { reference, effectiveDate }: Pick<ReferenceRate, 'reference' | 'effectiveDate'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('loan')
    .innerJoin('loan_terms', (join) =>
      join.onRef('loan_terms.loan_id', '=', 'loan.loan_id').on('loan_terms.number', '=', 1),
    )
    .select('loan.loan_id')
    .where('loan.status', '=', 'active')
    .where(sql`loan_terms.terms->'floating'->>'reference'`, '=', reference)
    .where('loan.loan_id', 'in', (priced) =>
      priced
        .selectFrom('loan_step')
        .select('loan_step.loan_id')
        .where('loan_step.kind', '=', 'repricing')
        .where('loan_step.step_date', '>=', effectiveDate),
    )
    .orderBy('loan.loan_id')
    .execute();
  return rows.map((row) => row.loan_id);
}

function toEntry(row: Selectable<ReferenceRateTable>): ReferenceRateEntry {
  return {
    referenceRateId: row.reference_rate_id,
    reference: row.reference,
    effectiveDate: row.effective_date,
    number: row.number,
    ratePpm: row.rate_ppm,
    source: row.source,
    status: row.status,
    enteredBy: row.entered_by,
    enteredDate: row.entered_date,
    settledBy: row.settled_by,
    settledDate: row.settled_date,
    createdAt: row.created_at,
  };
}
