/**
 * Fourteen months of a loan book. The clock goes from one date on which somebody does something to the next; on each
 * of them borrowers pay by their habit and, every fortnight, collectors work their cases.
 */
import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts';
import type { Habit } from './applicants.ts';
import { moveTo, readBusinessDate } from './clock.ts';
import { readPromises, workCases, type Promised } from './collect.ts';
import type { Crew } from './crew.ts';
import type { Borrower } from './disburse.ts';
import type { Caller } from './http.ts';
import { inParallel } from './parallel.ts';

const MONTHS = 14;
const COLLECTORS_EVERY_DAYS = 15;

type Row = { readonly number: number; readonly dueDate: IsoDate };
type LoanAnswer = {
  readonly number: string;
  readonly status: string;
  readonly dueNow: { readonly [component: string]: { readonly amount: string } };
};
type QuoteAnswer = {
  readonly payoffQuoteId: string;
  readonly amount: { readonly amount: string; readonly currency: string };
};

type Act = {
  readonly date: IsoDate;
  readonly kind: 'pay' | 'settle';
  readonly loanId: string;
};

type Life = {
  readonly startDate: IsoDate;
  /** Gets a line of progress a month. */
  readonly tell: (line: string) => void;
  /** Fourteen unless said otherwise. */
  readonly months?: number;
};

export async function liveThrough(
  crew: Crew,
  borrowers: readonly Borrower[],
  { startDate, tell, months = MONTHS }: Life,
): Promise<IsoDate> {
  const endDate = addMonths(startDate, months);
  const stumbling = borrowers.filter(({ applicant }) => applicant.habit.kind === 'stumbles');
  const acts = (await inParallel(borrowers, (borrower) => planActs(crew, borrower))).flat();
  const promised = await readPromises(crew, new Set(stumbling.map((each) => each.customerId)));
  acts.push(...promised.flatMap((promise) => actsAfter(promise, stumbling)));
  const collectorDates = everyFortnight(startDate, endDate);
  let month = 1;
  for (let date = await readBusinessDate(crew.one('admin')); ;) {
    await actOn(crew, stumbling, date, { acts, isCollectorDate: collectorDates.includes(date) });
    if (date >= endDate) return endDate;
    date = nextStop([...collectorDates, endDate, ...acts.map((act) => act.date)], date);
    await moveTo(crew.one('admin'), date);
    while (addMonths(startDate, month) <= date) {
      tell(`  month ${month} of ${months}: ${date}`);
      month += 1;
    }
  }
}

function everyFortnight(startDate: IsoDate, endDate: IsoDate): IsoDate[] {
  const dates: IsoDate[] = [];
  for (let date = addDays(startDate, COLLECTORS_EVERY_DAYS); date < endDate;) {
    dates.push(date);
    date = addDays(date, COLLECTORS_EVERY_DAYS);
  }
  return dates;
}

function nextStop(dates: readonly IsoDate[], after: IsoDate): IsoDate {
  return dates
    .filter((date) => date > after)
    .reduce((first, date) => (date < first ? date : first));
}

async function planActs(crew: Crew, { loanId, applicant }: Borrower): Promise<Act[]> {
  const { rows } = await crew
    .one('finance')
    .get<{ rows: readonly Row[] }>(`/v1/loans/${loanId}/schedule`);
  return rows.flatMap((row) => {
    const act = actFor(applicant.habit, row);
    return act === undefined ? [] : [{ ...act, loanId }];
  });
}

/** What the borrower does about an installment; undefined: nothing. */
function actFor(habit: Habit, { number, dueDate }: Row): Omit<Act, 'loanId'> | undefined {
  switch (habit.kind) {
    case 'on_time':
      return { date: dueDate, kind: 'pay' };
    case 'late':
      return { date: addDays(dueDate, habit.days), kind: 'pay' };
    case 'stumbles':
    case 'stops':
      return number <= habit.paidCount ? { date: dueDate, kind: 'pay' } : undefined;
    case 'settles':
      if (number > habit.installmentNumber) return undefined;
      return { date: dueDate, kind: number === habit.installmentNumber ? 'settle' : 'pay' };
  }
}

type Occasion = { readonly acts: Act[]; readonly isCollectorDate: boolean };

async function actOn(
  crew: Crew,
  stumbling: readonly Borrower[],
  date: IsoDate,
  { acts, isCollectorDate }: Occasion,
): Promise<void> {
  const finance = crew.one('finance');
  const today = acts.filter((act) => act.date === date);
  await inParallel(today, (act) =>
    act.kind === 'pay' ? payWhatIsDue(finance, act) : settle(finance, act),
  );
  if (!isCollectorDate) return;
  const promised = await workCases(crew, date, new Set(stumbling.map((each) => each.customerId)));
  acts.push(...promised.flatMap((promise) => actsAfter(promise, stumbling)));
}

/** Whoever promised pays on that day, and from then on a few days late, but pays. */
function actsAfter(promise: Promised, stumbling: readonly Borrower[]): Act[] {
  const borrower = stumbling.find(({ customerId }) => customerId === promise.customerId);
  if (borrower === undefined) return [];
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(promise.date, index));
  return months.map((date) => ({ date, kind: 'pay' as const, loanId: borrower.loanId }));
}

async function payWhatIsDue(finance: Caller, { loanId, date }: Act): Promise<void> {
  const loan = await finance.get<LoanAnswer>(`/v1/loans/${loanId}`);
  const fen = Object.values(loan.dueNow).reduce((total, { amount }) => total + toFen(amount), 0n);
  if (loan.status !== 'active' || fen === 0n) return;
  await finance.post(`/v1/loans/${loanId}/payments`, `pay-${loanId}-${date}`, {
    amount: { amount: fromFen(fen), currency: 'CNY' },
    provider: 'demo-bank',
    providerReference: `${loan.number}/${date}`,
  });
}

async function settle(finance: Caller, { loanId, date }: Act): Promise<void> {
  const loan = await finance.get<LoanAnswer>(`/v1/loans/${loanId}`);
  if (loan.status !== 'active') return;
  const quote = await finance.post<QuoteAnswer>(
    `/v1/loans/${loanId}/payoff-quotes`,
    `quote-${loanId}-${date}`,
    { payoffDate: date },
  );
  await finance.post(`/v1/loans/${loanId}/payments`, `settle-${loanId}-${date}`, {
    amount: quote.amount,
    provider: 'demo-bank',
    providerReference: `${loan.number}/${date}`,
    purpose: 'payoff',
    payoffQuoteId: quote.payoffQuoteId,
  });
}

function toFen(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function fromFen(fen: bigint): string {
  const text = fen.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
