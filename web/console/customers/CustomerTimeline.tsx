/** What was done with the file, and who looked; the newest entries, older ones on request. */
import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { readCustomerTimeline } from '../../api/contracts/customers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { Timeline, type TimelineEntry } from '../../components/Timeline.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { useConsentName } from './CustomerPapers.tsx';

type Event = AnswerOf<typeof readCustomerTimeline>['items'][number];

const PAGE = 50;
const MOST = 200;

export function CustomerTimeline({ customerId }: { readonly customerId: string }): ReactNode {
  const { t } = useTranslation('customers');
  const [size, setSize] = useState(PAGE);
  const toEntry = useEntries();
  const events = useRead(readCustomerTimeline, { params: { customerId }, query: { size } });
  if (events.data === undefined) {
    return events.isError ? (
      <ErrorState
        error={events.error}
        what={t('events.title')}
        onRetry={() => void events.refetch()}
      />
    ) : (
      <BlockSkeleton lines={6} />
    );
  }
  if (events.data.items.length === 0)
    return <EmptyState reason="none" sentence={t('events.empty')} />;
  return (
    <Stack gap="md">
      <Timeline
        name={t('events.title')}
        entries={events.data.items.map(toEntry).toReversed()}
        filter={(['data', 'looks'] as const).map((category) => ({
          category,
          label: t(`events.${category}`),
        }))}
      />
      {events.data.next === null || size >= MOST ? null : (
        <Group>
          <Button variant="default" size="xs" onClick={() => setSize(MOST)}>
            {t('events.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function useEntries(): (event: Event, index: number) => TimelineEntry {
  const { t, i18n } = useTranslation('customers');
  const { t: component, wordOf } = useWords();
  const consentName = useConsentName();
  return ({ action, actorName, occurredAt, details }, index) => {
    const text = (name: string) => (typeof details[name] === 'string' ? details[name] : '');
    const fields = Array.isArray(details['fields']) ? (details['fields'] as string[]) : [];
    const key = `events.${action.replace('.', '_')}`;
    const facts = {
      fields: fields.map((field) => wordOf('revealFields', field)).join(component('listSeparator')),
      purpose: wordOf('revealPurposes', text('purpose')),
      consent: consentName(text('kind')),
      paper: wordOf('codes', text('kind')),
    };
    return {
      id: `${occurredAt}-${index}`,
      at: occurredAt,
      what: i18n.exists(key, { ns: 'customers' })
        ? t(key as 'events.customer_revealed', facts)
        : action,
      tone: 'plain',
      isSystem: false,
      category: action === 'customer.revealed' ? 'looks' : 'data',
      actor: actorName ?? t('events.self'),
    };
  };
}
