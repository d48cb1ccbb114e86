/** Everything that waits for a second person and that this person may confirm, in one list. */
import type { z } from 'zod';
import { listCalendarChanges } from '../../db/queries/calendar-changes.ts';
import { listReferenceRateEntries } from '../../db/queries/reference-rates.ts';
import { listNoticeReaders } from '../../db/queries/officers.ts';
import { listWaitingDisbursements } from '../../db/queries/reviews.ts';
import { listQueue } from '../../db/queries/stage-queue.ts';
import { businessDateOf } from '../../domain/instant.ts';
import type { ReadContext } from '../context.ts';
import { presentLine } from '../queue-line.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/reviews.ts';

/** Of each kind; a list longer than this is worked off on the kind's own page. */
const MOST = 100;

type Context = ReadContext<unknown, unknown>;
type Line = z.output<typeof wire.reviews>['items'][number];
const noRate = { ratePpm: null, source: null };

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/reviews',
    access: 'officer.read',
    tag: 'queues',
    summary: 'List what waits for a second person and may be confirmed by me, oldest first',
    response: wire.reviews,
    handler: async (context) => {
      const { permissions } = context.actor;
      const found = [
        ...(permissions.has('approval.vote') ? await requests(context) : []),
        ...(permissions.has('calendar-change.confirm') ? await calendarChanges(context) : []),
        ...(permissions.has('reference-rate.confirm') ? await referenceRates(context) : []),
        ...(permissions.has('disbursement.release') ? await disbursements(context) : []),
      ];
      const items = found.toSorted((a, b) => ((a.sinceDate ?? '') < (b.sinceDate ?? '') ? -1 : 1));
      return { body: { items, total: items.length } };
    },
  }),
];

async function requests({ db, actor, scope, clock }: Context): Promise<Line[]> {
  const reader = { officerId: actor.actorId, branchId: actor.branchId, scope };
  const times = { now: clock.now, endOfDay: clock.now };
  const question = { queue: 'todo', sort: null, times, filter: { kind: 'request' } } as const;
  const lines = await listQueue(db, reader, question, { limit: MOST, offset: 0 });
  return lines
    .map((line) => presentLine(line, actor, clock.now))
    .flatMap(({ requestId, number, title, product, officerName, arrivedAt }): Line[] => {
      if (requestId === null) return [];
      const sinceDate = businessDateOf(arrivedAt, clock.timeZone);
      const name = title === null ? number : `${number} ${title}`;
      const rest = { about: product, name, enteredByName: officerName, sinceDate, ...noRate };
      return [{ kind: 'request', id: requestId, ...rest }];
    });
}

async function calendarChanges({ db, actor }: Context): Promise<Line[]> {
  const changes = await listCalendarChanges(db, { status: 'entered', limit: MOST });
  return changes
    .filter(({ enteredBy }) => enteredBy !== actor.actorId)
    .map(({ calendarChangeId, year, enteredByName, enteredDate }) => ({
      kind: 'calendar_change',
      id: calendarChangeId,
      about: 'calendar_change',
      name: String(year),
      enteredByName,
      sinceDate: enteredDate,
      ...noRate,
    }));
}

async function referenceRates({ db, actor }: Context): Promise<Line[]> {
  const filter = { status: 'entered', limit: MOST, offset: 0 } as const;
  const { entries } = await listReferenceRateEntries(db, filter);
  const others = entries.filter(({ enteredBy }) => enteredBy !== actor.actorId);
  const people = await listNoticeReaders(
    db,
    others.flatMap(({ enteredBy }) => (enteredBy === null ? [] : [enteredBy])),
  );
  return others.map((entry) => ({
    kind: 'reference_rate',
    id: entry.referenceRateId,
    about: entry.reference,
    name: entry.effectiveDate,
    ratePpm: entry.ratePpm,
    source: entry.source,
    enteredByName:
      people.find(({ officerId }) => officerId === entry.enteredBy)?.displayName ?? '—',
    sinceDate: entry.enteredDate,
  }));
}

async function disbursements({ db, actor, scope }: Context): Promise<Line[]> {
  const asked = { officerId: actor.actorId, scope, limit: MOST };
  const found = await listWaitingDisbursements(db, asked);
  return found.map(({ disbursementId, applicationNumber, madeByName }) => ({
    kind: 'disbursement',
    id: disbursementId,
    about: 'disbursement',
    name: applicationNumber,
    enteredByName: madeByName,
    // A disbursement is kept with the machine's instant, which in a training house says nothing of the business date.
    sinceDate: null,
    ...noRate,
  }));
}
