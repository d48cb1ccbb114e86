/** Stages, votes, queues and paths on the wire. */
import { z } from 'zod';
import { riskGrades } from '../../domain/approval/matrix.ts';
import { declineReasons, returnReasons } from '../../domain/approval/vote-reasons.ts';
import { requestStatuses } from '../../domain/approval/request-names.ts';
import { applicationStates } from '../../domain/origination/application-states.ts';
import { roles } from '../../domain/roles.ts';
import { id, instant, text, wireMoney } from './common.ts';
import { money } from './common.ts';
import { conditionInput, taskActions } from './task.ts';

export const stageParams = z.object({ stageId: id });

const comment = text(2_000).nullable().default(null);

export const voteInput = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('approve'),
    comment,
    /** What must be true before money leaves the house. */
    conditions: z.array(conditionInput).max(20).default([]),
  }),
  z.strictObject({
    answer: z.literal('decline'),
    reasonCode: z.enum(declineReasons).nullable().default(null),
    comment,
  }),
  z.strictObject({
    answer: z.literal('return'),
    reasonCode: z.enum(returnReasons).nullable().default(null),
    comment,
    returnTarget: z
      .strictObject({
        to: z.union([z.literal('applicant'), z.number().int().min(1).max(50)]),
        afterwards: z.enum(['resume_here', 'run_again']),
      })
      .default({ to: 'applicant', afterwards: 'resume_here' }),
  }),
]);
export type VoteBody = z.output<typeof voteInput>;

const count = z.number().int();

export const voteAnswer = z
  .object({
    voteId: id,
    stageId: id,
    answer: z.enum(['approve', 'decline', 'return']),
    verdict: z.enum(['open', 'approve', 'decline', 'return']),
    count: z.object({
      approveCount: count,
      declineCount: count,
      neededCount: count,
      seatCount: count,
      missingSeatCount: count,
    }),
    applicationId: id.nullable(),
    applicationStatus: z.enum(applicationStates).nullable(),
    requestId: id.nullable(),
    requestStatus: z.enum(requestStatuses).nullable(),
    /** The person for whom a delegate has voted. */
    onBehalfOf: id.nullable(),
    /** Until when the vote can be taken back, if nobody builds on it. */
    undoUntil: instant.nullable(),
  })
  .meta({ id: 'VoteAnswer' });

const person = z.object({ officerId: id, name: z.string() });

const seat = person.extend({
  seatId: id,
  role: z.enum(roles).nullable(),
  source: z.enum(['role', 'named', 'group', 'head', 'delegation', 'added', 'escalated']),
  status: z.enum(['open', 'voted', 'recused', 'removed']),
  hasVeto: z.boolean(),
  isCounted: z.boolean(),
  number: count,
  addedBy: id.nullable(),
  addedGroup: z
    .object({
      groupId: id,
      placement: z.enum(['before', 'after', 'parallel']),
      mode: z.enum(['any', 'all', 'sequential']),
    })
    .nullable(),
});

const vote = person.extend({
  seatId: id,
  answer: z.enum(['approve', 'decline', 'return']),
  reasonCode: z.string().nullable(),
  comment: z.string().nullable(),
  votedAt: instant,
});

export const stageDetail = z
  .object({
    stageId: id,
    approvalId: id,
    kind: z.enum(['application', 'request']),
    applicationId: id.nullable(),
    requestId: id.nullable(),
    subjectNumber: z.string().meta({ description: 'Number of the application or the request' }),
    number: count,
    attempt: count,
    stageCount: count,
    tier: z.string(),
    key: z.string(),
    mode: z.enum(['any', 'all', 'n_of_m', 'sequential']),
    quorumCount: count.nullable(),
    commentOnApprove: z.boolean(),
    status: z.enum(['open', 'returned', 'closed', 'unused']),
    verdict: z.enum(['approve', 'decline', 'return']).nullable(),
    submissionNumber: count,
    openedAt: instant,
    dueAt: instant.nullable().meta({ description: 'Null while the clock stands still' }),
    closedAt: instant.nullable(),
    seats: z.array(seat),
    votes: z.array(vote),
    deadlines: z.array(z.object({ kind: z.string(), dueAt: instant })),
    claim: z.object({ officerId: id, name: z.string(), until: instant }).nullable(),
    advices: z.array(
      z.object({
        adviceId: id,
        askedBy: id,
        askedByName: z.string(),
        askedOf: id,
        askedOfName: z.string(),
        question: z.string(),
        answer: z.string().nullable(),
        status: z.enum(['open', 'answered', 'taken_back']),
        askedAt: instant,
        endedAt: instant.nullable(),
      }),
    ),
    actions: taskActions,
  })
  .meta({ id: 'Stage' });

export const seatInput = z.strictObject({ officerId: id, reason: text(500) });
export const seated = z.object({ stageId: id, officerId: id }).meta({ id: 'Seated' });

/** Why somebody sits in a stage: the role or post the matrix asks for, or that they were added. */
const pathSeat = person.extend({
  role: z.enum(roles).nullable(),
  source: z.enum(['role', 'named', 'group', 'head', 'delegation', 'added', 'escalated']),
});

const excludedPerson = person.extend({ reason: z.enum(['four_eyes', 'conflict_of_interest']) });

export const path = z
  .object({
    tier: z.string().nullable(),
    rowId: z.string(),
    grade: z.enum(riskGrades),
    /** What the matrix compared with its bands. */
    amount: wireMoney,
    minDistinctApprovers: count.nullable(),
    stages: z.array(
      z.object({
        number: count,
        key: z.string(),
        mode: z.enum(['any', 'all', 'n_of_m', 'sequential']),
        quorumCount: count.nullable(),
        workingHours: z.number(),
        /** `predicted` people are those who would sit there if the stage opened now. */
        state: z.enum(['closed', 'open', 'returned', 'predicted']),
        stageId: id.nullable(),
        verdict: z.enum(['approve', 'decline', 'return']).nullable(),
        seats: z.array(pathSeat),
        /** False: too few people were found, and the process admin is asked. */
        isComplete: z.boolean(),
      }),
    ),
    excluded: z.array(excludedPerson),
  })
  .meta({ id: 'ApprovalPath' });

/** Left out: as it is asked for. */
export const pathQuery = z.strictObject({
  amount: z
    .string()
    .regex(/^\d{1,16}(\.\d{1,3})?$/, 'must be a decimal amount')
    .exactOptional()
    .meta({ description: 'In the currency of the application: the path other terms would take' }),
});

export const pathPreviewInput = z.strictObject({
  customerId: id,
  /** The product's code. */
  product: text(60),
  amount: money,
  /** Left out: no grade, which counts as D. */
  grade: text(10).nullable().default(null),
  isSecured: z.boolean().default(false),
  /** Whether it breaks a rule that sends it to people. */
  hasExceptions: z.boolean().default(false),
});

/** A case nobody has handed in, for the version that would send it on its way. */
export const imaginedCase = z.strictObject({
  /** The code of a product in force. */
  product: text(60),
  customerType: z.enum(['person', 'company']),
  branchId: id,
  amount: z
    .string()
    .regex(/^\d{1,16}(\.\d{1,3})?$/, 'must be a decimal amount')
    .meta({ description: 'In the currency of the product' }),
  /** Left out: no grade, which counts as D. */
  grade: z.enum(riskGrades).optional(),
  isSecured: z.stringbool().default(false),
  /** Whether it breaks a rule that sends it to people. */
  hasExceptions: z.stringbool().default(false),
});
