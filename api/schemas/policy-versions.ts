/** Policy versions on the wire: drafts, findings, differences. */
import { z } from 'zod';
import { versionStates } from '../../domain/approval/version-states.ts';
import { id, instant, isoDate, pageOf, paging, version } from './common.ts';

export const policyKind = z.enum([
  'matrix',
  'product',
  'scorecard',
  'reminder_plan',
  'contact_policy',
  'notice_template',
]);
const name = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'must be letters, digits, dots, dashes or underscores');
const content = z.record(z.string(), z.unknown());

const versionFields = {
  policyVersionId: id,
  kind: policyKind,
  name,
  number: z.number().int(),
  status: z.enum(versionStates),
  contentHash: z.string(),
  authorId: id.nullable(),
  confirmedById: id.nullable(),
  effectiveDate: isoDate.nullable(),
  version,
  createdAt: instant,
  activatedAt: instant.nullable(),
};

export const listedVersion = z.object({
  ...versionFields,
  openCaseCount: z.number().int().meta({
    description: 'Applications under way that go by it; they keep it when another comes into force',
  }),
});

export const policyVersion = z.object({ ...versionFields, content }).meta({ id: 'PolicyVersion' });
export const policyVersions = pageOf(listedVersion);

export const versionActionNames = [
  'edit',
  'submit',
  'confirm',
  'send_back',
  'roll_back',
  'copy',
  'simulate',
] as const;

/** One version as its page shows it: with the names of its people, and what its reader may do with it now. */
export const shownVersion = policyVersion
  .extend({
    authorName: z.string().nullable(),
    confirmedByName: z.string().nullable(),
    openCaseCount: listedVersion.shape.openCaseCount,
    request: z
      .object({ requestId: id, number: z.string(), waitsFor: z.array(z.string()) })
      .nullable()
      .meta({ description: 'The approval request it waits in, and whom for' }),
    actions: z.array(
      z.object({
        action: z.enum(versionActionNames),
        allowed: z.boolean(),
        reasonCode: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ShownPolicyVersion' });

export const versionParams = z.strictObject({ policyVersionId: id });

export const versionQuery = z.strictObject({
  ...paging,
  kind: policyKind.optional(),
  name: name.optional(),
  status: z.enum(versionStates).optional(),
});

/** A new content, or the content of an earlier version: that is how a policy is rolled back. */
export const newDraft = z.union([
  z.strictObject({ kind: policyKind, name, content }),
  z.strictObject({ copyOfId: id }),
]);

export const editedDraft = z.strictObject({ content });
export const submission = z.strictObject({ effectiveDate: isoDate });
export const rollback = z.strictObject({
  effectiveDate: isoDate,
  reason: z.string().trim().min(5).max(500),
});
export const returnedVersion = z.strictObject({ reason: z.string().trim().min(1).max(500) });

export const finding = z
  .object({
    code: z.string(),
    severity: z.enum(['block', 'warn']),
    rowIds: z.array(z.string()),
    tier: z.string().nullable(),
    stageKey: z.string().nullable(),
    pointer: z.string().meta({
      description: 'Where it stands in the content, with names: `/tiers/T4/path/credit_committee`',
      examples: ['/rows/ab-2'],
    }),
    facts: z.record(z.string(), z.unknown()),
    message: z.object({ 'zh-CN': z.string(), en: z.string() }),
  })
  .meta({ id: 'PolicyFinding' });

export const validation = z.object({ mayBeSubmitted: z.boolean(), findings: z.array(finding) });

const cellPath = z.object({
  rowId: z.string(),
  tier: z.string().nullable().meta({ description: 'Null is a decline by rule' }),
  stages: z.array(
    z.object({
      key: z.string(),
      mode: z.enum(['any', 'all', 'n_of_m', 'sequential']),
      quorumCount: z.number().int().nullable(),
      workingHours: z.number(),
    }),
  ),
});

export const comparison = z.object({
  /** The version in force; null when this is the first of its name. */
  activeVersionId: id.nullable(),
  /** Row by row, tier by tier, stage by stage. */
  differences: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      pointer: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  /** Of a matrix: the amounts of each cell that would take another path; null is no row. */
  cells: z.array(
    z.object({
      facts: z.record(z.string(), z.unknown()),
      before: cellPath.nullable(),
      after: cellPath.nullable(),
    }),
  ),
});
