/** Everything that happened in a case, by people and by the system. */
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listCaseEvents } from '../../api/contracts/collections.ts';
import { useRead } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { Timeline, type TimelineEntry, type TimelineTone } from '../../components/Timeline.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';

type Event = AnswerOf<typeof listCaseEvents>['items'][number];
type Words = Translate<'collecting'>;

const categories = ['contact', 'promise', 'case'] as const;

export function CaseTimeline({ caseId }: { readonly caseId: string }): ReactNode {
  const { t, i18n } = useTranslation('collecting');
  const query = { params: { caseId }, query: { size: 200 } };
  const { data, error, refetch } = useRead(listCaseEvents, query);
  if (data === undefined) {
    return error === null ? (
      <BlockSkeleton lines={6} />
    ) : (
      <ErrorState what={t('tab.timeline')} error={error} onRetry={() => void refetch()} />
    );
  }
  const wordOf = (kind: string) => {
    const key = kind.replace('.', '_');
    return i18n.exists(`event.${key}`, { ns: 'collecting' })
      ? t(`event.${key as 'promise_taken'}`)
      : kind;
  };
  return (
    <Timeline
      name={t('tab.timeline')}
      entries={data.items.map((event, index) => toEntry(event, index, { t, wordOf }))}
      filter={categories.map((category) => ({ category, label: t(`category.${category}`) }))}
    />
  );
}

type Parts = { readonly t: Words; readonly wordOf: (kind: string) => string };

function toEntry(event: Event, index: number, { t, wordOf }: Parts): TimelineEntry {
  const { kind, occurredAt, actorName, details } = event;
  const said = detailsOf(details, t);
  return {
    id: String(index),
    at: occurredAt,
    what: wordOf(kind),
    tone: toneOf(kind),
    isSystem: event.actorId === null,
    category: categoryOf(kind),
    ...(actorName === null ? {} : { actor: actorName }),
    ...(typeof details['channel'] === 'string'
      ? { channel: t(`channel.${details['channel'] as 'voice'}`) }
      : {}),
    ...(said === null ? {} : { details: said }),
  };
}

function toneOf(kind: string): TimelineTone {
  if (kind === 'contact.blocked' || kind === 'contact.recorded_afterwards') return 'failed';
  if (kind === 'promise.broken') return 'returned';
  if (kind === 'promise.kept' || kind === 'collection_case.cured') return 'good';
  return 'plain';
}

function categoryOf(kind: string): (typeof categories)[number] {
  if (kind.startsWith('contact.')) return 'contact';
  return kind.startsWith('promise.') ? 'promise' : 'case';
}

type PromisePart = {
  readonly amount: { readonly amount: string; readonly currency: 'CNY' };
  readonly promiseDate: string;
};

const causes = ['days_past_due', 'inaction', 'broken_promises'] as const;

/** A cause of the system by its word, what a person wrote as they wrote it. */
function reasonOf(reason: string, t: Words): string {
  const cause = causes.find((one) => one === reason);
  return cause === undefined ? reason : t(`because.${cause}`);
}

/** The details that say something to a reader; ids and inner marks do not. */
function detailsOf(details: Event['details'], t: Words): ReactNode {
  const { result, outcome, step, level, reason, flag, bucket, parts } = details as {
    readonly [name: string]: string | undefined;
  } & { readonly parts?: readonly PromisePart[] };
  if (parts !== undefined) {
    return parts.map(({ amount, promiseDate }) => (
      <span key={promiseDate} style={{ marginInlineEnd: 12 }}>
        <DateText date={promiseDate} /> <Money value={amount} />
      </span>
    ));
  }
  const words = [
    ...(result === undefined ? [] : [t(`result.${result as 'promised'}`)]),
    ...(result !== undefined || outcome === undefined
      ? []
      : [t(`outcome.${outcome as 'conversation'}`)]),
    ...(step === undefined ? [] : [t(`collections:step.${step as 'soft_notice'}`)]),
    ...(level === undefined ? [] : [t(`collections:level.${level as 'collector'}`)]),
    ...(flag === undefined ? [] : [t(`flag.${flag as 'dispute'}`)]),
    ...(bucket === undefined ? [] : [bucket]),
    ...(reason === undefined ? [] : [reasonOf(reason, t)]),
  ];
  return words.length === 0 ? null : words.join(' · ');
}
