/** Bodies that decide together, on the wire. */
import { z } from 'zod';
import { id, instant, text } from './common.ts';

const groupId = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'must be letters, digits, dots, dashes or underscores');

export const groupParams = z.strictObject({ groupId });
export const changeParams = z.strictObject({ changeId: id });

export const groupProposal = z.strictObject({
  name: text(60),
  officerIds: z.array(id).max(50),
  reason: text(500),
});

export const groupChange = z
  .object({
    changeId: id,
    groupId,
    name: z.string(),
    officerIds: z.array(id),
    reason: z.string(),
    status: z.enum(['pending', 'confirmed', 'refused', 'withdrawn']),
    proposedById: id,
    proposedAt: instant,
    decidedById: id.nullable(),
    decidedAt: instant.nullable(),
  })
  .meta({ id: 'ApproverGroupChange' });

export const group = z
  .object({
    groupId,
    name: z.string(),
    members: z.array(z.object({ officerId: id, name: z.string(), isActive: z.boolean() })),
    pending: groupChange.nullable(),
  })
  .meta({ id: 'ApproverGroup' });

export const groups = z.object({ items: z.array(group) }).meta({ id: 'ApproverGroups' });
export const groupChanges = z
  .object({ items: z.array(groupChange) })
  .meta({ id: 'ApproverGroupChanges' });
