/**
 * The demonstration's own audit: each loan's balance equals its postings, the trial balance is zero, every step of the
 * reminder ladder happened exactly once per installment, and rows and workflows agree.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import type { Crew } from './crew.ts';
import type { Borrower } from './disburse.ts';
import type { Caller } from './http.ts';
import { inParallel } from './parallel.ts';

type Amount = { readonly amount: string };
type LoanAnswer = {
  readonly number: string;
  readonly openedDate: IsoDate;
  readonly closedDate: IsoDate | null;
  readonly businessDate: IsoDate;
  readonly outstanding: Amount;
};
type Row = {
  readonly number: number;
  readonly dueDate: IsoDate;
  readonly paidDate: IsoDate | null;
};
type Step = { readonly kind: string; readonly installmentNumber: number; readonly date: IsoDate };
type Posting = {
  readonly accountCode: string;
  readonly side: 'debit' | 'credit';
  readonly amount: Amount;
};
type Entries = {
  readonly items: readonly { readonly postings: readonly Posting[] }[];
  readonly next: string | null;
};
type TrialBalance = {
  readonly isBalanced: boolean;
  readonly totals: readonly { readonly debit: Amount; readonly credit: Amount }[];
};

/** The reminder plan of the sample installation: days before the due date. */
const REMINDER_DAYS = [7, 3, 1, 0];
/** Principal, performing and not. */
const PRINCIPAL_ACCOUNTS = ['1101', '1102'];

/** @returns what is off, a line each; nothing when all agrees */
export async function checkBooks(crew: Crew, borrowers: readonly Borrower[]): Promise<string[]> {
  const finance = crew.one('finance');
  const perLoan = await inParallel(borrowers, async ({ loanId }) => {
    const loan = await finance.get<LoanAnswer>(`/v1/loans/${loanId}`);
    return [
      ...(await checkBalance(finance, loanId, loan)),
      ...(await checkLadder(finance, loanId, loan)),
    ];
  });
  return [...perLoan.flat(), ...(await checkTrialBalance(finance)), ...(await reconcile())];
}

async function checkBalance(
  finance: Caller,
  loanId: string,
  { number, outstanding }: LoanAnswer,
): Promise<string[]> {
  let fen = 0n;
  for (let cursor: string | null = ''; cursor !== null;) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Entries = await finance.get(`/v1/loans/${loanId}/entries?size=200${from}`);
    for (const { accountCode, side, amount } of page.items.flatMap(({ postings }) => postings)) {
      if (!PRINCIPAL_ACCOUNTS.includes(accountCode)) continue;
      fen += side === 'debit' ? toFen(amount) : -toFen(amount);
    }
    cursor = page.next;
  }
  if (fen === toFen(outstanding)) return [];
  return [`${number}: postings say ${fen} fen of principal, the loan ${outstanding.amount}`];
}

async function checkLadder(finance: Caller, loanId: string, loan: LoanAnswer): Promise<string[]> {
  const { rows } = await finance.get<{ rows: readonly Row[] }>(`/v1/loans/${loanId}/schedule`);
  const { items } = await finance.get<{ items: readonly Step[] }>(`/v1/loans/${loanId}/steps`);
  const lastDate = loan.closedDate ?? loan.businessDate;
  return rows.flatMap((row) => {
    const expected = REMINDER_DAYS.map((days) => addDays(row.dueDate, -days))
      .filter((date) => date > loan.openedDate && date <= lastDate)
      .filter((date) => row.paidDate === null || date <= row.paidDate);
    const found = items
      .filter(
        ({ kind, installmentNumber }) => kind === 'reminder' && installmentNumber === row.number,
      )
      .map(({ date }) => date)
      .sort();
    if (found.join() === expected.join()) return [];
    const dates = `expected ${expected.join(' ') || 'none'}, found ${found.join(' ') || 'none'}`;
    return [`${loan.number} row ${row.number}, reminders: ${dates}`];
  });
}

async function checkTrialBalance(finance: Caller): Promise<string[]> {
  const { isBalanced, totals } = await finance.get<TrialBalance>('/v1/ledger/trial-balance');
  if (isBalanced) return [];
  return totals.map(({ debit, credit }) => `debits ${debit.amount}, credits ${credit.amount}`);
}

/** Rows against workflows is the reconciliation's business: it is run as an operator runs it. */
async function reconcile(): Promise<string[]> {
  const program = fileURLToPath(new URL('../reconcile.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0 ? [] : ['the reconciliation found differences; they stand above'];
}

function toFen({ amount }: Amount): bigint {
  return BigInt(amount.replace('.', ''));
}
