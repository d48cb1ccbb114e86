/** Approval of anything but an application, on the wire. */
import { z } from 'zod';
import { declineReasons } from '../../domain/approval/vote-reasons.ts';
import { roles } from '../../domain/roles.ts';
import { id, instant, money, text, wireMoney } from './common.ts';

const count = z.number().int();
const subjectTypes = [
  'loan_change',
  'waiver',
  'write_off',
  'limit_change',
  'policy_version',
  'role_grant',
  'data_export',
] as const;

const common = {
  subjectId: text(100),
  title: text(200),
  customerId: id.nullable().default(null),
};
const amount = money;
const plain = z.record(
  z.string().max(60),
  z.union([z.string().max(2_000), z.number(), z.boolean()]),
);

export const requestInput = z.discriminatedUnion('subjectType', [
  z.strictObject({
    ...common,
    subjectType: z.enum(['loan_change', 'waiver', 'write_off']),
    amount,
    content: plain.default({}),
  }),
  z.strictObject({
    ...common,
    subjectType: z.enum(['policy_version', 'data_export']),
    amount: amount.nullable().default(null),
    content: plain.default({}),
  }),
  z.strictObject({
    ...common,
    subjectType: z.literal('limit_change'),
    amount,
    content: z.strictObject({ officerId: id, limit: wireMoney }),
  }),
  z.strictObject({
    ...common,
    subjectType: z.literal('role_grant'),
    amount: amount.nullable().default(null),
    content: z.strictObject({ officerId: id, role: z.enum(roles) }),
  }),
]);

export const requestParams = z.object({ requestId: id });
export const requestStageParams = z.object({ stageId: id });

export const requestVote = z.strictObject({
  answer: z.enum(['approve', 'decline']),
  reasonCode: z.enum(declineReasons).nullable().default(null),
  comment: text(2_000).nullable().default(null),
});
export const requestVoted = z
  .object({ stageId: id, voteId: id, verdict: z.enum(['open', 'approve', 'decline', 'return']) })
  .meta({ id: 'RequestVote' });

export const request = z
  .object({
    requestId: id,
    approvalId: id,
    subjectType: z.enum(subjectTypes),
    subjectId: z.string(),
    title: z.string(),
    content: z.record(z.string(), z.unknown()),
    amount: wireMoney,
    customerId: id.nullable(),
    status: z.enum(['open', 'approved', 'declined', 'withdrawn']),
    requestedBy: id,
    requestedAt: instant,
    decidedAt: instant.nullable(),
    stages: z.array(
      z.object({
        stageId: id,
        number: count,
        key: z.string(),
        mode: z.string(),
        status: z.string(),
        verdict: z.string().nullable(),
        openIds: z.array(id),
        votes: z.array(
          z.object({ officerId: id, answer: z.string(), comment: z.string().nullable() }),
        ),
      }),
    ),
  })
  .meta({ id: 'ApprovalRequest' });

export const withdrawInput = z.strictObject({ reason: text(500) });
export const requestRef = z.object({ requestId: id }).meta({ id: 'ApprovalRequestRef' });
