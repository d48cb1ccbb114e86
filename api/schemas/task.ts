/** What approvers do besides voting, on the wire. */
import { z } from 'zod';
import { conditionKinds } from '../../domain/approval/conditions.ts';
import { signerModes, signerPlacements } from '../../domain/approval/stage.ts';
import { taskActionNames } from '../../domain/approval/task-actions.ts';
import { applicationStates } from '../../domain/origination/application-states.ts';
import { actions, id, instant, isoDate, money, pageOf, paging, text, wireMoney } from './common.ts';

const count = z.number().int();
const reason = text(500);
const officerIds = (most: number) => z.array(id).min(1).max(most);

/** What this person may do with a task, and the refusal a try would meet. */
export const taskActions = z.array(
  z.object({
    action: z.enum(taskActionNames),
    allowed: z.boolean(),
    reasonCode: z.string().nullable(),
  }),
);

export const adviceParams = z.object({ adviceId: id });
export const signerParams = z.object({ stageId: id, officerId: id });
export const counterOfferParams = z.object({ counterOfferId: id });

export const transferInput = z.strictObject({ officerId: id, reason });
export const transferred = z.object({ stageId: id, seatId: id }).meta({ id: 'TransferredTask' });

export const adviceInput = z.strictObject({ officerId: id, question: text(2_000) });
export const adviceAsked = z.object({ adviceId: id }).meta({ id: 'AskedAdvice' });
export const adviceAnswerInput = z.strictObject({ answer: text(4_000) });
export const adviceEnded = z
  .object({ adviceId: id, status: z.enum(['open', 'answered', 'taken_back']) })
  .meta({ id: 'EndedAdvice' });

export const signersInput = z.strictObject({
  officerIds: officerIds(10),
  placement: z.enum(signerPlacements),
  mode: z.enum(signerModes).default('all'),
  reason,
});
export const signersAdded = z.object({ groupId: id }).meta({ id: 'AddedSigners' });
export const reasonInput = z.strictObject({ reason });
export const stageRef = z.object({ stageId: id }).meta({ id: 'StageRef' });

export const recusalInput = z.strictObject({
  kind: z.enum(['family', 'financial', 'former_employer', 'other']),
  comment: text(1_000),
});
export const recused = z
  .object({ stageId: id, verdict: z.enum(['open', 'approve', 'decline', 'return']) })
  .meta({ id: 'Recusal' });

export const claimed = z
  .object({ stageId: id, officerId: id, until: instant })
  .meta({ id: 'TaskClaim' });

export const copiesInput = z.strictObject({
  officerIds: officerIds(40),
  note: text(500).nullable().default(null),
});
export const copied = z.object({ officerIds: z.array(id) }).meta({ id: 'CaseCopies' });

export const commentInput = z.strictObject({
  text: text(4_000),
  mentionedIds: z.array(id).max(20).default([]),
});
export const commented = z.object({ commentId: id }).meta({ id: 'CaseComment' });

export const reminded = z
  .object({ stageId: id, number: count, officerIds: z.array(id) })
  .meta({ id: 'StageReminder' });

export const counterOfferInput = z.strictObject({
  amount: money,
  installmentCount: count.min(1).max(600),
  /** What the applicant has to add as security, in words. */
  security: text(500).nullable().default(null),
  /** Not below the rate of the product; left out: that rate. */
  annualRatePpm: count.min(1).max(1_000_000).nullable().default(null),
  comment: text(2_000).nullable().default(null),
});
export const counterOfferMade = z
  .object({ counterOfferId: id, stageId: id, voteId: id, applicationId: id })
  .meta({ id: 'MadeCounterOffer' });
export const counterAnswerInput = z.strictObject({
  answer: z.enum(['accept', 'refuse']),
  consent: z
    .strictObject({ channel: text(40), note: text(500) })
    .nullable()
    .default(null),
});
export const counterAnswered = z
  .object({
    applicationId: id,
    status: z.enum(applicationStates),
    version: count,
    /** What the new terms did to the tier; null when they were refused. */
    tier: z.enum(['same', 'kept', 'raised']).nullable(),
  })
  .meta({ id: 'AnsweredCounterOffer' });
