/** What a lender would look at: who was asked, how long it took, what is owed, what came in, and whether it adds up. */
import type { IsoDate } from '../../domain/calendar.ts';
import type { Handed } from './apply.ts';
import { readCases } from './collect.ts';
import type { Crew } from './crew.ts';
import type { Borrower } from './disburse.ts';
import { inParallel } from './parallel.ts';
import { renderTable } from './table.ts';
import { readTimelines, type TimelineEvent } from './timelines.ts';

type Amount = { readonly amount: string };
type ApplicationAnswer = { readonly status: string; readonly tier: string | null };
type Row = {
  readonly number: number;
  readonly dueDate: IsoDate;
  readonly due: { readonly principal: Amount; readonly interest: Amount };
  readonly dueTotal: Amount;
  readonly paidTotal: Amount;
  readonly balance: Amount;
};
type LoanAnswer = {
  readonly number: string;
  readonly status: string;
  readonly bucket: string;
  readonly overdueTotal: Amount;
};
type TrialBalance = {
  readonly accounts: readonly {
    readonly accountCode: string;
    readonly name: string;
    readonly debit: Amount;
    readonly credit: Amount;
  }[];
  readonly totals: readonly { readonly debit: Amount; readonly credit: Amount }[];
};

export type Subjects = {
  readonly handed: readonly Handed[];
  readonly borrowers: readonly Borrower[];
};

export async function report(crew: Crew, { handed, borrowers }: Subjects): Promise<string> {
  const parts = [
    ['Applications by tier and verdict', await applicationsByTier(handed)],
    ['Mean time per stage', await timePerStage(handed)],
    ['Schedule of one loan', await oneSchedule(crew, borrowers)],
    ['Loans by bucket', await loansByBucket(crew, borrowers)],
    ['Collection cases by level', await casesByLevel(crew)],
    ['Cash collected against due', await cashAgainstDue(crew, borrowers)],
    ['Trial balance', await trialBalance(crew)],
  ] as const;
  return parts.map(([title, text]) => `\n${title}\n${text}`).join('\n');
}

async function applicationsByTier(handed: readonly Handed[]): Promise<string> {
  const answers = await inParallel(handed, ({ officer, applicationId }) =>
    officer.get<ApplicationAnswer>(`/v1/applications/${applicationId}`),
  );
  const counts = countBy(
    answers,
    ({ tier, status }) => `${tier ?? 'by rule'}\t${verdictOf(status)}`,
  );
  const rows = byKey(counts).map(([key, count]) => [...key.split('\t'), String(count)]);
  return renderTable(['tier', 'verdict', 'applications'], rows);
}

function verdictOf(status: string): string {
  return status === 'declined' ? 'declined' : `approved (${status})`;
}

async function timePerStage(handed: readonly Handed[]): Promise<string> {
  const timelines = await readTimelines(handed);
  const hoursByKey = new Map<string, number[]>();
  for (const { key, hours } of timelines.flatMap(stageHours)) {
    hoursByKey.set(key, [...(hoursByKey.get(key) ?? []), hours]);
  }
  const rows = [...hoursByKey].map(([key, hours]) => [
    key,
    String(hours.length),
    (hours.reduce((total, each) => total + each, 0) / hours.length).toFixed(1),
  ]);
  return renderTable(['stage', 'closed', 'mean hours'], rows);
}

/** From opening to closing, in business time; a stage that was sent back counts from its first opening. */
function stageHours(events: readonly TimelineEvent[]): { key: string; hours: number }[] {
  const openedAt = new Map<string, number>();
  return events.flatMap(({ kind, stageId, occurredAt, details }) => {
    if (stageId === null) return [];
    const at = Date.parse(occurredAt);
    if (kind === 'stage.opened') openedAt.set(stageId, at);
    const from = openedAt.get(stageId);
    const isLast = kind === 'stage.closed' && details['verdict'] !== 'return';
    if (!isLast || from === undefined) return [];
    return [{ key: String(details['key']), hours: (at - from) / 3_600_000 }];
  });
}

