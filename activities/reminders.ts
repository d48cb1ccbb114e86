/**
 * Reminders ask the contact rules when they are written: caps on messages and whatever stops contact. One that is not
 * allowed is kept with the reasons and never sent, for its text belongs to its day. Quiet hours are asked by the sender.
 */
import type { Transaction } from 'kysely';
import type { Channel, ContactAttempt } from '../domain/collections/contact-policy.ts';
import { decideContact } from '../domain/collections/decide-contact.ts';
import { localInstant } from '../domain/instant.ts';
import { readContactGround, type ContactGround } from '../db/queries/contact-ground.ts';
import { readNoticeTexts } from '../db/queries/notice-templates.ts';
import { insertNotices, type NewNotice } from '../db/queries/notices.ts';
import type { DB } from '../db/tables.ts';
import { noticePurpose, type NoticeTemplate } from '../locales/notice-params.ts';
import { storedDecision } from './collections/messages.ts';
import { render, type AnyNoticeRequest, type NoticeRequest } from './notices.ts';

/** When reminders go out; the day is the step's own, also while days are caught up. */
const reminderHour = '09:00';

/** @param requests to one customer about one day, in the order in which they count against each other */
export async function queueReminders(
  trx: Transaction<DB>,
  requests: readonly AnyNoticeRequest[],
): Promise<void> {
  const [first] = requests;
  if (first?.customerId === undefined) return;
  const { customerId, businessDate } = first;
  const ground = await readContactGround(trx, { customerId, businessDate });
  const history: ContactAttempt[] = [...ground.history];
  const texts = await readNoticeTexts(trx);
  const notices = requests.map((request) => {
    const notice = render(request as NoticeRequest<NoticeTemplate>, texts);
    const { decision, contact } = judge(ground, notice, history);
    if (decision?.outcome === 'denied') {
      return { ...notice, status: 'withheld' as const, decision: storedDecision(decision, ground) };
    }
    history.push({ ...contact, outcome: 'delivered' });
    return notice;
  });
  await insertNotices(trx, notices);
}

function judge(
  ground: ContactGround,
  { customerId, channel, template, businessDate }: NewNotice,
  history: readonly ContactAttempt[],
) {
  const contact = {
    at: localInstant(businessDate, reminderHour, ground.facts.subjectZones[0]!),
    channel: channel as Channel,
    purpose: noticePurpose(template),
    subject: 'debtor' as const,
    subjectId: customerId!,
    numberKey: channel === 'sms' ? ground.phoneKey : null,
    debtId: null,
    isLocationInquiry: false,
    agency: null,
  };
  const policies = ground.policies.map((policy) => ({ ...policy, quietHours: [] }));
  // A house that has put no contact policy in force has no rule to ask.
  if (policies.length === 0) return { contact, decision: null };
  return { contact, decision: decideContact(policies, contact, history, ground.facts) };
}
