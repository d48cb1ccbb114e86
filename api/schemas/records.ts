/** Decision records, reasons for the applicant, saved views and the flow of cases, on the wire. */
import { z } from 'zod';
import { applicationStates } from '../../domain/origination/application-states.ts';
import { id, instant, isoDate, text, wireMoney } from './common.ts';
import { queueFilter, queueName } from './queue.ts';
import { condition, counterOffers } from './task.ts';

const count = z.number().int();
const open = z.record(z.string(), z.unknown());

export const decisionRecord = z
  .object({
    applicationId: id,
    number: z.string(),
    status: z.enum(applicationStates),
    amount: wireMoney,
    grade: z.string().nullable(),
    round: count,
    submittedAt: instant.nullable(),
    decidedAt: instant.nullable(),
    /** SHA-256 of everything below: two readings of an ended case give the same. */
    contentHash: z.string(),
    submissions: z.array(
      z.object({ number: count, submittedAt: instant, submittedBy: z.string(), content: open }),
    ),
    assessments: z.array(
      z.object({
        round: count,
        submissionNumber: count,
        outcome: z.enum(['approve', 'refer', 'decline']),
        score: count.nullable(),
        grade: z.string().nullable(),
        reasons: z.array(z.object({ code: z.string(), 'zh-CN': z.string(), en: z.string() })),
        inputs: open,
        rules: z.array(z.unknown()),
        factors: z.array(z.unknown()),
        versions: open,
      }),
    ),
    stages: z.array(
      z.object({
        stageId: id,
        round: count,
        tier: z.string(),
        matrixVersionId: id,
        number: count,
        attempt: count,
        submissionNumber: count,
        key: z.string(),
        mode: z.string(),
        status: z.string(),
        verdict: z.string().nullable(),
        openedAt: instant,
        closedAt: instant.nullable(),
        openMinutes: count.nullable(),
        seats: z.array(
          z.object({
            officerId: id,
            name: z.string(),
            role: z.string().nullable(),
            source: z.string(),
            status: z.string(),
            addedBy: id.nullable(),
          }),
        ),
        votes: z.array(
          z.object({
            officerId: id,
            name: z.string(),
            onBehalfOf: id.nullable(),
            answer: z.enum(['approve', 'decline', 'return']),
            reason: z.object({ code: z.string(), 'zh-CN': z.string(), en: z.string() }).nullable(),
            comment: z.string().nullable(),
            votedAt: instant,
            takenBackAt: instant.nullable(),
          }),
        ),
      }),
    ),
    counterOffers: counterOffers.shape.items,
    conditions: z.array(condition),
    steps: z.array(
      z.object({
        kind: z.string(),
        stageId: id.nullable(),
        actorId: z.string().nullable(),
        actorName: z.string().nullable(),
        occurredAt: instant,
        details: open,
      }),
    ),
  })
  .meta({ id: 'DecisionRecord' });

export const declineReasons = z
  .object({
    applicationId: id,
    declinedDate: isoDate.nullable(),
    reasons: z.array(z.object({ code: z.string(), 'zh-CN': z.string(), en: z.string() })),
  })
  .meta({ id: 'DeclineReasons' });

export const viewInput = z.strictObject({
  name: text(60),
  queue: queueName,
  filter: queueFilter.default({}),
  isShared: z.boolean().default(false),
});
export const viewParams = z.object({ savedViewId: id });
export const viewRef = z.object({ savedViewId: id }).meta({ id: 'SavedViewRef' });
export const views = z
  .object({
    items: z.array(
      z.object({
        savedViewId: id,
        ownerId: id,
        name: z.string(),
        queue: z.string(),
        filter: open,
        isShared: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SavedViews' });

/** A year at most: longer stretches are read year by year. */
export const flowQuery = z.strictObject({ fromDate: isoDate, toDate: isoDate });

const minutes = count.meta({ description: 'In working time of the branch' });
const times = {
  count,
  waitingMinutes: minutes,
  workingMinutes: minutes,
  medianMinutes: minutes,
  slaHitPpm: count.meta({ description: 'Ended before the time was up' }),
};
export const flow = z
  .object({
    fromDate: isoDate,
    toDate: isoDate,
    decided: z.array(z.object({ outcome: z.string(), count })),
    days: z.array(
      z.object({
        date: isoDate,
        submitted: count,
        approved: count,
        declined: count,
        ended: count.meta({ description: 'Withdrawn or expired' }),
      }),
    ),
    /** The ranking of bottlenecks: where cases spent most of their time comes first. */
    stages: z.array(
      z.object({
        key: z.string(),
        ...times,
        sharePpm: count.meta({ description: 'Of all the time cases spent' }),
      }),
    ),
    /** The slowest first. */
    people: z.array(z.object({ officerId: id, name: z.string(), returnCount: count, ...times })),
    returns: z.array(z.object({ reasonCode: z.string(), key: z.string(), count })),
  })
  .meta({ id: 'ApprovalFlow' });
