/** Everything that happened to a loan: what people and the bank did, and what time did. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../../api/contract.ts';
import { listEvents, listSteps } from '../../../api/contracts/loans.ts';
import { useRead } from '../../../api/use-read.ts';
import { zoneOffset } from '../../../components/date-text.ts';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Money } from '../../../components/Money.tsx';
import { isWireMoney } from '../../../components/problem-facts.ts';
import { useZone } from '../../../components/server-time.ts';
import { Timeline, type TimelineEntry } from '../../../components/Timeline.tsx';
import { useTranslation, type Translate } from '../../../i18n/use-words.ts';
import { useEventWord } from '../event-words.ts';
import type { Loan } from '../loan.ts';
import { Reading } from '../Reading.tsx';

type LoanEvent = AnswerOf<typeof listEvents>['items'][number];
type Step = AnswerOf<typeof listSteps>['items'][number];

export function TimelineTab({ loan: { loanId } }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const wordOf = useEventWord();
  const zone = useZone();
  const events = useRead(listEvents, { params: { loanId }, query: { size: 200 } });
  const steps = useRead(listSteps, { params: { loanId } });
  return (
    <Reading query={events} what={t('tabs.timeline')}>
      {({ items, next }) => {
        const entries = [
          ...items.map((event) => eventEntry(event, wordOf, t)),
          ...(steps.data?.items ?? []).map((step) => stepEntry(step, zone, wordOf, t)),
        ].toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
        return entries.length === 0 ? (
          <EmptyState reason="none" sentence={t('timeline.none')} />
        ) : (
          <Stack gap="sm">
            <Timeline
              name={t('tabs.timeline')}
              entries={entries}
              filter={(['event', 'step'] as const).map((category) => ({
                category,
                label: t(`timeline.${category}`),
              }))}
            />
            {next === null ? null : (
              <Text size="sm" c="dimmed">
                {t('timeline.more')}
              </Text>
            )}
          </Stack>
        );
      }}
    </Reading>
  );
}

function eventEntry(
  event: LoanEvent,
  wordOf: (kind: string) => string,
  t: Translate<'loans'>,
): TimelineEntry {
  const { seq, kind, recordedAt, recordedDate, effectiveDate, payload, actorId } = event;
  const amount = payload['amount'];
  const change = payload['change'] as { readonly type?: string } | undefined;
  return {
    id: `event/${seq}`,
    at: recordedAt,
    what: wordOf(change?.type ?? kind),
    tone: kind === 'write_off' ? 'bad' : kind === 'reversal' ? 'returned' : 'good',
    isSystem: actorId === null,
    category: 'event',
    details: (
      <Text size="sm" component="div">
        {isWireMoney(amount) ? <Money value={amount} /> : null}
        {effectiveDate === recordedDate ? null : (
          <>
            {' '}
            {t('timeline.countsFrom')} <DateText date={effectiveDate} />
          </>
        )}
      </Text>
    ),
  };
}

/** Steps are known by their day, and taken soon after it begins. */
function stepEntry(
  { kind, installmentNumber, date }: Step,
  zone: string,
  wordOf: (kind: string) => string,
  t: Translate<'loans'>,
): TimelineEntry {
  const word = wordOf(kind);
  return {
    id: `step/${kind}/${date}/${installmentNumber}`,
    at: `${date}T00:00:00${zoneOffset(`${date}T00:00:00Z`, zone)}`,
    what:
      installmentNumber === 0
        ? word
        : `${word} ${t('timeline.row', { number: installmentNumber })}`,
    tone: kind === 'late' ? 'bad' : 'plain',
    isSystem: true,
    category: 'step',
  };
}
