/** Notices on the wire: what was written to whom, and what became of it. */
import { z } from 'zod';
import { id, instant, isoDate, language, pageOf, paging } from './common.ts';

const channel = z.enum(['sms', 'email', 'push', 'voice', 'letter', 'visit', 'console']);
const status = z.enum(['queued', 'sent', 'failed', 'unknown', 'withheld']);

export const noticeQuery = z.strictObject({
  ...paging,
  customerId: id.optional(),
  officerId: id.optional(),
  loanId: id.optional(),
  caseId: id.optional(),
  applicationId: id.optional(),
  template: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  channel: channel.optional(),
  status: status.optional(),
  /** Own notices only. */
  mine: z.enum(['true', 'false']).optional(),
});

export const notice = z
  .object({
    noticeId: id,
    customerId: id.nullable(),
    officerId: id.nullable(),
    loanId: id.nullable(),
    caseId: id.nullable(),
    applicationId: id.nullable(),
    template: z.string(),
    channel,
    language,
    subject: z.string(),
    body: z.string(),
    businessDate: isoDate,
    status,
    /** Why the contact rules withheld it, and from when they let it go. */
    decision: z.record(z.string(), z.unknown()).nullable(),
    sentAt: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Notice' });

export const notices = pageOf(notice);
