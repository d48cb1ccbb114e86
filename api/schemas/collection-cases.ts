/** Collection cases on the wire. */
import { z } from 'zod';
import { caseStates, promiseStates } from '../../domain/collections/case-states.ts';
import {
  channels,
  contactOutcomes,
  contactPurposes,
  contactSubjects,
  stopFlags,
} from '../../domain/collections/contact-policy.ts';
import { collectorLevels } from '../../domain/collections/ladder.ts';
import { defaultBuckets } from '../../domain/servicing/buckets.ts';
import {
  actions,
  cursorPaging,
  id,
  instant,
  isoDate,
  money,
  pageOf,
  paging,
  text,
  timelineOf,
  version,
  wireMoney,
} from './common.ts';

const bucket = z.enum(defaultBuckets.map(({ name }) => name) as [string, ...string[]]);

export const caseParams = z.strictObject({ caseId: id });
export const stopParams = z.strictObject({ caseId: id, flag: z.enum(stopFlags) });

export const caseQuery = z.strictObject({
  ...paging,
  /** `mine` are the asker's own, `unowned` nobody's. */
  owner: z.enum(['mine', 'unowned']).optional(),
  ownerId: id.optional(),
  status: z.enum(caseStates).optional(),
  level: z.enum(collectorLevels).optional(),
  bucket: bucket.optional(),
  search: z.string().trim().max(20).optional(),
});

const caseHead = z.object({
  caseId: id,
  number: z.string(),
  customerId: id,
  customerName: z.string(),
  branchId: id,
  status: z.enum(caseStates),
  level: z.enum(collectorLevels),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  bucket: z.string(),
  daysPastDue: z.number().int(),
  overdue: wireMoney,
  openedDate: isoDate,
  closedDate: isoDate.nullable(),
  lastActionAt: instant.nullable(),
  claimedUntil: instant.nullable(),
  suspendedUntilDate: isoDate.nullable(),
  version,
});

export const listedCase = caseHead.extend({
  openPromise: z.object({ amount: wireMoney, promiseDate: isoDate }).nullable(),
  lastOutcome: z.enum(contactOutcomes).nullable(),
  lastAttemptAt: instant.nullable(),
});
export const cases = pageOf(listedCase);

const reason = z.object({
  code: z.string(),
  policy: z.string(),
  rule: z.string(),
  source: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Whether the debtor may be contacted on a channel now, or why not and from when. */
export const contactability = z.object({
  channel: z.enum(channels),
  isAllowed: z.boolean(),
  reasons: z.array(reason),
  nextAllowedAt: instant.nullable(),
});

export const promise = z.object({
  promiseId: id,
  promiseSetId: id,
  partNumber: z.number().int(),
  amount: wireMoney,
  createdDate: isoDate,
  promiseDate: isoDate,
  graceDays: z.number().int(),
  status: z.enum(promiseStates),
  takenBy: id,
  judgedDate: isoDate.nullable(),
});

export const attempt = z.object({
  contactAttemptId: id,
  channel: z.enum(channels),
  subject: z.enum(contactSubjects),
  purpose: z.enum(contactPurposes),
  outcome: z.enum(contactOutcomes),
  collectorId: id.nullable(),
  collectorName: z.string().nullable(),
  note: z.string().nullable(),
  attemptedAt: instant,
});

export const stop = z.object({
  contactStopId: id,
  flag: z.enum(stopFlags),
  reason: z.string(),
  setBy: id,
  startsDate: isoDate,
  untilDate: isoDate.nullable(),
  isActive: z.boolean(),
});

export const collectionCase = caseHead
  .extend({
    loans: z.array(
      z.object({
        loanId: id,
        number: z.string(),
        status: z.enum(['active', 'written_off']),
        daysPastDue: z.number().int(),
        oldestDueDate: isoDate.nullable(),
        overdue: wireMoney,
      }),
    ),
    promises: z.array(promise),
    attempts: z.array(attempt),
    stops: z.array(stop),
    contactability: z.array(contactability),
    steps: z.array(z.object({ step: z.string(), anchorDate: isoDate, stepDate: isoDate })),
    actions,
  })
  .meta({ id: 'CollectionCase' });

export const eventQuery = z.strictObject({ ...cursorPaging });
export const caseEvents = timelineOf(
  z.object({
    kind: z.string(),
    actorId: z.string().nullable(),
    actorName: z.string().nullable(),
    businessDate: isoDate,
    occurredAt: instant,
    details: z.record(z.string(), z.unknown()),
  }),
);

export const newAttempt = z
  .strictObject({
    channel: z.enum(channels),
    purpose: z.enum(contactPurposes).default('collection'),
    subject: z.enum(contactSubjects).default('debtor'),
    /** Another person of the customer, in a word that is no name: `sister`, `employer`. */
    person: text(40).nullable().default(null),
    /** Another number than the customer's own. It is kept as an index only. */
    phone: z.string().trim().min(5).max(30).nullable().default(null),
    outcome: z.enum(contactOutcomes),
    note: text(2_000).nullable().default(null),
  })
  .refine(({ subject, person }) => (subject === 'debtor') === (person === null), {
    path: ['person'],
    message: 'must be named for anybody but the debtor',
  });
export const recordedAttempt = z.object({ contactAttemptId: id });

/** How many parts, how far ahead: the promise rules say. */
export const newPromise = z.strictObject({
  parts: z
    .array(z.strictObject({ amount: money, promiseDate: isoDate }))
    .min(1)
    .max(12),
});
export const takenPromise = z.object({ promiseSetId: id, promises: z.array(promise) });

export const givenCase = z.strictObject({ officerId: id, reason: text(500) });
export const newStop = z.strictObject({
  flag: z.enum(stopFlags),
  reason: text(500),
  untilDate: isoDate.nullable().default(null),
});
export const setStop = z.object({ contactStopId: id, untilDate: isoDate.nullable() });
