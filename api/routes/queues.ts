/** Work queues: pages of them, how much waits where, and the next task of one. */
import { addDays } from '../../domain/calendar.ts';
import { localInstant } from '../../domain/instant.ts';
import { parseAmount } from '../../domain/money.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import type { QueueFilter, QueueQuestion, QueueTimes } from '../../db/queries/queue-filters.ts';
import type { QueueReader } from '../../db/queries/queue-sources.ts';
import { countQueue, countQueues, listQueue } from '../../db/queries/stage-queue.ts';
import type { ReadContext } from '../context.ts';
import { offsetOf, toPage } from '../paging.ts';
import { presentLine } from '../queue-line.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/queue.ts';

const tag = 'queues';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/stages',
    access: 'approval.read',
    tag,
    summary: 'List a queue: mine to do, done, started, delegated, asked, copied, my team’s, or all',
    query: wire.queueQuery,
    response: wire.queuePage,
    refusals: ['amount_malformed'],
    handler: async ({ db, query, actor, scope, clock }) => {
      const { page, size, mine, isRead, ...narrowing } = query;
      const question = toQuestion({ mine, ...narrowing, ...toRead(isRead) }, clock);
      const reader = readerOf({ actor, scope });
      const cut = { limit: size, offset: offsetOf({ page, size }) };
      const rows = await listQueue(db, reader, question, cut);
      const total = await countQueue(db, reader, question);
      const found = { rows, total, asOf: clock.now };
      return { body: toPage(query, found, (line) => presentLine(line, actor, clock.now)) };
    },
  }),
  defineRead({
    path: '/v1/queue-counts',
    access: 'approval.read',
    tag,
    summary: 'Say how much stands in each queue',
    response: wire.queueCounts,
    handler: async ({ db, actor, scope, clock }) => {
      const counts = await countQueues(db, readerOf({ actor, scope }), clock.now);
      return { body: { ...counts, asOf: clock.now } };
    },
  }),
  defineRead({
    path: '/v1/next-task',
    access: 'approval.read',
    tag,
    summary: 'Find the next task of a queue that nobody else is at',
    query: wire.nextTaskQuery,
    response: wire.nextTask,
    refusals: ['amount_malformed'],
    handler: async ({ db, query, actor, scope, clock }) => {
      const question = toQuestion(query, clock, { freeFor: actor.actorId });
      const reader = readerOf({ actor, scope });
      const [line] = await listQueue(db, reader, question, { limit: 1, offset: 0 });
      const task = line === undefined ? null : presentLine(line, actor, clock.now);
      const remaining = await countQueue(db, reader, question);
      return { body: { task, remaining, asOf: clock.now } };
    },
  }),
];

function readerOf({
  actor,
  scope,
}: Pick<ReadContext<unknown, unknown>, 'actor' | 'scope'>): QueueReader {
  return { officerId: actor.actorId, branchId: actor.branchId, scope };
}

type Asked = Omit<QueueFilter, 'amount' | 'freeFor'> &
  Pick<wire.QueueQuery, 'mine' | 'fromAmount' | 'toAmount' | 'currency' | 'sort'>;

/** @throws DomainError `amount_malformed` for more decimals than the currency has */
function toQuestion(asked: Asked, clock: BusinessClock, more: QueueFilter = {}): QueueQuestion {
  const { mine, sort, fromAmount, toAmount, currency, ...filter } = asked;
  return {
    queue: mine,
    sort: sort ?? null,
    times: timesOf(clock),
    filter: { ...filter, ...amountOf({ fromAmount, toAmount, currency }), ...more },
  };
}

function amountOf({
  fromAmount,
  toAmount,
  currency = 'CNY',
}: { [K in 'fromAmount' | 'toAmount' | 'currency']: Asked[K] | undefined }): Pick<
  QueueFilter,
  'amount'
> {
  if (fromAmount === undefined && toAmount === undefined) return {};
  const minorOf = (text: string | undefined) =>
    text === undefined ? null : parseAmount(text, currency).minor;
  return { amount: { currency, fromMinor: minorOf(fromAmount), toMinor: minorOf(toAmount) } };
}

function timesOf({ now, businessDate, timeZone }: BusinessClock): QueueTimes {
  return { now, endOfDay: localInstant(addDays(businessDate, 1), '00:00', timeZone) };
}

function toRead(isRead: 'true' | 'false' | undefined): Pick<QueueFilter, 'isRead'> {
  return isRead === undefined ? {} : { isRead: isRead === 'true' };
}
