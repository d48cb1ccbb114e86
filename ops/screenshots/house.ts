/**
 * The house the pictures are taken in: a few of the demonstration's applicants whose loans have lived three months,
 * and as many who have just asked, on fixed dates, so that two runs show the same people, amounts and days.
 */
import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Role } from '../../domain/roles.ts';
import { readApplicants, type Applicant } from '../demo/applicants.ts';
import { takeIn, type Handed } from '../demo/apply.ts';
import { moveTo, readBusinessDate } from '../demo/clock.ts';
import { readCases } from '../demo/collect.ts';
import { gatherCrew, type Crew } from '../demo/crew.ts';
import { answerReturns, countUndecided, voteOnce } from '../demo/decide.ts';
import { payOut, type Borrower } from '../demo/disburse.ts';
import { liveThrough } from '../demo/live.ts';
import { SAMPLE_PASSWORD } from '../seed.ts';

const FIRST_DATE = '2030-03-04';
const MONTHS = 3;
const MOST_DECISION_DAYS = 20;
const BORROWER_NAME = 'borrower1';

/** User names and ids, by what the pictures need them for. */
export type Sights = {
  readonly approver: string;
  readonly riskManager: string;
  readonly officer: string;
  readonly finance: string;
  readonly collector: string;
  readonly borrower: string;
  readonly applicationId: string;
  readonly loanId: string;
  readonly caseId: string;
  readonly matrixId: string;
  readonly productId: string;
  readonly ownLoanId: string;
};

/** @param tell gets a line as each part is done */
export async function furnish(url: string, tell: (line: string) => void): Promise<Sights> {
  const crew = await gatherCrew(url, 'pictures');
  const admin = crew.one('admin');
  await moveTo(admin, laterOf(FIRST_DATE, addDays(await readBusinessDate(admin), 1)));
  const [older, newer] = await pick();
  const borrowers = await lend(crew, older, tell);
  const startDate = await readBusinessDate(admin);
  await liveThrough(crew, borrowers, { startDate, tell, months: MONTHS });
  await moveTo(admin, addDays(addMonths(startDate, MONTHS), 12));
  const asked = { run: 1, businessDate: await readBusinessDate(admin) };
  const waiting = await takeIn(crew, newer, asked);
  await receiveUnknownMoney(crew);
  tell(`${borrowers.length} loans, ${waiting.length} applications`);
  return sightsOf(crew, { borrowers, waiting });
}

function laterOf(one: IsoDate, other: IsoDate): IsoDate {
  return one > other ? one : other;
}

/** Loans of every habit first; then who asks for amounts that go different ways. */
async function pick(): Promise<readonly [readonly Applicant[], readonly Applicant[]]> {
  const all = await readApplicants();
  const habits = ['on_time', 'late', 'stumbles', 'stops', 'on_time', 'stops'] as const;
  const older: Applicant[] = [];
  for (const kind of habits) {
    const found = all.find(
      (each) => each.habit.kind === kind && each.product === 'consumer' && !older.includes(each),
    );
    if (found !== undefined) older.push(found);
  }
  return [older, all.filter((each) => !older.includes(each)).slice(0, 14)];
}

async function lend(
  crew: Crew,
  applicants: readonly Applicant[],
  tell: (line: string) => void,
): Promise<readonly Borrower[]> {
  const admin = crew.one('admin');
  const startDate = await readBusinessDate(admin);
  const handed = await takeIn(crew, applicants, { run: 1, businessDate: startDate });
  for (let date = startDate; ; date = addDays(date, 1)) {
    await voteOnce(crew, handed);
    await answerReturns(handed, date);
    if ((await countUndecided(handed)) === 0) break;
    invariant(date < addDays(startDate, MOST_DECISION_DAYS), 'every case finds an end');
    await moveTo(admin, addDays(date, 1));
  }
  tell('The first applications are decided');
  return payOut(crew, handed);
}

/** What the payments desk works on: money that names no loan. */
async function receiveUnknownMoney(crew: Crew): Promise<void> {
  const remarks = ['车贷还款', '王女士 5 月', '代母亲还款', 'repayment'] as const;
  for (const [index, remark] of remarks.entries()) {
    await crew.one('finance').post('/v1/suspense-payments', `unknown-${index}`, {
      amount: { amount: `${(index + 1) * 1_204}.50`, currency: 'CNY' },
      provider: 'bank',
      providerReference: `2030060400${index}`,
      remark,
    });
  }
}

type Found = { readonly borrowers: readonly Borrower[]; readonly waiting: readonly Handed[] };

async function sightsOf(crew: Crew, { borrowers, waiting }: Found): Promise<Sights> {
  const { userName: approver, applicationId } = await busiestApprover(crew, waiting);
  const stumbling = borrowers.find(({ applicant }) => applicant.habit.kind === 'stumbles');
  const own = borrowers.find(({ applicant }) => applicant.habit.kind === 'on_time');
  const loan = stumbling ?? borrowers[0];
  invariant(loan !== undefined && own !== undefined, 'some of the first applicants get a loan');
  const open = (await readCases(crew)).find(({ status }) => status === 'open');
  const late = open ?? (await readCases(crew))[0];
  invariant(late !== undefined, 'somebody is late');
  const collector = crew.officers.find(({ officerId }) => officerId === late.ownerId);
  return {
    approver,
    riskManager: nameOf(crew, 'risk_manager'),
    officer: loan.officer.userName,
    finance: nameOf(crew, 'finance'),
    collector: collector?.userName ?? nameOf(crew, 'collection_lead'),
    borrower: await openPortal(own),
    applicationId,
    loanId: loan.loanId,
    caseId: late.caseId,
    matrixId: await versionOf(crew, 'matrix', 'retail-cn'),
    productId: await versionOf(crew, 'product', 'consumer'),
    ownLoanId: own.loanId,
  };
}

function nameOf(crew: Crew, role: Role): string {
  return crew.one(role).userName;
}

type StageLine = { readonly applicationId: string | null };

/** Whoever has most to decide, and the first case that waits for them. */
async function busiestApprover(crew: Crew, waiting: readonly Handed[]) {
  const ids = new Set(waiting.map(({ applicationId }) => applicationId));
  const queues = await Promise.all(
    crew.all(['credit_officer', 'branch_head', 'risk_manager']).map(async (caller) => {
      const { items } = await caller.get<{ items: readonly StageLine[] }>('/v1/stages?size=100');
      const own = items.flatMap(({ applicationId }) =>
        applicationId === null ? [] : [applicationId],
      );
      return { userName: caller.userName, own: own.filter((id) => ids.has(id)) };
    }),
  );
  const [first] = queues.sort((one, other) => other.own.length - one.own.length);
  const applicationId = first?.own[0];
  invariant(first !== undefined && applicationId !== undefined, 'somebody has a case to decide');
  return { userName: first.userName, applicationId };
}

async function openPortal({ officer, customerId }: Borrower): Promise<string> {
  const user = { userName: BORROWER_NAME, password: SAMPLE_PASSWORD };
  await officer.post(`/v1/customers/${customerId}/users`, 'portal-user', user);
  return BORROWER_NAME;
}

type VersionLine = {
  readonly policyVersionId: string;
  readonly name: string;
  readonly status: string;
};

async function versionOf(crew: Crew, kind: string, name: string): Promise<string> {
  const { items } = await crew
    .one('risk_manager')
    .get<{ items: readonly VersionLine[] }>(`/v1/policy-versions?kind=${kind}&size=100`);
  const found = items.find((line) => line.name === name && line.status === 'active');
  invariant(found !== undefined, `${kind} ${name} is in force`);
  return found.policyVersionId;
}
