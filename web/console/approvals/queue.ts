/** The queues of the console: their names at the API, their addresses, and their rows. */
import type { AnswerOf, InputOf } from '../../api/contract.ts';
import type { listQueue } from '../../api/contracts/approvals.ts';
import type { ListParams } from '../../app/list-params.ts';
import type { SearchOf } from '../../app/search.ts';
import type { queueSearch } from './search.ts';

export type QueueLine = AnswerOf<typeof listQueue>['items'][number];
export type QueueParams = SearchOf<typeof queueSearch>;
export type QueueList = ListParams<typeof queueSearch>;

export const queuePaths = {
  todo: '/approvals/todo',
  advice: '/approvals/advice',
  delegated: '/approvals/delegated',
  done: '/approvals/done',
  started: '/approvals/started',
  copied: '/approvals/cc',
  all: '/approvals/all',
} as const;

export type QueueName = keyof typeof queuePaths;
export const queueNames = Object.keys(queuePaths) as readonly QueueName[];

/** The queue an address belongs to; the first one for any other address. */
export function queueOf(path: string): QueueName {
  return queueNames.find((name) => path.startsWith(queuePaths[name])) ?? 'todo';
}

const sorts = ['due', 'amount', 'number', 'arrived'] as const;
type Sort = NonNullable<InputOf<typeof listQueue>['query']['sort']>;

function sortOf(sort: string | undefined): Sort | undefined {
  const key = sort?.replace(/^-/, '');
  return sorts.some((known) => known === key) ? (sort as Sort) : undefined;
}

/** What narrows and orders a queue; a saved view keeps the same. */
export function toNarrowing(params: QueueParams) {
  const { q, sort, kind, product, fromAmount, toAmount, grade, sla, flag } = params;
  const narrowing = {
    text: q === '' ? undefined : q,
    sort: sortOf(sort),
    kind,
    product,
    fromAmount,
    toAmount,
    grade,
    sla,
    flag,
  };
  return withoutGaps(narrowing);
}

export function toQueueInput(queue: QueueName, params: QueueParams): InputOf<typeof listQueue> {
  const { page, size, isRead } = params;
  const query = { mine: queue, page, size, isRead, ...toNarrowing(params) };
  return { query: withoutGaps(query) };
}

type Filled<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function withoutGaps<T extends object>(values: T): Filled<T> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Filled<T>;
}

/** One row for each stage; a case without a running stage is its own row. */
export function rowIdOf({ stage, applicationId, requestId }: QueueLine): string {
  return stage?.stageId ?? applicationId ?? requestId ?? '';
}

/** Where the case of a row is read. */
export function hrefOf({ applicationId, requestId }: QueueLine): string {
  return applicationId === null
    ? `/approvals/requests/${requestId}`
    : `/applications/${applicationId}`;
}
