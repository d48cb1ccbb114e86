/** A tier matrix as JSON. The schema says what it looks like; whether it covers every application is validated apart. */
import { z } from 'zod';
import {
  exceptionBands,
  riskGrades,
  securityBands,
  type MatrixContent,
} from '../../domain/approval/matrix.ts';
import { roles } from '../../domain/roles.ts';
import { currency, id, text } from './common.ts';

const name = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'must be letters, digits, dots, dashes or underscores');
const decimal = z.string().regex(/^\d{1,16}(\.\d{1,3})?$/, 'must be a decimal amount');
const percent = z.number().int().min(1).max(1_000);
const level = z.number().int().min(1).max(10);

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('role'),
    role: z.enum(roles),
    level: z.enum(['branch', 'region', 'head_office']),
  }),
  z.strictObject({ kind: z.literal('named'), officerIds: z.array(id).min(1).max(50) }),
  z.strictObject({ kind: z.literal('branch_head'), level }),
  z.strictObject({ kind: z.literal('continuous_heads'), upToLevel: level }),
  z.strictObject({ kind: z.literal('group'), groupId: text(60) }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.literal('account_manager'),
    headLevel: z.number().int().min(0).max(10),
  }),
]);

const stage = z.strictObject({
  key: name,
  mode: z.enum(['any', 'all', 'n_of_m', 'sequential']),
  quorumCount: z.number().int().min(1).max(50).nullable(),
  waitForAll: z.boolean(),
  approvers: z
    .array(
      z.strictObject({
        source,
        seatCount: z.number().int().min(1).max(50).nullable(),
        hasVeto: z.boolean(),
        isCounted: z.boolean(),
      }),
    )
    .max(20),
  otherPerson: z.boolean(),
  dedupe: z.enum(['none', 'consecutive', 'once']),
  commentOnApprove: z.boolean(),
  sla: z.strictObject({
    workingHours: z.number().min(0.5).max(2_000),
    reminderPercents: z.array(percent).max(10),
    escalationPercent: percent,
    processAdminPercent: percent,
    escalateTo: source,
  }),
});

/** Empty lists pass: an unfinished draft may be saved, and the validation says what it still lacks. */
export const matrixContent = z.strictObject({
  name,
  amountBasis: z.enum(['application', 'customer_exposure', 'group_exposure']),
  tiers: z
    .array(
      z.strictObject({
        tier: name,
        minDistinctApprovers: z.number().int().min(1).max(50),
        path: z.array(stage).max(30),
      }),
    )
    .max(50),
  rows: z
    .array(
      z.strictObject({
        rowId: name,
        currency,
        amount: z.strictObject({ from: decimal, to: decimal.nullable() }),
        riskGrades: z.array(z.enum(riskGrades)),
        products: z.array(name).max(100),
        customerTypes: z.array(z.enum(['person', 'company'])),
        branchIds: z.array(id).min(1).max(500).exactOptional(),
        security: z.enum(securityBands).exactOptional(),
        exceptions: z.enum(exceptionBands).exactOptional(),
        tier: name.nullable(),
      }),
    )
    .max(2_000),
}) satisfies z.ZodType<MatrixContent>;
