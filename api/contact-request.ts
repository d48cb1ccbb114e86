/** From what a collector means to do to the question the contact rules are asked. */
import type { Instant } from '../domain/calendar.ts';
import type {
  Channel,
  ContactPurpose,
  ContactRequest,
  ContactSubject,
} from '../domain/collections/contact-policy.ts';
import type { CollectionCase } from '../db/queries/cases.ts';
import type { ContactGround } from '../db/queries/contact-ground.ts';

export type MeantContact = {
  readonly at: Instant;
  readonly channel: Channel;
  readonly purpose: ContactPurpose;
  readonly subject: ContactSubject;
  readonly person: string | null;
  readonly numberKey: string | null;
};

export function contactRequest(
  { caseId, customerId }: CollectionCase,
  { phoneKey }: ContactGround,
  { at, channel, purpose, subject, person, numberKey }: MeantContact,
): ContactRequest {
  const isByPhone = channel === 'voice' || channel === 'sms';
  const ownKey = isByPhone && subject === 'debtor' ? phoneKey : null;
  return {
    at,
    channel,
    purpose,
    subject,
    subjectId: person === null ? customerId : `${customerId}/${person}`,
    numberKey: numberKey ?? ownKey,
    debtId: caseId,
    isLocationInquiry: false,
    agency: null,
  };
}
