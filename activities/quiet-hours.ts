/**
 * The last look before a notice leaves: what was written in the morning may be sent at night, after an outage or out of
 * a long queue. Nobody is reminded of money in their quiet hours; other rules were asked when the notice was written.
 */
import type { Kysely } from 'kysely';
import type { Channel, ContactPolicy } from '../domain/collections/contact-policy.ts';
import { decideContact } from '../domain/collections/decide-contact.ts';
import type { Instant } from '../domain/calendar.ts';
import { readClock } from '../db/queries/clock.ts';
import { listContactPolicies } from '../db/queries/contact-ground.ts';
import type { ClaimedNotice, Settlement } from '../db/queries/notices.ts';
import type { DB } from '../db/tables.ts';
import { noticePurpose } from '../locales/notice-params.ts';

/** Which of the claimed may go now, and which wait until when. */
export async function holdQuiet(
  db: Kysely<DB>,
  claimed: readonly ClaimedNotice[],
): Promise<{ readonly free: readonly ClaimedNotice[]; readonly held: readonly Settlement[] }> {
  if (!claimed.some(isAboutMoneyOwed)) return { free: claimed, held: [] };
  const { now } = await readClock(db);
  const policies = (await listContactPolicies(db)).map(onlyQuietHours);
  const held = claimed.flatMap((notice) => {
    const nextAllowedAt = quietUntil(policies, notice, now);
    return nextAllowedAt === null ? [] : [heldUntil(notice.noticeId, nextAllowedAt)];
  });
  const heldIds = new Set(held.map(({ noticeId }) => noticeId));
  return { free: claimed.filter(({ noticeId }) => !heldIds.has(noticeId)), held };
}

function isAboutMoneyOwed({ zone, template }: ClaimedNotice): boolean {
  return zone !== null && noticePurpose(template) !== 'service';
}

function quietUntil(
  policies: readonly ContactPolicy[],
  notice: ClaimedNotice,
  now: Instant,
): Instant | null {
  if (!isAboutMoneyOwed(notice) || notice.zone === null || policies.length === 0) return null;
  const consent = { covers: 'quiet_hours' as const, givenAt: now, withdrawnAt: null };
  const decision = decideContact(
    policies,
    {
      at: now,
      channel: notice.channel as Channel,
      purpose: noticePurpose(notice.template),
      subject: 'debtor',
      subjectId: notice.noticeId,
      numberKey: null,
      debtId: null,
      isLocationInquiry: false,
      agency: null,
    },
    [],
    {
      consents: notice.hasNightConsent ? [consent] : [],
      stops: [],
      subjectZones: [notice.zone],
      reachability: {
        isUnreachable: false,
        isDeceased: false,
        isIncapable: false,
        isNumberInvalid: false,
        failedAttemptsInARow: 0,
        isGuaranteeInForce: false,
      },
    },
  );
  return decision.outcome === 'allowed' ? null : decision.nextAllowedAt;
}

function onlyQuietHours(policy: ContactPolicy): ContactPolicy {
  return {
    ...policy,
    caps: [],
    coolOff: null,
    subjects: [{ subject: 'debtor', allowed: 'yes' }],
    consentNeeded: [],
    stops: { flags: [], purposes: [] },
  };
}

function heldUntil(noticeId: string, nextAllowedAt: Instant): Settlement {
  return {
    noticeId,
    status: 'withheld',
    delayMs: 0,
    failure: null,
    reference: null,
    decision: { heldBy: 'sender', nextAllowedAt },
  };
}
