/** A borrower's own profile, messages and overview on the wire. */
import { z } from 'zod';
import { consent } from './customers.ts';
import { id, instant, isoDate, language, pageOf, text, version, wireMoney } from './common.ts';

export const profile = z
  .object({
    number: z.string(),
    /** One's own name in full; numbers stay masked on a phone that others may look at. */
    name: z.string(),
    identityMask: z.string(),
    phoneMask: z.string(),
    bankAccountMask: z.string().nullable(),
    email: z.string().nullable(),
    language,
    contact: z.object({ branchName: z.string(), managerName: z.string() }).nullable(),
    consents: z.array(consent),
    /** Who had which data shown in full, why and when; newest first. */
    accesses: z.array(
      z.object({
        occurredAt: instant,
        purpose: z.string(),
        fields: z.array(z.string()),
        branchName: z.string().nullable(),
      }),
    ),
    version,
  })
  .meta({ id: 'OwnProfile' });

export const profileChange = z.strictObject({
  language: language.optional(),
  email: z.email().max(200).nullable().optional(),
  /** Where money is paid to and debited from. */
  bankAccount: z.string().trim().min(8).max(45).optional(),
});

export const newOwnConsent = z.strictObject({
  kind: z.enum(['bureau_query', 'data_processing', 'contact_outside_hours']),
  wordingVersion: text(40),
});
export const consentParams = z.strictObject({ consentId: id });

export const message = z
  .object({
    noticeId: id,
    template: z.string(),
    channel: z.string(),
    language,
    subject: z.string(),
    body: z.string(),
    businessDate: isoDate,
    loanId: id.nullable(),
    applicationId: id.nullable(),
    readAt: instant.nullable(),
  })
  .meta({ id: 'OwnMessage' });
export const messagePage = pageOf(message).extend({ unreadCount: z.number().int() });
export const noticeParams = z.strictObject({ noticeId: id });
export const reading = z.object({ noticeId: id });

export const toDoKinds = [
  'pay_overdue',
  'pay_due',
  'accept_offer',
  'answer_terms',
  'hand_in_missing',
  'finish_draft',
  'read_answer',
] as const;

/** The things to do now, the most pressing first. */
export const overview = z
  .object({
    displayName: z.string(),
    businessDate: isoDate,
    toDo: z.array(
      z.object({
        kind: z.enum(toDoKinds),
        loanId: id.nullable(),
        applicationId: id.nullable(),
        borrowerRequestId: id.nullable(),
        number: z.string(),
        amount: wireMoney.nullable(),
        date: isoDate.nullable(),
        daysPastDue: z.number().int(),
      }),
    ),
    /** The next amount that falls due, of any loan. */
    nextDue: z
      .object({ loanId: id, number: z.string(), amount: wireMoney, dueDate: isoDate })
      .nullable(),
    openLoanCount: z.number().int(),
    openApplicationCount: z.number().int(),
    unreadCount: z.number().int(),
    contact: z.object({ branchName: z.string(), managerName: z.string() }).nullable(),
  })
  .meta({ id: 'OwnOverview' });

export const confirmationCode = z
  .object({
    phoneMask: z.string(),
    expiresAt: instant,
    /** The code itself, in a training installation. */
    trainingCode: z.string().nullable(),
  })
  .meta({ id: 'ConfirmationCode' });
export const newConfirmation = z.strictObject({
  code: z.string().regex(/^\d{6}$/, 'must be six digits'),
});
export const confirmation = z
  .object({ outcome: z.enum(['right', 'wrong', 'expired']), attemptsLeft: z.number().int() })
  .meta({ id: 'Confirmation' });
