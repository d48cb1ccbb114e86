/** The collector's desk and the supervisor's board: what comes next, the figures of the day, how the team does. */
import { addDays } from '../../domain/calendar.ts';
import { collectorLevels, type CollectorLevel } from '../../domain/collections/ladder.ts';
import { localInstant } from '../../domain/instant.ts';
import { money, sum, toWireMoney, type Currency } from '../../domain/money.ts';
import {
  listBlocks,
  listCollectors,
  readBoardFigures,
  type BoardBlock,
  type CollectorFigures,
} from '../../db/queries/collection-board.ts';
import { countByBucket, readDayFigures } from '../../db/queries/next-cases.ts';
import { allotCases } from '../commands/case-allotments.ts';
import { takeNextCase } from '../commands/next-case.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/collection-cases.ts';

const tag = 'collection-cases';
/** Figures over many loans are shown in the currency of the house. */
const currency: Currency = 'CNY';
const shownBlocks = 50;

const desk: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/collection-cases/next',
    access: 'collection-case.work',
    tag,
    summary: 'Take the next case of the queue whose debtor may be called now',
    body: wire.nextCaseRequest,
    response: wire.nextCase,
    refusals: ['case_claimed', 'officer_lacks_role'],
    command: async (trx, context) => ({
      body: await takeNextCase(trx, context, context.body.exceptCaseId),
    }),
  }),
  defineRead({
    path: '/v1/collection-figures',
    access: 'collection-case.read',
    tag,
    summary: 'Say how many cases there are by bucket, and what the own day holds',
    response: wire.queueFigures,
    handler: async ({ db, actor, scope, clock }) => {
      const { now, businessDate, timeZone } = clock;
      const dayStart = localInstant(businessDate, '00:00', timeZone);
      const officerId = actor.actorId;
      const figures = await readDayFigures(db, { officerId, now, businessDate, dayStart });
      return {
        body: {
          buckets: await countByBucket(db, { scope, businessDate }),
          promisesToday: {
            count: figures.promisesTodayCount,
            amount: inHouse(figures.promisesTodayMinor),
          },
          promisesTomorrow: {
            count: figures.promisesTomorrowCount,
            amount: inHouse(figures.promisesTomorrowMinor),
          },
          brokenYesterdayCount: figures.brokenYesterdayCount,
          followUpsDueCount: figures.followUpsDueCount,
          allottedTodayCount: figures.allottedTodayCount,
          contactsTodayCount: figures.contactsTodayCount,
          recoveredToday: inHouse(figures.recoveredTodayMinor),
        },
      };
    },
  }),
  defineRead({
    path: '/v1/collectors',
    access: 'collection-case.work',
    tag,
    summary: 'List who collects, with their running cases, the least loaded first',
    response: wire.collectors,
    handler: async ({ db, scope }) => {
      const people = await listCollectors(db, { scope, roles: collectorLevels });
      return { body: { items: people.map((person) => ({ ...person, levels: levelsOf(person) })) } };
    },
  }),
];

const board: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/collection-allotments',
    access: 'collection-case.assign',
    tag,
    summary: 'Give several cases to one person; what cannot be given is left and named',
    body: wire.allotment,
    response: wire.allotted,
    command: async (trx, context) => {
      const { givenCount, skipped } = await allotCases(trx, context, context.body);
      return { body: { givenCount, skipped: [...skipped] } };
    },
  }),
  defineRead({
    path: '/v1/collection-board',
    access: 'collection-case.read',
    tag,
    summary: 'Say how the team collects: by person over some days, and what the rules stopped',
    query: wire.boardQuery,
    response: wire.board,
    handler: async ({ db, scope, clock, query }) => {
      const { now, businessDate, timeZone } = clock;
      const startOf = (date: string) => localInstant(date, '00:00', timeZone);
      const fromDate = addDays(businessDate, 1 - query.days);
      const figures = await readBoardFigures(db, {
        scope,
        fromDate,
        businessDate,
        fromAt: startOf(fromDate),
        dayStart: startOf(businessDate),
        untouchedSince: startOf(addDays(businessDate, -query.untouchedDays)),
      });
      const people = await listCollectors(db, { scope, roles: collectorLevels });
      const blocks = await listBlocks(db, { scope, fromDate, limit: shownBlocks });
      return {
        body: {
          fromDate,
          toDate: businessDate,
          asOf: now,
          total: {
            ...present(figures),
            unallottedCount: figures.find(({ officerId }) => officerId === null)?.caseCount ?? 0,
          },
          collectors: people.map((person) => ({
            ...present(figures.filter(({ officerId }) => officerId === person.officerId)),
            officerId: person.officerId,
            name: person.name,
            levels: levelsOf(person),
          })),
          blocks: blocks.map(presentBlock),
        },
      };
    },
  }),
];

export const routes: readonly Route[] = [...desk, ...board];

function inHouse(minor: bigint) {
  return toWireMoney(money(minor, currency));
}

function levelsOf({ levels }: { readonly levels: readonly string[] }): CollectorLevel[] {
  return collectorLevels.filter((level) => levels.includes(level));
}

/** The sum over some people. */
function present(figures: readonly CollectorFigures[]) {
  const total = (of: (one: CollectorFigures) => number) =>
    figures.reduce((running, one) => running + of(one), 0);
  return {
    caseCount: total(({ caseCount }) => caseCount),
    overdue: inHouse(sum(figures.map(({ overdueMinor }) => overdueMinor))),
    actionsToday: total(({ actionsToday }) => actionsToday),
    attemptCount: total(({ attemptCount }) => attemptCount),
    reachedCount: total(({ reachedCount }) => reachedCount),
    promiseCount: total(({ promiseCount }) => promiseCount),
    keptCount: total(({ keptCount }) => keptCount),
    judgedCount: total(({ judgedCount }) => judgedCount),
    recovered: inHouse(sum(figures.map(({ recoveredMinor }) => recoveredMinor))),
    blockedCount: total(({ blockedCount }) => blockedCount),
    untouchedCount: total(({ untouchedCount }) => untouchedCount),
  };
}

function presentBlock({ details, kind, ...block }: BoardBlock) {
  const { channel, reasonCodes, reason } = details;
  return {
    ...block,
    kind: kind === 'contact.blocked' ? ('blocked' as const) : ('afterwards' as const),
    channel: String(channel),
    reasonCodes: (reasonCodes ?? []) as string[],
    reason: typeof reason === 'string' ? reason : null,
  };
}
