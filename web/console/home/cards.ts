/** The figures of the day, in the order of each role's day; each leads into the list behind it. */
import { useQueries } from '@tanstack/react-query';
import { listQueue } from '../../api/contracts/approvals.ts';
import { listYears } from '../../api/contracts/calendar.ts';
import { listAllDelegations } from '../../api/contracts/delegations.ts';
import { listVersions } from '../../api/contracts/policy-versions.ts';
import { listReviews } from '../../api/contracts/reviews.ts';
import { listCases, readBoard, readQueueFigures } from '../../api/contracts/collections.ts';
import { listLoans } from '../../api/contracts/loans.ts';
import { listApplications } from '../../api/contracts/application-drafts.ts';
import { listDisbursements, listSuspense } from '../../api/contracts/payments.ts';
import { countQueues } from '../../api/contracts/queues.ts';
import type { AnswerOf, Contract, InputOf } from '../../api/contract.ts';
import { readOptions } from '../../api/use-read.ts';
import type { Audience, Page } from '../../app/page.ts';
import { mayOpen, type Visitor } from '../../app/page.ts';
import { pages } from '../../routes.ts';

/** What an officer has in hand, by the state of the application. */
const inHand = {
  drafts: 'draft',
  returned: 'returned',
  offered: 'offered',
  ready: 'ready',
} as const;
type ApplicationCard = keyof typeof inHand;

export type CardWord =
  | 'todo'
  | 'overdue'
  | 'copied'
  | 'advice'
  | ApplicationCard
  | 'started'
  | 'ownCases'
  | 'promisesToday'
  | 'followUps'
  | 'freeCases'
  | 'untouched'
  | 'blocked'
  | 'pastDue'
  | 'toRelease'
  | 'inSuspense'
  | 'reviews'
  | 'policyDrafts'
  | 'calendarYears'
  | 'standIns'
  | 'stuck';

type Card = {
  readonly word: CardWord;
  readonly who: Audience;
  readonly path: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly options: ReturnType<typeof readOptions>;
  readonly count: (answer: never) => number;
};

const EVERY_MS = 60_000;

function card<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  count: (answer: AnswerOf<C>) => number,
  rest: Omit<Card, 'options' | 'count'>,
): Card {
  const options = readOptions(contract, input, { everyMs: EVERY_MS });
  return { ...rest, options: options as unknown as Card['options'], count };
}

const approvers = ['approval.vote'] as const;
const one = { size: 1 };
/** The days the board counts over. */
const boardDays = { days: 7, untouchedDays: 7 };

const cards: readonly Card[] = [
  card(countQueues, {}, ({ overdue }) => overdue, {
    word: 'overdue',
    who: approvers,
    path: '/approvals/todo',
    search: { sla: 'overdue' },
  }),
  card(countQueues, {}, ({ todo }) => todo, {
    word: 'todo',
    who: approvers,
    path: '/approvals/todo',
  }),
  card(countQueues, {}, ({ advice }) => advice, {
    word: 'advice',
    who: approvers,
    path: '/approvals/advice',
  }),
  ...(Object.keys(inHand) as ApplicationCard[]).map((word) =>
    card(
      listApplications,
      { query: { ...one, status: inHand[word] } },
      ({ total }: AnswerOf<typeof listApplications>) => total,
      {
        word,
        who: ['application.create'],
        path: '/applications',
        search: { status: inHand[word] },
      },
    ),
  ),
  card(countQueues, {}, ({ started }) => started, {
    word: 'started',
    who: ['application.create'],
    path: '/approvals/started',
  }),
  card(countQueues, {}, ({ copied }) => copied, {
    word: 'copied',
    who: ['approval.read'],
    path: '/approvals/cc',
  }),
  card(listCases, { query: { ...one, owner: 'mine' } }, ({ total }) => total, {
    word: 'ownCases',
    who: ['collection-case.work'],
    path: '/collections/queue',
    search: { owner: 'mine' },
  }),
  card(readQueueFigures, {}, ({ promisesToday }) => promisesToday.count, {
    word: 'promisesToday',
    who: ['collection-case.work'],
    path: '/collections/queue',
    search: { due: 'promise_today', owner: 'mine' },
  }),
  card(readQueueFigures, {}, ({ followUpsDueCount }) => followUpsDueCount, {
    word: 'followUps',
    who: ['collection-case.work'],
    path: '/collections/queue',
    search: { due: 'follow_up', owner: 'mine' },
  }),
  card(listCases, { query: { ...one, owner: 'unowned' } }, ({ total }) => total, {
    word: 'freeCases',
    who: ['collection-case.assign'],
    path: '/collections/queue',
    search: { owner: 'unowned' },
  }),
  card(readBoard, { query: boardDays }, ({ total }) => total.untouchedCount, {
    word: 'untouched',
    who: ['collection-case.assign'],
    path: '/collections/board',
  }),
  card(readBoard, { query: boardDays }, ({ total }) => total.blockedCount, {
    word: 'blocked',
    who: ['collection-case.assign'],
    path: '/collections/board',
  }),
  card(listDisbursements, { query: { ...one, status: 'requested' } }, ({ total }) => total, {
    word: 'toRelease',
    who: ['disbursement.release'],
    path: '/payments/disbursements',
    search: { status: 'requested' },
  }),
  card(listSuspense, { query: one }, ({ total }) => total, {
    word: 'inSuspense',
    who: ['payment.match'],
    path: '/payments/suspense',
  }),
  card(listReviews, {}, ({ total }) => total, {
    word: 'reviews',
    who: ['calendar-change.confirm', 'reference-rate.confirm', 'disbursement.release'],
    path: '/reviews',
  }),
  card(listQueue, { query: { ...one, mine: 'all', sla: 'overdue' } }, ({ total }) => total, {
    word: 'stuck',
    who: ['approval.seat'],
    path: '/approvals/all',
    search: { sla: 'overdue' },
  }),
  card(listVersions, { query: { ...one, kind: 'matrix', status: 'draft' } }, ({ total }) => total, {
    word: 'policyDrafts',
    who: ['policy-version.author'],
    path: '/policy/tiers',
  }),
  card(listYears, {}, ({ unconfirmedCount }) => unconfirmedCount, {
    word: 'calendarYears',
    who: ['calendar-change.create'],
    path: '/admin/calendar',
  }),
  card(listAllDelegations, { query: { ...one, state: 'active' } }, ({ total }) => total, {
    word: 'standIns',
    who: ['delegation.revoke'],
    path: '/admin/delegations',
    search: { state: 'active' },
  }),
  card(listLoans, { query: { ...one, isPastDue: 'true' } }, ({ total }) => total, {
    word: 'pastDue',
    who: ['loan.read'],
    path: '/loans',
    search: { isPastDue: 'true' },
  }),
];

export type CardState = {
  readonly word: CardWord;
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
  /** Undefined until it is known. */
  readonly count: number | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

/** Only what this person may see and where the list has its page; each card fails alone. */
export function useCards(visitor: Visitor): readonly CardState[] {
  const shown = cards.filter(({ who, path }) => {
    const page = (pages as readonly Page[]).find((known) => known.path === path);
    return page !== undefined && mayOpen({ who }, visitor) && mayOpen(page, visitor);
  });
  const answers = useQueries({ queries: shown.map(({ options }) => options) });
  return shown.map(({ word, path, search = {}, count }, index) => {
    const { data, error, refetch } = answers[index]!;
    return {
      word,
      path,
      search,
      count: data === undefined ? undefined : count(data as never),
      error,
      retry: () => void refetch(),
    };
  });
}
