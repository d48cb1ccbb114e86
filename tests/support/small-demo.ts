/**
 * The demonstration in small: a handful of its applicants, two months, the same people and rules. Both ends are on fixed
 * business dates, so that two runs can be compared amount by amount, whatever happened to the platform in between.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts';
import { readApplicants, type Applicant } from '../../ops/demo/applicants.ts';
import { takeIn, type Handed } from '../../ops/demo/apply.ts';
import { moveTo, readBusinessDate } from '../../ops/demo/clock.ts';
import { gatherCrew, type Crew } from '../../ops/demo/crew.ts';
import { answerReturns, countUndecided, voteOnce } from '../../ops/demo/decide.ts';
import { payOut, type Borrower } from '../../ops/demo/disburse.ts';
import { signIn } from '../../ops/demo/http.ts';
import { liveThrough } from '../../ops/demo/live.ts';
import { SAMPLE_PASSWORD } from '../../ops/seed.ts';

/** When something may happen to the platform: while votes come in, while its clock moves, while payments come in. */
export type Moment = 'voting' | 'moving' | 'paying';

export type SmallDemo = {
  readonly startDate: IsoDate;
  /** Runs beside the demonstration; it begins in the middle of what the moment names. */
  readonly at: (moment: Moment) => Promise<void>;
};

const MONTHS = 2;
const MOST_DECISION_DAYS = 20;
const habits: readonly Applicant['habit']['kind'][] = [
  'on_time',
  'on_time',
  'late',
  'late',
  'stumbles',
  'stops',
];

/** @returns tomorrow by the platform's clock: the day both runs can begin on */
export async function readTomorrow(url: string): Promise<IsoDate> {
  const admin = await signIn({
    baseUrl: url,
    userName: 'admin1',
    password: SAMPLE_PASSWORD,
    keyPrefix: 'small',
  });
  return addDays(await readBusinessDate(admin), 1);
}

/** @returns what two runs must agree on */
export async function runSmallDemo(url: string, demo: SmallDemo) {
  const crew = await gatherCrew(url, 'small');
  const admin = crew.one('admin');
  await moveTo(admin, demo.startDate);
  const applicants = pick(await readApplicants());
  const handed = await takeIn(crew, applicants, { run: 1, businessDate: demo.startDate });
  await decide(crew, handed, demo);
  const payOutDate = addDays(demo.startDate, MOST_DECISION_DAYS + 1);
  await moveTo(admin, payOutDate);
  const borrowers = await payOut(crew, handed);
  await service(crew, borrowers, { ...demo, startDate: payOutDate });
  return readBooks(crew, borrowers);
}

/** The first of each habit with an amount that two or three people decide about. */
function pick(all: readonly Applicant[]): Applicant[] {
  const left = all.filter(({ product }) => product === 'consumer');
  return habits.map((kind) => {
    const index = left.findIndex(({ habit }) => habit.kind === kind);
    const [found] = left.splice(index, 1);
    if (index === -1 || found === undefined) throw new Error(`nobody in the example is ${kind}`);
    return found;
  });
}

async function decide(
  crew: Crew,
  handed: readonly Handed[],
  { startDate, at }: SmallDemo,
): Promise<void> {
  const admin = crew.one('admin');
  await Promise.all([voteOnce(crew, handed), at('voting')]);
  for (let date = startDate; (await countUndecided(handed)) > 0;) {
    date = addDays(date, 1);
    if (date > addDays(startDate, MOST_DECISION_DAYS)) throw new Error('a case finds no end');
    await moveTo(admin, date);
    await voteOnce(crew, handed);
    await answerReturns(handed, date);
  }
}

/** One day more than the months: whatever came in on the last of them has been taken in then. */
async function service(
  crew: Crew,
  borrowers: readonly Borrower[],
  { startDate, at }: SmallDemo,
): Promise<void> {
  const admin = crew.one('admin');
  const beside: Promise<void>[] = [untilMoving(crew).then(() => at('moving'))];
  const tell = (line: string) => {
    if (line.includes('month 1 ')) beside.push(at('paying'));
  };
  await liveThrough(crew, borrowers, { startDate, tell, months: MONTHS });
  await Promise.all(beside);
  await moveTo(admin, addDays(addMonths(startDate, MONTHS), 1));
}

async function untilMoving(crew: Crew): Promise<void> {
  const admin = crew.one('admin');
  for (;;) {
    const { moving } = await admin.get<{ moving: object | null }>('/v1/training-clock');
    if (moving !== null) return;
    await sleep(20);
  }
}

type Amount = { readonly amount: string };
type Row = {
  readonly number: number;
  readonly dueDate: IsoDate;
  readonly paidDate: IsoDate | null;
  readonly dueTotal: Amount;
  readonly paidTotal: Amount;
  readonly balance: Amount;
};
type LoanAnswer = {
  readonly status: string;
  readonly bucket: string;
  readonly outstanding: Amount;
  readonly overdueTotal: Amount;
};
type Step = { readonly kind: string; readonly installmentNumber: number; readonly date: IsoDate };
type TrialBalance = {
  readonly accounts: readonly {
    readonly accountCode: string;
    readonly debit: Amount;
    readonly credit: Amount;
  }[];
};

/** Amounts, dates and steps; no id and no instant, which no two runs share. */
async function readBooks(crew: Crew, borrowers: readonly Borrower[]) {
  const finance = crew.one('finance');
  const loans = [];
  for (const { loanId, applicant } of borrowers) {
    const loan = await finance.get<LoanAnswer>(`/v1/loans/${loanId}`);
    const { rows } = await finance.get<{ rows: readonly Row[] }>(`/v1/loans/${loanId}/schedule`);
    const { items } = await finance.get<{ items: readonly Step[] }>(`/v1/loans/${loanId}/steps`);
    loans.push({
      row: applicant.row,
      habit: applicant.habit.kind,
      status: `${loan.status} ${loan.bucket}`,
      outstanding: loan.outstanding.amount,
      overdue: loan.overdueTotal.amount,
      rows: rows.map((row) => lineOf(row)),
      steps: items.map(
        ({ kind, installmentNumber, date }) => `${date} ${installmentNumber} ${kind}`,
      ),
    });
  }
  const { accounts } = await finance.get<TrialBalance>('/v1/ledger/trial-balance');
  return {
    loans: loans.map((loan) => ({ ...loan, steps: loan.steps.sort() })),
    trialBalance: accounts
      .map(({ accountCode, debit, credit }) => `${accountCode} ${debit.amount} ${credit.amount}`)
      .sort(),
  };
}

function lineOf({ number, dueDate, paidDate, dueTotal, paidTotal, balance }: Row): string {
  const amounts = [dueTotal, paidTotal, balance].map(({ amount }) => amount).join(' ');
  return `${number} ${dueDate} ${amounts} ${paidDate ?? 'open'}`;
}