export const counterOffers = z
  .object({
    items: z.array(
      z.object({
        counterOfferId: id,
        stageId: id,
        officerId: id,
        amount: wireMoney,
        installmentCount: count,
        security: z.string().nullable(),
        annualRatePpm: count.nullable(),
        status: z.enum(['open', 'accepted', 'refused', 'superseded', 'expired']),
        madeAt: instant,
        answeredAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'CounterOffers' });

export const bulkInput = z.strictObject({
  stageIds: z.array(id).min(1).max(50),
  comment: text(2_000),
});
export const bulkCheckQuery = z.strictObject({
  stageIds: z
    .string()
    .max(2_000)
    .transform((list) => list.split(','))
    .pipe(z.array(id).min(1).max(50))
    .meta({ description: 'Separated by commas' }),
});
export const bulkCheck = z
  .object({
    limit: count.meta({ description: 'The most that can be approved at once' }),
    items: z.array(
      z.object({ stageId: id, allowed: z.boolean(), reasonCode: z.string().nullable() }),
    ),
  })
  .meta({ id: 'BulkCheck' });
export const bulkAnswer = z
  .object({
    items: z.array(
      z.object({
        stageId: id,
        isApproved: z.boolean(),
        reasonCode: z.string().nullable(),
        voteId: id.nullable(),
      }),
    ),
  })
  .meta({ id: 'BulkApproval' });

export const conditionInput = z.strictObject({
  kind: z.enum(conditionKinds),
  description: text(500),
});
export const conditionParams = z.object({ applicationId: id, conditionId: id });
export const satisfactionInput = z.strictObject({
  documentId: id,
  note: text(1_000).nullable().default(null),
});
export const condition = z
  .object({
    conditionId: id,
    kind: z.enum(conditionKinds),
    description: z.string(),
    status: z.enum(['open', 'satisfied', 'checked', 'waived', 'dropped']),
    stageNumber: count.nullable(),
    deadlineDate: isoDate,
    setBy: id.nullable(),
    evidenceDocumentId: id.nullable(),
    note: z.string().nullable(),
    satisfiedBy: z.string().nullable(),
    satisfiedAt: instant.nullable(),
    checkedBy: z.string().nullable(),
    checkedAt: instant.nullable(),
    waivedBy: id.nullable(),
    waiverReason: z.string().nullable(),
  })
  .meta({ id: 'ConditionPrecedent' });
export const conditionList = z
  .object({ items: z.array(condition) })
  .meta({ id: 'ConditionsPrecedent' });

export const delegationInput = z.strictObject({
  toOfficerId: id,
  startsDate: isoDate,
  endsDate: isoDate,
  scope: z
    .strictObject({
      tiers: z.array(text(20)).max(20).default([]),
      products: z.array(text(60)).max(50).default([]),
      ceiling: wireMoney.nullable().default(null),
    })
    .default({ tiers: [], products: [], ceiling: null }),
});
export const delegationParams = z.object({ delegationId: id });
export const delegation = z
  .object({
    delegationId: id,
    fromOfficerId: id,
    toOfficerId: id,
    startsDate: isoDate,
    endsDate: isoDate,
    scope: z.object({
      tiers: z.array(z.string()),
      products: z.array(z.string()),
      ceiling: wireMoney.nullable(),
    }),
    isEnded: z.boolean(),
  })
  .meta({ id: 'Delegation' });
const delegationState = z.enum(['active', 'future', 'past', 'ended']);
export const listedDelegation = delegation.extend({
  fromName: z.string(),
  toName: z.string(),
  state: delegationState,
  endReason: z.string().nullable(),
  actions,
});
export const delegationPage = pageOf(listedDelegation);
export const delegationQuery = z.strictObject({
  ...paging,
  state: delegationState.optional(),
  officerId: id.optional(),
});
export const delegationRevocation = z.strictObject({ reason: text(400) });
export const delegations = z.object({ items: z.array(delegation) }).meta({ id: 'Delegations' });
export const delegationRef = z.object({ delegationId: id }).meta({ id: 'DelegationRef' });
