/**
 * Published reference rates. What a loan was charged has to be explained by the rate that was published, so a value is
 * entered by one person, confirmed by another, and never edited: a correction is a further entry for the same date.
 * Values up to the migration are part of it, because a loan must never be priced without one. Source: 全国银行间同业拆借中心,
 * 贷款市场报价利率(LPR)公告, from the reform of August 2019 on; only changes are listed, the last one known being that of
 * 2025-05-20. Check the official notices before relying on them, and enter what was published since.
 */
import { sql, type Kysely } from 'kysely';

/** Date, one year, five years or more; parts per million. */
const published = [
  ['2019-08-20', 42_500, 48_500],
  ['2019-09-20', 42_000, 48_500],
  ['2019-11-20', 41_500, 48_000],
  ['2020-02-20', 40_500, 47_500],
  ['2020-04-20', 38_500, 46_500],
  ['2021-12-20', 38_000, 46_500],
  ['2022-01-20', 37_000, 46_000],
  ['2022-05-20', 37_000, 44_500],
  ['2022-08-22', 36_500, 43_000],
  ['2023-06-20', 35_500, 42_000],
  ['2023-08-21', 34_500, 42_000],
  ['2024-02-20', 34_500, 39_500],
  ['2024-07-22', 33_500, 38_500],
  ['2024-10-21', 31_000, 36_000],
  ['2025-05-20', 30_000, 35_000],
] as const;

const source = '全国银行间同业拆借中心 贷款市场报价利率(LPR)公告';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reference_rate (
      reference_rate_id uuid primary key,
      reference text not null constraint reference_rate_known check (reference in ('lpr_1y', 'lpr_5y')),
      effective_date date not null,
      number integer not null constraint reference_rate_counts_from_one check (number >= 1),
      rate_ppm integer not null constraint reference_rate_sensible check (rate_ppm between 1 and 999999),
      source text not null,
      status text not null constraint reference_rate_status_known
        check (status in ('entered', 'confirmed', 'rejected')),
      entered_by uuid references officer,
      entered_date date not null,
      settled_by uuid references officer,
      settled_date date,
      created_at timestamptz not null default clock_timestamp(),
      constraint reference_rate_number_once unique (reference, effective_date, number),
      constraint reference_rate_needs_second_person check (status <> 'confirmed' or settled_by <> entered_by)
    );
    create index reference_rate_newest on reference_rate (effective_date desc, reference, number desc);

    create function allow_only_settling() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.status = 'entered' and new.status <> 'entered'
        and to_jsonb(new) - '{status,settled_by,settled_date}'::text[]
          = to_jsonb(old) - '{status,settled_by,settled_date}'::text[] then
        return new;
      end if;
      raise exception 'a reference rate is followed by another, never changed'
        using errcode = 'integrity_constraint_violation';
    end $$;
    create trigger reference_rate_append_only before update or delete on reference_rate
      for each row execute function allow_only_settling();

    -- A published rate that comes late finds the loans that were priced without it.
    create index loan_step_repriced on loan_step (step_date) where kind = 'repricing';
  `.execute(db);
  const rows = published.flatMap(([date, oneYear, fiveYears]) => [
    sql`(gen_random_uuid(), 'lpr_1y', ${date}::date, 1, ${oneYear}::int, ${source}, 'confirmed', ${date}::date)`,
    sql`(gen_random_uuid(), 'lpr_5y', ${date}::date, 1, ${fiveYears}::int, ${source}, 'confirmed', ${date}::date)`,
  ]);
  await sql`insert into reference_rate
    (reference_rate_id, reference, effective_date, number, rate_ppm, source, status, entered_date)
    values ${sql.join(rows)}`.execute(db);
}
