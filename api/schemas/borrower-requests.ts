/** Requests of borrowers on the wire, for the borrower and for whoever answers. */
import { z } from 'zod';
import {
  borrowerRequestKinds,
  borrowerRequestStates,
  hardshipProposals,
  hardshipReasons,
  requestOutcomes,
} from '../../domain/choices.ts';
import { id, instant, isoDate, pageOf, paging, text, version } from './common.ts';

export const requestParams = z.strictObject({ borrowerRequestId: id });

export const newOwnRequest = z
  .strictObject({
    kind: z.enum(borrowerRequestKinds),
    loanId: id.nullable().default(null),
    applicationId: id.nullable().default(null),
    reason: z.enum(hardshipReasons).nullable().default(null),
    proposal: z.enum(hardshipProposals).nullable().default(null),
    body: text(2_000),
  })
  .refine(({ kind, loanId }) => kind !== 'hardship' || loanId !== null, {
    message: 'hardship is about a loan',
    path: ['loanId'],
  })
  .refine(
    ({ kind, reason, proposal }) => kind !== 'hardship' || (reason !== null && proposal !== null),
    {
      message: 'hardship has a reason and a proposal',
      path: ['reason'],
    },
  );

export const ownRequest = z
  .object({
    borrowerRequestId: id,
    number: z.string(),
    kind: z.enum(borrowerRequestKinds),
    loanId: id.nullable(),
    loanNumber: z.string().nullable(),
    applicationId: id.nullable(),
    reason: z.string().nullable(),
    proposal: z.string().nullable(),
    body: z.string(),
    status: z.enum(borrowerRequestStates),
    answer: z.string().nullable(),
    answeredAt: instant.nullable(),
    answerReadAt: instant.nullable(),
    /** When the answer comes at the latest. */
    dueDate: isoDate,
    /** The last day on which collection does not contact the borrower because of it. */
    contactStoppedUntil: isoDate.nullable(),
    requestedAt: instant,
    version,
  })
  .meta({ id: 'OwnRequest' });
export const ownRequestPage = pageOf(ownRequest);

export const requestQuery = z.strictObject({
  ...paging,
  kind: z.enum(borrowerRequestKinds).optional(),
  status: z.enum(borrowerRequestStates).optional(),
  /** The start of a number. */
  number: text(40).optional(),
});

export const borrowerRequest = ownRequest
  .extend({
    customerId: id,
    /** Masked for persons. */
    customerName: z.string(),
    branchId: id,
    answeredBy: id.nullable(),
    requestedDate: isoDate,
    /** Not answered by the day that was named to the borrower. */
    isOverdue: z.boolean(),
    /** What the caller may say to it now; empty for whoever only reads, and once it has ended. */
    outcomes: z.array(z.enum(requestOutcomes)),
  })
  .meta({ id: 'BorrowerRequest' });
export const borrowerRequestPage = pageOf(borrowerRequest);

export const requestAnswer = z.strictObject({
  outcome: z.enum(requestOutcomes),
  /** What the borrower reads; needed with every outcome but `under_review`. */
  text: text(2_000).nullable().default(null),
});
