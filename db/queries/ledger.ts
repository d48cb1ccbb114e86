/** Journal entries and their postings: written once, read back whole, summed into a trial balance. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { AccountCode, Side } from '../../domain/ledger/accounts.ts';
import type { Entry, PostedEntry, Posting } from '../../domain/ledger/journal.ts';
import type { RuleName } from '../../domain/ledger/posting-rules.ts';
import type { Currency, Money } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

/** What every posting of a loan carries. */
export type BookOwner = {
  readonly loanId: string | null;
  readonly customerId: string | null;
  readonly branchId: string;
  readonly productCode: string | null;
  readonly currency: Currency;
};

/** Two statements for any number of entries. The database refuses a second entry of one event and rule. */
export async function insertEntries(
  trx: Transaction<DB>,
  owner: BookOwner,
  { entries, postedDate }: { readonly entries: readonly Entry[]; readonly postedDate: IsoDate },
): Promise<void> {
  if (entries.length === 0) return;
  const numbered = entries.map((entry) => ({ ...entry, entryId: newId() }));
  await trx
    .insertInto('journal_entry')
    .values(
      numbered.map((entry) => ({
        journal_entry_id: entry.entryId,
        event_key: entry.eventKey,
        rule: entry.reversesEntryId === null ? entry.rule : reversalRule(entry.rule),
        loan_id: owner.loanId,
        customer_id: owner.customerId,
        branch_id: owner.branchId,
        product: owner.productCode,
        currency: owner.currency,
        effective_date: entry.effectiveDate,
        posted_date: inOpenPeriod(postedDate),
        reverses_entry_id: entry.reversesEntryId,
      })),
    )
    .execute();
  await trx
    .insertInto('posting')
    .values(numbered.flatMap(({ entryId, postings }) => postings.map(toPosting(entryId, owner))))
    .execute();
}

/** What comes too late for its own period is dated on the first day of the open one. */
function inOpenPeriod(date: IsoDate) {
  return sql<IsoDate>`greatest(${date}::date, (select max(through_date) + 1 from closed_period))`;
}

const reversalSuffix = '_reversal';

/** A reversal carries the rule it undoes in its name, so that one list shows what happened. */
function reversalRule(rule: RuleName): string {
  return rule + reversalSuffix;
}

function toPosting(entryId: string, { currency }: BookOwner) {
  return (line: Posting, index: number) => ({
    journal_entry_id: entryId,
    line: index + 1,
    account_code: line.accountCode,
    side: line.side,
    amount_minor: line.amountMinor,
    currency,
    component: line.component,
  });
}

type LineJson = {
  readonly accountCode: AccountCode;
  readonly side: Side;
  /** Text, because JSON has no bigint. */
  readonly amount: string;
  readonly component: Posting['component'];
};

const linesOfEntry = sql<LineJson[]>`(select json_agg(json_build_object('accountCode', account_code,
  'side', side, 'amount', amount_minor::text, 'component', component) order by line)
  from posting where posting.journal_entry_id = journal_entry.journal_entry_id)`;

/** Every entry of a loan in order of recording, reversals included. */
export async function listLoanEntries(db: Kysely<DB>, loanId: string): Promise<PostedEntry[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .select([
      'journal_entry_id',
      'event_key',
      'rule',
      'effective_date',
      'reverses_entry_id',
      linesOfEntry.as('postings'),
    ])
    .where('loan_id', '=', loanId)
    .orderBy('seq')
    .execute();
  const reversed = new Set(rows.map((row) => row.reverses_entry_id));
  return rows.map((row) => ({
    entryId: row.journal_entry_id,
    eventKey: row.event_key,
    rule: ruleOf(row.rule),
    effectiveDate: row.effective_date,
    reversesEntryId: row.reverses_entry_id,
    isReversed: reversed.has(row.journal_entry_id),
    postings: row.postings.map(toLine),
  }));
}

/** The entries of one event that were not undone, with the branch that owns them. */
export async function listEntriesOfEvent(
  db: Kysely<DB>,
  eventKey: string,
): Promise<{ entry: PostedEntry; branchId: string }[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .selectAll('journal_entry')
    .select(linesOfEntry.as('postings'))
    .where('event_key', '=', eventKey)
    .where('reverses_entry_id', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('journal_entry as later')
            .select('later.seq')
            .whereRef('later.reverses_entry_id', '=', 'journal_entry.journal_entry_id'),
        ),
      ),
    )
    .execute();
  return rows.map((row) => ({
    branchId: row.branch_id,
    entry: {
      entryId: row.journal_entry_id,
      eventKey: row.event_key,
      rule: ruleOf(row.rule),
      effectiveDate: row.effective_date,
      reversesEntryId: null,
      isReversed: false,
      postings: row.postings.map(toLine),
    },
  }));
}

