/** The borrower's first page: what to do now, most pressing first, and what comes next. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { toWireMoney } from '../domain/money.ts';
import { listBorrowerNotices } from '../db/queries/borrower-notices.ts';
import { listBorrowerRequests, type BorrowerRequest } from '../db/queries/borrower-requests.ts';
import { findBorrowerContact } from '../db/queries/borrower-views.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import { listCounterOffers } from '../db/queries/counter-offers.ts';
import { listLoans, type ListedLoan } from '../db/queries/loan-list.ts';
import { findLatestOffer } from '../db/queries/offers.ts';
import { listOwnApplications } from '../db/queries/own-applications.ts';
import type { Application } from '../db/queries/applications.ts';
import type { DB } from '../db/tables.ts';
import { businessDateOf } from '../domain/instant.ts';
import type { BorrowerActor } from './context.ts';
import { ownStatusOf } from './own-applications.ts';
import type * as wire from './schemas/my-profile.ts';

type Overview = z.output<typeof wire.overview>;
type ToDo = Overview['toDo'][number];

const MOST = 100;

export async function presentOverview(
  db: Kysely<DB>,
  actor: BorrowerActor,
  clock: BusinessClock,
): Promise<Overview> {
  const { customerId, displayName } = actor;
  const { businessDate } = clock;
  const cut = { limit: MOST, offset: 0 };
  const scope = { customerId };
  const { loans } = await listLoans(db, { scope, businessDate, ...cut });
  const { rows } = await listOwnApplications(db, customerId, cut);
  const requests = await listBorrowerRequests(db, { scope, ...cut });
  const { unreadCount } = await listBorrowerNotices(db, customerId, { limit: 1, offset: 0 });
  const applications = rows.map(({ application }) => application);
  const ofApplications = await Promise.all(
    applications.map((application) => toDoOf(db, application, clock)),
  );
  const toDo = [
    ...loans.flatMap((loan) => dueOf(loan, businessDate)),
    ...ofApplications.flat(),
    ...requests.rows.flatMap(answerOf),
  ];
  return {
    displayName,
    businessDate,
    toDo: toDo.toSorted((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind)),
    nextDue: nextDueOf(loans),
    openLoanCount: loans.filter(({ status }) => status === 'active').length,
    openApplicationCount: applications.filter(isOpen).length,
    unreadCount,
    contact: (await findBorrowerContact(db, customerId)) ?? null,
  };
}

const urgency: readonly ToDo['kind'][] = [
  'pay_overdue',
  'pay_due',
  'accept_offer',
  'answer_terms',
  'hand_in_missing',
  'read_answer',
  'finish_draft',
];

const nothing = {
  loanId: null,
  applicationId: null,
  borrowerRequestId: null,
  amount: null,
  date: null,
  daysPastDue: 0,
} as const;

function dueOf(loan: ListedLoan, businessDate: string): ToDo[] {
  const { loanId, number, overdue, nextDueDate, nextDue, daysPastDue } = loan;
  const late = { ...nothing, loanId, number, daysPastDue };
  if (overdue.minor > 0n && daysPastDue > 0)
    return [{ ...late, kind: 'pay_overdue', amount: toWireMoney(overdue) }];
  if (nextDueDate !== businessDate || nextDue.minor === 0n) return [];
  return [{ ...late, kind: 'pay_due', amount: toWireMoney(nextDue), date: nextDueDate }];
}

async function toDoOf(
  db: Kysely<DB>,
  application: Application,
  { timeZone }: BusinessClock,
): Promise<ToDo[]> {
  const { applicationId, number, status } = application;
  const of = { ...nothing, applicationId, number, amount: toWireMoney(application.amount) };
  if (status === 'draft') return [{ ...of, kind: 'finish_draft' }];
  if (status === 'returned') {
    const offers = await listCounterOffers(db, applicationId);
    const isAsked = offers.some((offer) => offer.status === 'open');
    return [{ ...of, kind: isAsked ? 'answer_terms' : 'hand_in_missing' }];
  }
  if (status !== 'offered') return [];
  const offer = await findLatestOffer(db, applicationId);
  const date = offer === undefined ? null : businessDateOf(offer.expiresAt, timeZone);
  return [{ ...of, kind: 'accept_offer', date }];
}

function answerOf({ borrowerRequestId, number, answer, answerReadAt }: BorrowerRequest): ToDo[] {
  if (answer === null || answerReadAt !== null) return [];
  return [{ ...nothing, kind: 'read_answer', borrowerRequestId, number }];
}

function nextDueOf(loans: readonly ListedLoan[]): Overview['nextDue'] {
  const [next] = loans
    .flatMap(({ loanId, number, nextDueDate, nextDue }) =>
      nextDueDate === null || nextDue.minor === 0n
        ? []
        : [{ loanId, number, amount: toWireMoney(nextDue), dueDate: nextDueDate }],
    )
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
  return next ?? null;
}

const over: readonly ReturnType<typeof ownStatusOf>[] = [
  'paid_out',
  'declined',
  'expired',
  'withdrawn',
];

function isOpen({ status }: Application): boolean {
  return !over.includes(ownStatusOf(status));
}
