/** A contact policy as JSON: when, how often and with whom contact is allowed. */
import { z } from 'zod';
import {
  capCounts,
  channels,
  contactPurposes,
  contactSubjects,
  preconditions,
  stopFlags,
  type ContactPolicy,
} from '../../domain/collections/contact-policy.ts';
import { text } from './common.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be HH:MM');
const days = z.number().int().min(1).max(3_660);
const source = text(500).exactOptional();
const channelList = z.array(z.enum(channels));

export const contactPolicyContent = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,60}$/, 'must be letters, digits, dots, dashes or underscores'),
  jurisdiction: text(40),
  source: text(500),
  quietHours: z.array(
    z.strictObject({ channels: channelList, from: localTime, to: localTime, source }),
  ),
  caps: z.array(
    z.strictObject({
      counts: z.enum(capCounts),
      channels: channelList,
      purposes: z.array(z.enum(contactPurposes)),
      per: z.enum(['debtor', 'number', 'debt']),
      window: z.union([z.literal('calendar_day'), z.strictObject({ rollingDays: days })]),
      max: z.number().int().min(1).max(1_000),
      source,
    }),
  ),
  coolOff: z
    .strictObject({ channels: channelList, days, per: z.enum(['debtor', 'debt']), source })
    .nullable(),
  subjects: z.array(
    z.strictObject({
      subject: z.enum(contactSubjects),
      allowed: z.union([z.literal('yes'), z.literal('never'), z.array(z.enum(preconditions))]),
    }),
  ),
  consentOverrides: z.array(z.enum(['quiet_hours', 'cap'])),
  consentNeeded: channelList,
  stops: z.strictObject({
    flags: z.array(z.enum(stopFlags)),
    purposes: z.array(z.enum(contactPurposes)),
  }),
  agency: z.strictObject({ mustBeListed: z.boolean(), reviewDays: days }),
}) satisfies z.ZodType<ContactPolicy>;
