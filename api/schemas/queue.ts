/** Work queues on the wire. */
import { z } from 'zod';
import { riskGrades } from '../../domain/approval/matrix.ts';
import { applicationStates } from '../../domain/origination/application-states.ts';
import { requestStatuses } from '../../domain/approval/request-names.ts';
import { currency, id, instant, pageOf, paging, text, wireMoney } from './common.ts';

const count = z.number().int();
const decimal = z.string().regex(/^\d{1,16}(\.\d{1,3})?$/, 'must be a decimal amount');

export const queueName = z.enum([
  'todo',
  'done',
  'started',
  'delegated',
  'advice',
  'copied',
  'team',
  'all',
]);

const flag = z.enum(['first', 'resubmitted', 'added', 'delegated', 'exception']);

/** What a queue can be narrowed and ordered by; a saved view keeps the same. */
const narrowing = {
  kind: z.enum(['application', 'request']).exactOptional(),
  product: text(60).exactOptional(),
  fromAmount: decimal.exactOptional(),
  toAmount: decimal.exactOptional(),
  currency: currency.exactOptional(),
  grade: z.enum(riskGrades).exactOptional(),
  tier: text(20).exactOptional(),
  branchId: id.exactOptional(),
  stageKey: text(60).exactOptional(),
  sla: z.enum(['overdue', 'today', 'later', 'paused']).exactOptional(),
  flag: flag.exactOptional(),
  text: text(60)
    .exactOptional()
    .meta({ description: 'A part of the number, the customer’s name or a request’s title' }),
  sort: z
    .enum(['due', '-due', 'amount', '-amount', 'number', '-number', 'arrived', '-arrived'])
    .exactOptional()
    .meta({
      description: 'Left out: what is overdue, then what is due next, then the largest amount',
    }),
};

export const queueFilter = z.strictObject({ ...narrowing, isRead: z.boolean().exactOptional() });

const readState = { isRead: z.enum(['true', 'false']).exactOptional() };
export const queueQuery = z.strictObject({
  ...paging,
  ...narrowing,
  ...readState,
  mine: queueName.default('todo'),
});
export type QueueQuery = z.output<typeof queueQuery>;

export const nextTaskQuery = z.strictObject({
  ...narrowing,
  mine: z.enum(['todo', 'delegated', 'advice']).default('todo'),
  exceptStageId: id.exactOptional().meta({ description: 'The task one comes from' }),
});

/** What this person may do here; `reasonCode` is the refusal a try would meet. */
const stageActions = z.array(
  z.object({
    action: z.enum(['approve', 'decline', 'return']),
    allowed: z.boolean(),
    reasonCode: z.string().nullable(),
  }),
);

const queueStage = z.object({
  stageId: id,
  key: z.string(),
  number: count,
  stageCount: count,
  attempt: count,
  mode: z.enum(['any', 'all', 'n_of_m', 'sequential']),
  quorumCount: count.nullable(),
  status: z.enum(['open', 'returned', 'closed', 'unused']),
  approveCount: count,
  neededCount: count.meta({ description: 'Approvals the stage needs' }),
  holders: z.array(z.string()).meta({ description: 'Names of those whose answer is open' }),
  claim: z.object({ officerId: id, name: z.string(), until: instant }).nullable(),
  openedAt: instant,
  dueAt: instant.nullable().meta({ description: 'Null while the clock stands still' }),
});

export const queueLine = z
  .object({
    kind: z.enum(['application', 'request']),
    applicationId: id.nullable(),
    requestId: id.nullable(),
    number: z.string(),
    title: z.string().nullable().meta({ description: 'What a request asks for' }),
    customerName: z.string().nullable(),
    product: z.string().meta({ description: 'The product, or what a request is about' }),
    amount: wireMoney,
    installmentCount: count.nullable(),
    grade: z.enum(riskGrades).nullable(),
    tier: z.string().nullable(),
    applicationStatus: z.enum(applicationStates).nullable(),
    requestStatus: z.enum(requestStatuses).nullable(),
    version: count.nullable().meta({ description: 'Of the application, for If-Match' }),
    branchName: z.string(),
    officerName: z.string().meta({ description: 'Account manager, or who asks' }),
    arrivedAt: instant.meta({
      description:
        'When it came into this queue, in business time: the task its holder, the stage the house, the answer, the copy',
    }),
    flags: z.array(flag),
    stage: queueStage.nullable(),
    myVote: z
      .object({
        answer: z.enum(['approve', 'decline', 'return']),
        votedAt: instant,
        undoUntil: instant.nullable(),
      })
      .nullable(),
    readAt: instant.nullable().meta({ description: 'Of a copy: when I marked it as read' }),
    actions: stageActions,
  })
  .meta({ id: 'QueueLine' });

export const queuePage = pageOf(queueLine);

export const queueCounts = z
  .object({
    todo: count,
    overdue: count.meta({ description: 'Of those to do' }),
    done: count,
    started: count,
    delegated: count,
    advice: count,
    copied: count.meta({ description: 'Unread ones' }),
    team: count,
    all: count,
    asOf: instant,
  })
  .meta({ id: 'QueueCounts' });

export const nextTask = z
  .object({ task: queueLine.nullable(), remaining: count, asOf: instant })
  .meta({ id: 'NextTask' });
