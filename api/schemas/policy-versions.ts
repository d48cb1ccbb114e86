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
]);
const name = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'must be letters, digits, dots, dashes or underscores');
const content = z.record(z.string(), z.unknown());

export const listedVersion = z.object({
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
});

export const policyVersion = listedVersion.extend({ content }).meta({ id: 'PolicyVersion' });
export const policyVersions = pageOf(listedVersion);

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
export const returnedVersion = z.strictObject({ reason: z.string().trim().min(1).max(500) });

export const finding = z
  .object({
    code: z.string(),
    severity: z.enum(['block', 'warn']),
    rowIds: z.array(z.string()),
    tier: z.string().nullable(),
    stageKey: z.string().nullable(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'PolicyFinding' });

export const validation = z.object({ mayBeSubmitted: z.boolean(), findings: z.array(finding) });

export const comparison = z.object({
  /** The version in force; null when this is the first of its name. */
  activeVersionId: id.nullable(),
  differences: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      pointer: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
});
