/** People of the house and its units on the wire. */
import { z } from 'zod';
import { roles, type Role } from '../../domain/roles.ts';
import {
  actions,
  id,
  instant,
  isoDate,
  language,
  money,
  pageOf,
  paging,
  password,
  text,
  userName,
  version,
  wireMoney,
} from './common.ts';

/** A borrower is a customer with a user, never an officer with a role. */
const officerRoles = roles.filter((role) => role !== 'borrower') as [Role, ...Role[]];
export const officerRole = z.enum(officerRoles);

export const roleGrant = z
  .object({
    roleGrantId: id,
    role: z.enum(roles),
    branchId: id.nullable().meta({ description: 'Null: for the whole house' }),
    grantedBy: id.nullable(),
    grantedAt: instant,
  })
  .meta({ id: 'RoleGrant' });

export const officer = z
  .object({
    officerId: id,
    userName: z.string(),
    displayName: z.string(),
    branchId: id,
    reportsToId: id.nullable(),
    limit: wireMoney.nullable(),
    language,
    status: z.enum(['active', 'left']),
    grants: z.array(roleGrant),
    version,
    actions,
  })
  .meta({ id: 'Officer' });

export const officerPage = pageOf(officer).meta({ id: 'OfficerPage' });

export const officerParams = z.strictObject({ officerId: id });
export const roleGrantParams = z.strictObject({ roleGrantId: id });

export const officerQuery = z.strictObject({
  ...paging,
  branchId: id.optional(),
  role: officerRole.optional(),
  status: z.enum(['active', 'left']).optional(),
});

export const newOfficer = z.strictObject({
  userName,
  displayName: text(100),
  password,
  branchId: id,
  reportsToId: id.optional(),
  limit: money.optional(),
  language: language.default('zh-CN'),
});

export const officerChange = z.strictObject({
  displayName: text(100).optional(),
  branchId: id.optional(),
  reportsToId: id.nullable().optional(),
  limit: money.nullable().optional(),
  status: z.enum(['active', 'left']).optional(),
});

export const newRoleGrant = z.strictObject({
  role: officerRole,
  branchId: id
    .nullable()
    .optional()
    .meta({ description: "The officer's own branch if left out; null for the whole house" }),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:MM');

export const officeHours = z
  .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
  .min(1)
  .max(4)
  .refine(isOrdered, 'sessions follow each other within the day');

export const branch = z
  .object({
    branchId: id,
    code: z.string(),
    name: z.string(),
    parentBranchId: id.nullable(),
    officeHours: z.array(z.object({ from: z.string(), to: z.string() })),
    timeZone: z.string(),
  })
  .meta({ id: 'Branch' });

export const branchList = z.object({ items: z.array(branch) });

export const newBranch = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, 'must be capital letters, digits and hyphens'),
  name: text(100),
  parentBranchId: id,
  officeHours: officeHours.default([
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ]),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'must be a time zone such as Asia/Shanghai')
    .optional(),
});

export const auditEvent = z
  .object({
    auditEventId: id,
    actorId: z.string().nullable(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    businessDate: isoDate,
    occurredAt: instant,
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' });

function isOrdered(sessions: readonly { readonly from: string; readonly to: string }[]): boolean {
  const times = sessions.flatMap(({ from, to }) => [from, to]);
  return times.every((time, index) => index === 0 || times[index - 1]! < time);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
