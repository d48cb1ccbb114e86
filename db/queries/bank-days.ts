/** Bank and ledger side by side, day by day: what the bank booked, what account 1001 says, and what makes the difference. */
import { sql, type Kysely } from 'kysely';
import type { RecordKind } from '../../domain/bank-statement/matching.ts';
import type { Direction } from '../../domain/bank-statement/statement.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import { matchedLine, movements } from './match-candidates.ts';

export type BankDay = {
  readonly date: IsoDate;
  readonly currency: Currency;
  readonly bankInMinor: bigint;
  readonly bankOutMinor: bigint;
  /** Debits less credits of account 1001. */
  readonly ledgerMinor: bigint;
  readonly openLineCount: number;
  /** Whether a statement covers the day: without one nothing can be said about it. */
  readonly isCovered: boolean;
};

/** Days on which the bank or the ledger moved, newest first. */
export async function listBankDays(
  db: Kysely<DB>,
  { fromDate, toDate }: { readonly fromDate: IsoDate; readonly toDate: IsoDate },
): Promise<BankDay[]> {
  const { rows } = await sql<BankDay>`
    with bank as (
      select booked_date as date, currency,
             sum(amount_minor) filter (where direction = 'in') as money_in,
             sum(amount_minor) filter (where direction = 'out') as money_out,
             count(*) filter (where matched_by is null) as open_lines
        from bank_line
       where booked_date between ${fromDate} and ${toDate}
       group by booked_date, currency
    ), ledger as (
      select journal_entry.effective_date as date, posting.currency,
             sum(case when posting.side = 'debit' then posting.amount_minor else -posting.amount_minor end) as net
        from journal_entry
        join posting on posting.journal_entry_id = journal_entry.journal_entry_id
       where posting.account_code = '1001' and journal_entry.effective_date between ${fromDate} and ${toDate}
       group by journal_entry.effective_date, posting.currency
    )
    select coalesce(bank.date, ledger.date) as date, coalesce(bank.currency, ledger.currency) as currency,
           coalesce(bank.money_in, 0)::bigint as "bankInMinor", coalesce(bank.money_out, 0)::bigint as "bankOutMinor",
           coalesce(ledger.net, 0)::bigint as "ledgerMinor", coalesce(bank.open_lines, 0)::integer as "openLineCount",
           exists (select from bank_statement
                    where coalesce(bank.date, ledger.date) between bank_statement.from_date and bank_statement.to_date
                      and bank_statement.currency = coalesce(bank.currency, ledger.currency)) as "isCovered"
      from bank full join ledger on ledger.date = bank.date and ledger.currency = bank.currency
     order by 1 desc, 2
  `.execute(db);
  return rows;
}

export type DayItem = {
  readonly kind: RecordKind | 'line';
  readonly id: string;
  readonly reference: string | null;
  readonly direction: Direction;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly why: 'not_in_books' | 'not_on_statement' | 'other_day';
  /** The day on the other side, where both sides have it. */
  readonly otherDate: IsoDate | null;
  readonly loanId: string | null;
  readonly loanNumber: string | null;
};

/** What keeps bank and ledger of a day apart, one by one. */
export async function listDayItems(db: Kysely<DB>, date: IsoDate): Promise<DayItem[]> {
  const { rows } = await sql<DayItem>`
    with movement as (${movements})
    select 'line' as kind, bank_line.line_id as id, bank_line.reference, bank_line.direction,
           bank_line.amount_minor as "amountMinor", bank_line.currency, 'not_in_books' as why,
           null::date as "otherDate", null::uuid as "loanId", null::text as "loanNumber"
      from bank_line
     where bank_line.booked_date = ${date} and bank_line.matched_by is null
    union all
    select movement.kind, movement.id, movement.reference, movement.direction, movement.amount_minor,
           movement.currency, case when bank_line.line_id is null then 'not_on_statement' else 'other_day' end,
           case when movement.effective_date = ${date} then bank_line.booked_date else movement.effective_date end,
           movement.loan_id, loan.number
      from movement
      left join bank_line on ${matchedLine}
      left join loan on loan.loan_id = movement.loan_id
     where (movement.effective_date = ${date} or bank_line.booked_date = ${date})
       and bank_line.booked_date is distinct from movement.effective_date
     order by "amountMinor" desc, id
     limit 500
  `.execute(db);
  return rows;
}