function ruleOf(text: string): RuleName {
  return text.replace(new RegExp(`${reversalSuffix}$`), '') as RuleName;
}

function toLine({ amount, ...line }: LineJson): Posting {
  return { ...line, amountMinor: BigInt(amount) };
}

export type ListedEntry = {
  readonly entryId: string;
  readonly seq: bigint;
  readonly eventKey: string;
  readonly rule: string;
  readonly loanId: string | null;
  readonly currency: Currency;
  readonly effectiveDate: IsoDate;
  readonly postedDate: IsoDate;
  readonly reversesEntryId: string | null;
  readonly createdAt: Instant;
  readonly postings: readonly Posting[];
};

export type EntryFilter = {
  readonly loanId?: string;
  readonly accountCode?: string;
  readonly postedFrom?: IsoDate;
  readonly postedTo?: IsoDate;
  /** Branches whose entries may be seen. */
  readonly branchIds: 'all' | readonly string[];
  readonly afterSeq: bigint;
  readonly limit: number;
};

/** Oldest first, after the cursor `afterSeq`. */
export async function listEntries(db: Kysely<DB>, filter: EntryFilter): Promise<ListedEntry[]> {
  let query = db
    .selectFrom('journal_entry')
    .selectAll('journal_entry')
    .select(linesOfEntry.as('postings'))
    .where('seq', '>', filter.afterSeq);
  if (filter.loanId !== undefined) query = query.where('loan_id', '=', filter.loanId);
  if (filter.postedFrom !== undefined) query = query.where('posted_date', '>=', filter.postedFrom);
  if (filter.postedTo !== undefined) query = query.where('posted_date', '<=', filter.postedTo);
  if (filter.branchIds !== 'all')
    query = query.where('branch_id', '=', sql<string>`any(${filter.branchIds}::uuid[])`);
  const { accountCode } = filter;
  if (accountCode !== undefined)
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('posting')
          .select('line')
          .whereRef('posting.journal_entry_id', '=', 'journal_entry.journal_entry_id')
          .where('account_code', '=', accountCode),
      ),
    );
  const rows = await query.orderBy('seq').limit(filter.limit).execute();
  return rows.map((row) => ({
    entryId: row.journal_entry_id,
    seq: row.seq,
    eventKey: row.event_key,
    rule: row.rule,
    loanId: row.loan_id,
    currency: row.currency,
    effectiveDate: row.effective_date,
    postedDate: row.posted_date,
    reversesEntryId: row.reverses_entry_id,
    createdAt: row.created_at,
    postings: row.postings.map(toLine),
  }));
}

export type AccountBalance = {
  readonly accountCode: AccountCode;
  readonly name: string;
  readonly nameZh: string;
  readonly normalSide: Side;
  readonly currency: Currency;
  readonly debit: Money;
  readonly credit: Money;
};

/** Debit and credit totals of each account that moved, by what was recorded up to `asOfDate` (included). */
export async function readTrialBalance(
  db: Kysely<DB>,
  {
    asOfDate,
    branchIds,
    loanId,
  }: {
    readonly asOfDate: IsoDate;
    readonly branchIds: 'all' | readonly string[];
    readonly loanId?: string;
  },
): Promise<AccountBalance[]> {
  const total = (side: Side) =>
    sql<bigint>`coalesce(sum(posting.amount_minor) filter (where side = ${side}), 0)::bigint`;
  let query = db
    .selectFrom('posting')
    .innerJoin('journal_entry', 'journal_entry.journal_entry_id', 'posting.journal_entry_id')
    .innerJoin('account', 'account.account_code', 'posting.account_code')
    .where('posted_date', '<=', asOfDate);
  if (loanId !== undefined) query = query.where('loan_id', '=', loanId);
  if (branchIds !== 'all')
    query = query.where('branch_id', '=', sql<string>`any(${branchIds}::uuid[])`);
  const rows = await query
    .select([
      'account.account_code',
      'account.name',
      'account.name_zh',
      'account.normal_side',
      'posting.currency',
      total('debit').as('debit'),
      total('credit').as('credit'),
    ])
    .groupBy(['account.account_code', 'posting.currency'])
    .orderBy('account.account_code')
    .orderBy('posting.currency')
    .execute();
  return rows.map((row) => ({
    accountCode: row.account_code as AccountCode,
    name: row.name,
    nameZh: row.name_zh,
    normalSide: row.normal_side,
    currency: row.currency,
    debit: { minor: row.debit, currency: row.currency },
    credit: { minor: row.credit, currency: row.currency },
  }));
}
