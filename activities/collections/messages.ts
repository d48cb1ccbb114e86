/**
 * What a case says to the debtor. Every message asks the contact rules first, in the transaction that writes it; one
 * that is not allowed is kept, with the reasons, and asked again when they say so.
 */
import type { Transaction } from 'kysely';
import type {
  Channel,
  ContactAttempt,
  ContactDecision,
} from '../../domain/collections/contact-policy.ts';
import { decideContact } from '../../domain/collections/decide-contact.ts';
import { businessDateOf } from '../../domain/instant.ts';
import type { LadderStep } from '../../domain/collections/ladder.ts';
import { readContactGround, type ContactGround } from '../../db/queries/contact-ground.ts';
import {
  insertNotices,
  updateWithheldNotices,
  type NewNotice,
  type NoticeDecision,
} from '../../db/queries/notices.ts';
import type { DB } from '../../db/tables.ts';
import { readNoticeTexts } from '../../db/queries/notice-templates.ts';
import { noticeText, type NoticeTexts } from '../../locales/catalogue.ts';
import { noticePurpose } from '../../locales/notice-params.ts';
import { render } from '../notices.ts';
import { caseFacts, type CaseState } from './case-state.ts';

type DebtorTemplate =
  | 'overdue_soft'
  | 'collection_courtesy'
  | 'collection_follow_up'
  | 'collection_address_check'
  | 'collection_formal_demand';

/** Steps that say something by themselves; the others are work for a person. */
const templates: Readonly<Record<string, DebtorTemplate>> = {
  soft_notice: 'overdue_soft',
  courtesy_call: 'collection_courtesy',
  follow_up_10: 'collection_follow_up',
  follow_up_17: 'collection_follow_up',
  follow_up_24: 'collection_follow_up',
  address_check: 'collection_address_check',
  formal_demand: 'collection_formal_demand',
};

export type SentMessage = { readonly channel: Channel; readonly decision: ContactDecision };

/** Sends a step's messages; answers with the decision for each channel. */
export async function sendStepMessages(
  trx: Transaction<DB>,
  state: CaseState,
  step: LadderStep,
): Promise<readonly SentMessage[]> {
  const template = templates[step.key];
  const channels = automaticChannels(step);
  if (template === undefined || channels.length === 0) return [];
  const ground = await readGround(trx, state);
  const messages = decideInTurn(state, ground, template, channels);
  const texts = await readNoticeTexts(trx);
  await insertNotices(
    trx,
    messages.map(({ channel, decision }) => ({
      ...message({ state, step, template, texts }, channel),
      status: decision.outcome === 'allowed' ? 'queued' : 'withheld',
      decision: storedDecision(decision, ground),
    })),
  );
  return messages;
}

/** A robot may call; what needs a person's voice, feet or name is a task. */
function automaticChannels({ channels, performer }: LadderStep): readonly Channel[] {
  if (performer === 'legal' || performer === 'field_team') return [];
  return channels.filter(
    (channel) => channel !== 'visit' && (channel !== 'voice' || performer === 'system'),
  );
}

/** Each message counts for the ones after it. */
function decideInTurn(
  state: CaseState,
  ground: ContactGround,
  template: string,
  channels: readonly Channel[],
): SentMessage[] {
  const history: ContactAttempt[] = [...ground.history];
  return channels.map((channel) => {
    const request = requestOf(state, ground, template, channel);
    const decision = decideContact(ground.policies, request, history, ground.facts);
    if (decision.outcome === 'allowed') history.push({ ...request, outcome: 'delivered' });
    return { channel, decision };
  });
}

function requestOf(
  { collectionCase, now }: CaseState,
  { phoneKey }: ContactGround,
  template: string,
  channel: Channel,
) {
  return {
    at: now,
    channel,
    purpose: noticePurpose(template),
    subject: 'debtor' as const,
    subjectId: collectionCase.customerId,
    numberKey: channel === 'sms' || channel === 'voice' ? phoneKey : null,
    debtId: collectionCase.caseId,
    isLocationInquiry: false,
    agency: null,
  };
}

type StepMessage = {
  readonly state: CaseState;
  readonly step: LadderStep;
  readonly template: DebtorTemplate;
  readonly texts: NoticeTexts;
};

function message({ state, step, template, texts }: StepMessage, channel: Channel): NewNotice {
  const { caseId, customerId, language } = state.collectionCase;
  return render(
    {
      businessKey: `collection-case/${caseId}/${state.anchorDate ?? ''}/${step.key}/${channel}`,
      template,
      channel,
      language,
      customerId,
      caseId,
      params: caseFacts(state),
      businessDate: state.date,
    },
    texts,
  );
}

/**
 * Asks again for what was withheld, as soon as its time has come or, where no time was named, on any news.
 * @returns the messages that go out now
 */
export async function reconsiderWithheld(
  trx: Transaction<DB>,
  state: CaseState,
): Promise<readonly SentMessage[]> {
  const ready = state.withheld.filter(
    ({ nextAllowedAt }) => nextAllowedAt === null || nextAllowedAt <= state.now,
  );
  if (ready.length === 0) return [];
  const ground = await readGround(trx, state);
  const history: ContactAttempt[] = [...ground.history];
  const decided = ready.map((notice) => {
    const channel = notice.channel as Channel;
    const request = requestOf(state, ground, notice.template, channel);
    const decision = decideContact(ground.policies, request, history, ground.facts);
    if (decision.outcome === 'allowed') history.push({ ...request, outcome: 'delivered' });
    return { notice, channel, decision };
  });
  const texts = await readNoticeTexts(trx);
  await updateWithheldNotices(
    trx,
    decided.map(({ notice, decision }) => ({
      noticeId: notice.noticeId,
      status: decision.outcome === 'allowed' ? 'queued' : 'withheld',
      ...noticeText(notice.language, notice.template as DebtorTemplate, caseFacts(state), texts),
      businessDate: state.date,
      decision: storedDecision(decision, ground),
    })),
  );
  return decided.filter(({ decision }) => decision.outcome === 'allowed');
}

/** Judged at this moment, also while steps of earlier days are caught up. */
function readGround(trx: Transaction<DB>, { collectionCase, now, timeZone }: CaseState) {
  const { customerId } = collectionCase;
  return readContactGround(trx, { customerId, businessDate: businessDateOf(now, timeZone) });
}

/** The decision as it is kept: with the versions of the policies that made it. */
export function storedDecision(decision: ContactDecision, ground: ContactGround): NoticeDecision {
  const { policyVersionIds } = ground;
  return JSON.parse(JSON.stringify({ ...decision, policyVersionIds })) as NoticeDecision;
}
