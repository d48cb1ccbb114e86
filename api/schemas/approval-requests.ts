/** Approval of anything but an application, on the wire. */
import { z } from 'zod';
import { requestStatuses, requestSubjects } from '../../domain/approval/request-names.ts';
import { roles, type Role } from '../../domain/roles.ts';
import { id, instant, isoDate, money, text, wireMoney } from './common.ts';

const count = z.number().int();
/** A borrower is a customer with a user, never an officer with a role. */
const officerRoles = roles.filter((role) => role !== 'borrower') as [Role, ...Role[]];

/** Today unless given. */
const effectiveDate = isoDate.optional();

/** Rights are asked for here by anybody in the house; everything else by its own resource. */
export const requestInput = z.discriminatedUnion('subjectType', [
  z.strictObject({
    subjectType: z.literal('limit_change'),
    officerId: id,
    limit: money.nullable().meta({ description: 'Null leaves it to the tier' }),
    effectiveDate,
  }),
  z.strictObject({
    subjectType: z.literal('role_grant'),
    officerId: id,
    role: z.enum(officerRoles),
    branchId: id
      .nullable()
      .optional()
      .meta({ description: "The officer's own branch if left out; null for the whole house" }),
    effectiveDate,
  }),
]);

export const requestParams = z.object({ requestId: id });

export const request = z
  .object({
    requestId: id,
    number: z.string(),
    approvalId: id,
    tier: z.string(),
    subjectType: z.enum(requestSubjects),
    subjectId: z.string(),
    title: z.string(),
    content: z.record(z.string(), z.unknown()),
    amount: wireMoney.meta({ description: 'What is at stake: the matrix chose by it' }),
    customerId: id.nullable(),
    customerName: z.string().nullable().meta({ description: 'Masked for persons' }),
    names: z
      .record(z.string(), z.string())
      .meta({ description: 'Of the officers who are named by their ids' }),
    status: z.enum(requestStatuses),
    requestedBy: id.nullable(),
    requestedAt: instant,
    effectiveDate: isoDate,
    submissionNumber: count,
    decidedAt: instant.nullable(),
    effectedAt: instant.nullable(),
    outcomeCode: z
      .string()
      .nullable()
      .meta({ description: 'The refusal a lapsed request met when it would have taken effect' }),
    stages: z.array(
      z.object({
        stageId: id,
        number: count,
        attempt: count,
        key: z.string(),
        mode: z.string(),
        status: z.string(),
        verdict: z.string().nullable(),
        openIds: z.array(id),
        votes: z.array(
          z.object({
            officerId: id,
            answer: z.string(),
            reasonCode: z.string().nullable(),
            comment: z.string().nullable(),
            votedAt: instant,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ApprovalRequest' });

export const withdrawInput = z.strictObject({ reason: text(500) });
export const resubmission = z.strictObject({
  comment: text(2_000),
  limit: money.optional().meta({ description: 'Another limit than was asked for before' }),
});
export const requestRef = z
  .object({ requestId: id, number: z.string(), status: z.enum(requestStatuses) })
  .meta({ id: 'ApprovalRequestRef' });