async function oneSchedule(crew: Crew, borrowers: readonly Borrower[]): Promise<string> {
  const shortest = [...borrowers].sort(
    (a, b) => a.applicant.installmentCount - b.applicant.installmentCount,
  )[0];
  if (shortest === undefined) return 'no loan was paid out';
  const finance = crew.one('finance');
  const { number } = await finance.get<LoanAnswer>(`/v1/loans/${shortest.loanId}`);
  const rows = await readRows(crew, shortest);
  const lines = rows.map((row) => [
    String(row.number),
    row.dueDate,
    row.due.principal.amount,
    row.due.interest.amount,
    row.dueTotal.amount,
    row.paidTotal.amount,
    row.balance.amount,
  ]);
  const titles = ['row', 'due', 'principal', 'interest', 'due amount', 'paid', 'balance'];
  return `${number}, ${shortest.applicant.amount} CNY\n${renderTable(titles, lines)}`;
}

async function readRows(crew: Crew, { loanId }: Borrower): Promise<readonly Row[]> {
  const path = `/v1/loans/${loanId}/schedule`;
  return (await crew.one('finance').get<{ rows: readonly Row[] }>(path)).rows;
}

async function loansByBucket(crew: Crew, borrowers: readonly Borrower[]): Promise<string> {
  const loans = await inParallel(borrowers, ({ loanId }) =>
    crew.one('finance').get<LoanAnswer>(`/v1/loans/${loanId}`),
  );
  const counts = countBy(loans, ({ status, bucket }) => (status === 'active' ? bucket : status));
  const overdue = sumBy(loans, ({ status, bucket, overdueTotal }) => [
    status === 'active' ? bucket : status,
    overdueTotal.amount,
  ]);
  const rows = byKey(counts).map(([key, count]) => [key, String(count), overdue.get(key)!]);
  return renderTable(['bucket', 'loans', 'overdue'], rows);
}

async function casesByLevel(crew: Crew): Promise<string> {
  const cases = await readCases(crew);
  const counts = countBy(cases, ({ status, level }) => `${status}\t${level}`);
  const rows = byKey(counts).map(([key, count]) => [...key.split('\t'), String(count)]);
  return renderTable(['status', 'level', 'cases'], rows);
}

async function cashAgainstDue(crew: Crew, borrowers: readonly Borrower[]): Promise<string> {
  const { businessDate } = await crew.one('finance').get<{ businessDate: IsoDate }>('/v1/me');
  const rows = (await inParallel(borrowers, (borrower) => readRows(crew, borrower))).flat();
  const fallen = rows.filter(({ dueDate }) => dueDate <= businessDate);
  const due = sumBy(fallen, ({ dueDate, dueTotal }) => [dueDate.slice(0, 7), dueTotal.amount]);
  const paid = sumBy(fallen, ({ dueDate, paidTotal }) => [dueDate.slice(0, 7), paidTotal.amount]);
  const lines = byKey(due).map(([month, amount]) => {
    const share = (Number(paid.get(month)) / Number(amount)) * 100;
    return [month, amount, paid.get(month)!, `${share.toFixed(1)} %`];
  });
  return renderTable(['due in', 'due', 'collected', 'share'], lines);
}

async function trialBalance(crew: Crew): Promise<string> {
  const balance = await crew.one('finance').get<TrialBalance>('/v1/ledger/trial-balance');
  const rows = balance.accounts.map(({ accountCode, name, debit, credit }) => [
    `${accountCode} ${name}`,
    debit.amount,
    credit.amount,
  ]);
  const totals = balance.totals.map(({ debit, credit }) => ['total', debit.amount, credit.amount]);
  return renderTable(['account', 'debit', 'credit'], [...rows, ...totals]);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function byKey<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Sums of decimal amounts with two digits, by key. */
function sumBy<T>(
  items: readonly T[],
  entryOf: (item: T) => readonly [string, string],
): Map<string, string> {
  const fen = new Map<string, bigint>();
  for (const [key, amount] of items.map(entryOf)) {
    fen.set(key, (fen.get(key) ?? 0n) + BigInt(amount.replace('.', '')));
  }
  return new Map([...fen].map(([key, total]) => [key, inYuan(total)]));
}

function inYuan(fen: bigint): string {
  const text = fen.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
