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
import { contactResults, type ResultField } from '../../domain/collections/contact-results.ts';
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
  due: z.enum(['promise_today', 'promise_broken', 'follow_up', 'untouched']).optional(),
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
  followUpAt: instant.nullable(),
  version,
});

const reason = z.object({
  code: z.string(),
  policy: z.string(),
  rule: z.string(),
  source: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Whether somebody may be contacted on a channel now, or why not and from when. */
export const contactability = z.object({
  channel: z.enum(channels),
  subject: z.enum(contactSubjects),
  isAllowed: z.boolean(),
  reasons: z.array(reason),
  nextAllowedAt: instant.nullable(),
});

export const listedCase = caseHead.extend({
  openPromise: z.object({ amount: wireMoney, promiseDate: isoDate }).nullable(),
  lastOutcome: z.enum(contactOutcomes).nullable(),
  lastResult: z.enum(contactResults).nullable(),
  lastAttemptAt: instant.nullable(),
  brokenCount: z.number().int(),
  /** What rests the case or its calls now. */
  flags: z.array(z.enum(stopFlags)),
  /** Of the debtor by voice; null for a case that has ended. */
  call: contactability.nullable(),
});
export const cases = pageOf(listedCase);

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
  result: z.enum(contactResults).nullable(),
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

const ladderStep = z.object({
  step: z.string(),
  channels: z.array(z.enum(channels)),
  performer: z.string(),
  state: z.enum(['done', 'next', 'later', 'skipped']),
  /** The day it was done, or is due unless a promise or a stop moves it; null for what is left out. */
  date: isoDate.nullable(),
});

const resultFields = ['promise', 'followUp', 'note', 'stop'] as const satisfies ResultField[];

const resultRule = z.object({
  result: z.enum(contactResults),
  outcome: z.enum(contactOutcomes),
  channels: z.array(z.enum(channels)),
  subjects: z.array(z.enum(contactSubjects)),
  asks: z.array(z.enum(resultFields)),
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
    /** Masked as far as the reader's rights go; null where none is known. */
    phoneMask: z.string().nullable(),
    /** The whole ladder for the oldest due date: what was done, what comes next and when. */
    ladder: z.array(ladderStep),
    /** What a contact may have come to, in the order of the keys. */
    results: z.array(resultRule),
    promiseRules: z.object({
      earliestDate: isoDate,
      latestDate: isoDate,
      maxParts: z.number().int(),
    }),
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

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:MM');

/** How many parts, how far ahead: the promise rules say. */
const promiseParts = z
  .array(z.strictObject({ amount: money, promiseDate: isoDate }))
  .min(1)
  .max(12);

export const newAttempt = z
  .strictObject({
    channel: z.enum(channels),
    purpose: z.enum(contactPurposes).default('collection'),
    subject: z.enum(contactSubjects).default('debtor'),
    /** Another person of the customer, in a word that is no name: `sister`, `employer`. */
    person: text(40).nullable().default(null),
    /** Another number than the customer's own. It is kept as an index only. */
    phone: z.string().trim().min(5).max(30).nullable().default(null),
    /** A result code brings its outcome along; name one of the two. */
    outcome: z.enum(contactOutcomes).nullable().default(null),
    result: z.enum(contactResults).nullable().default(null),
    note: text(2_000).nullable().default(null),
    /** What was promised in this contact; it takes the place of the open promise. */
    promise: promiseParts.nullable().default(null),
    /** When to come back to the case, on the clock of the house. */
    followUp: z.strictObject({ date: isoDate, time: localTime }).nullable().default(null),
    /** Why a contact is written down that the rules did not allow; it goes to the lead. */
    afterwardsReason: text(500).nullable().default(null),
  })
  .refine(({ outcome, result }) => (outcome === null) !== (result === null), {
    path: ['result'],
    message: 'or the outcome must be named, and only one of them',
  })
  .refine(({ subject, person }) => (subject === 'debtor') === (person === null), {
    path: ['person'],
    message: 'must be named for anybody but the debtor',
  });
export const recordedAttempt = z.object({ contactAttemptId: id });

export const newPromise = z.strictObject({ parts: promiseParts });
export const takenPromise = z.object({ promiseSetId: id, promises: z.array(promise) });

export const givenCase = z.strictObject({ officerId: id, reason: text(500) });
export const newStop = z.strictObject({
  flag: z.enum(stopFlags),
  reason: text(500),
  untilDate: isoDate.nullable().default(null),
});
export const setStop = z.object({ contactStopId: id, untilDate: isoDate.nullable() });

export const nextCaseRequest = z.strictObject({
  /** The case just worked on: never the next one. */
  exceptCaseId: id.nullable().default(null),
});
/** Null where nobody may be contacted now; `nextOpensAt` then says when somebody may. */
export const nextCase = z.object({
  caseId: id.nullable(),
  skippedCount: z.number().int(),
  nextOpensAt: instant.nullable(),
});

export const queueFigures = z.object({
  buckets: z.array(z.object({ bucket: z.string(), caseCount: z.number().int() })),
  promisesToday: z.object({ count: z.number().int(), amount: wireMoney }),
  promisesTomorrow: z.object({ count: z.number().int(), amount: wireMoney }),
  brokenYesterdayCount: z.number().int(),
  followUpsDueCount: z.number().int(),
  allottedTodayCount: z.number().int(),
  contactsTodayCount: z.number().int(),
  recoveredToday: wireMoney,
});

export const collectors = z.object({
  items: z.array(
    z.object({
      officerId: id,
      name: z.string(),
      levels: z.array(z.enum(collectorLevels)),
      caseCount: z.number().int(),
    }),
  ),
});

export const allotment = z.strictObject({
  caseIds: z.array(id).min(1).max(50),
  officerId: id,
  note: text(500),
});
/** Each case by itself: what somebody else works on now is left with them and named here. */
export const allotted = z.object({
  givenCount: z.number().int(),
  skipped: z.array(z.object({ caseId: id, number: z.string(), code: z.string() })),
});

export const boardQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(90).default(7),
  /** Cases without any action for so many days. */
  untouchedDays: z.coerce.number().int().min(1).max(90).default(7),
});

const boardFigures = z.object({
  caseCount: z.number().int(),
  overdue: wireMoney,
  actionsToday: z.number().int(),
  attemptCount: z.number().int(),
  reachedCount: z.number().int(),
  promiseCount: z.number().int(),
  keptCount: z.number().int(),
  judgedCount: z.number().int(),
  recovered: wireMoney,
  blockedCount: z.number().int(),
  untouchedCount: z.number().int(),
});

export const board = z.object({
  fromDate: isoDate,
  toDate: isoDate,
  asOf: instant,
  total: boardFigures.extend({ unallottedCount: z.number().int() }),
  collectors: z.array(
    boardFigures.extend({
      officerId: id,
      name: z.string(),
      levels: z.array(z.enum(collectorLevels)),
    }),
  ),
  /** Contacts that the rules refused or that were written down against them, newest first. */
  blocks: z.array(
    z.object({
      caseId: id,
      number: z.string(),
      kind: z.enum(['blocked', 'afterwards']),
      collectorName: z.string().nullable(),
      channel: z.string(),
      reasonCodes: z.array(z.string()),
      reason: z.string().nullable(),
      occurredAt: instant,
    }),
  ),
});
