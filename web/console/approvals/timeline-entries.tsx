/** Events of a case as the timeline shows them: the kind in words, its facts as a sentence, and who did it. */
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import type { listTimeline } from '../../api/contracts/cases.ts';
import { isWireMoney } from '../../components/problem-facts.ts';
import { Money } from '../../components/Money.tsx';
import type { TimelineEntry, TimelineTone } from '../../components/Timeline.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { useStageName } from './stage-name.ts';

type Event = AnswerOf<typeof listTimeline>['items'][number];

const tones: Readonly<Record<string, TimelineTone>> = {
  'application.approved': 'good',
  'application.booked': 'good',
  'application.declined': 'bad',
  'application.returned': 'returned',
  'application.disbursement_refused': 'failed',
  'application.expired': 'bad',
  'request.approved': 'good',
  'request.took_effect': 'good',
  'request.declined': 'bad',
  'request.returned': 'returned',
  'request.lapsed': 'failed',
  'stage.escalated': 'returned',
};

const voteTones: Readonly<Record<string, TimelineTone>> = {
  approve: 'good',
  decline: 'bad',
  return: 'returned',
};

const categories = ['vote', 'case', 'stage', 'talk'] as const;
type Category = (typeof categories)[number];

function categoryOf(kind: string): Category {
  const [subject = ''] = kind.split('.');
  if (subject === 'vote' || subject === 'counter_offer') return 'vote';
  if (kind.startsWith('case.') || subject === 'advice') return 'talk';
  return subject === 'application' || subject === 'request' ? 'case' : 'stage';
}

export function useTimelineFilter() {
  const { t } = useTranslation('approvals');
  return categories.map((category) => ({ category, label: t(`category.${category}`) }));
}

export function useTimelineEntries(events: readonly Event[]): readonly TimelineEntry[] {
  const nameOf = useKindName();
  return events.map((event, index) => {
    const { kind, actorId, actorName, occurredAt, details } = event;
    const before = events[index - 1];
    const tone = kind === 'vote.cast' ? voteTones[textOf(details, 'answer')] : tones[kind];
    const elapsed = before === undefined ? 0 : minutesBetween(before.occurredAt, occurredAt);
    return {
      id: `${index}-${kind}`,
      at: occurredAt,
      what: nameOf(event),
      tone: tone ?? 'plain',
      isSystem: actorId === null,
      category: categoryOf(kind),
      details: <Details details={details} />,
      ...(actorName === null ? {} : { actor: actorName }),
      ...(elapsed < 1 ? {} : { elapsedMinutes: elapsed }),
    };
  });
}

function useKindName(): (event: Event) => string {
  const { t, i18n } = useTranslation('approvals');
  const stageName = useStageName();
  return ({ kind, details }) => {
    const key = `event.${kind}`;
    if (!i18n.exists(key, { ns: 'approvals' })) return kind;
    const answer = textOf(details, 'answer');
    const stage = textOf(details, 'key');
    return t(key as 'event.vote.cast', {
      answer: answer === '' ? '' : t(`components:status.verdict.${answer as 'approve'}`),
      stage: stage === '' ? '' : stageName(stage),
    });
  };
}

const spoken = ['comment', 'reason', 'text', 'question', 'answer', 'note', 'description'] as const;

/** What people wrote or chose, in their words; identifiers say nothing to a reader. */
function Details({ details }: { readonly details: Event['details'] }): ReactNode {
  const { t, i18n } = useTranslation('approvals');
  const { knows, wordOf } = useWords();
  const code = textOf(details, 'reasonCode');
  const known = code !== '' && i18n.exists(code, { ns: 'reasons' });
  const verdicts = ['approve', 'decline', 'return'];
  const words = spoken
    .map((name) => textOf(details, name))
    .filter((text) => text !== '' && !verdicts.includes(text));
  const status = textOf(details, 'status');
  const amount = details['amount'];
  const parts: ReactNode[] = [
    ...(known ? [t(`reasons:${code as 'debt_too_high'}`)] : []),
    ...(isWireMoney(amount) ? [<Money key="amount" value={amount} />] : []),
    ...(status !== '' && knows('status.application', status)
      ? [wordOf('status.application', status)]
      : []),
    ...words.map((text) => t('decision.quoted', { text })),
  ];
  if (parts.length === 0) return null;
  return parts.map((part, index) => (
    <span key={index}>
      {index === 0 ? null : ' · '}
      {part}
    </span>
  ));
}

function textOf(details: Event['details'], name: string): string {
  const value = details[name];
  return typeof value === 'string' ? value : '';
}

function minutesBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);
}
