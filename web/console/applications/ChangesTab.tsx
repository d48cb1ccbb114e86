/** What changed between two submissions; the last and the one before unless somebody chooses others. */
import { Group, Select, Stack } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { readDecisionRecord } from '../../api/contracts/cases.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { clockTime } from '../../components/date-text.ts';
import { DiffView, type DiffLabels } from '../../components/DiffView.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useZone } from '../../components/server-time.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { orderOfFacts } from './applicant-facts.ts';

type Submission = AnswerOf<typeof readDecisionRecord>['submissions'][number];

export function ChangesTab({ applicationId }: { readonly applicationId: string }): ReactNode {
  const { t } = useTranslation('cases');
  const { data, error, refetch } = useRead(readDecisionRecord, { params: { applicationId } });
  if (data === undefined) {
    return error === null ? (
      <BlockSkeleton lines={6} />
    ) : (
      <ErrorState error={error} what={t('tab.changes')} onRetry={() => void refetch()} />
    );
  }
  if (data.submissions.length < 2) {
    return <EmptyState reason="none" sentence={t('changes.one')} />;
  }
  return <Compare submissions={data.submissions} />;
}

function Compare({ submissions }: { readonly submissions: readonly Submission[] }): ReactNode {
  const { t } = useTranslation('cases');
  const zone = useZone();
  const last = submissions.at(-1)!;
  const [from, setFrom] = useState(submissions.at(-2)!.number);
  const [to, setTo] = useState(last.number);
  const labels = useFieldLabels();
  const contentOf = (number: number) =>
    submissions.find((one) => one.number === number)?.content ?? {};
  const options = submissions.map(({ number, submittedAt }) => {
    const { date, time } = clockTime(submittedAt, zone);
    return {
      value: String(number),
      label: t('changes.submission', { number, at: `${date} ${time}` }),
    };
  });
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Select
          size="xs"
          w={260}
          label={t('changes.from')}
          allowDeselect={false}
          data={options}
          value={String(from)}
          onChange={(value) => setFrom(Number(value))}
        />
        <Select
          size="xs"
          w={260}
          label={t('changes.to')}
          allowDeselect={false}
          data={options}
          value={String(to)}
          onChange={(value) => setTo(Number(value))}
        />
      </Group>
      <DiffView before={contentOf(from)} after={contentOf(to)} labels={labels} />
    </Stack>
  );
}

const plainFields = ['amount', 'method', 'purpose', 'security', 'documents'] as const;

/** Names of the fields by their place in the content. */
export function useFieldLabels(): DiffLabels {
  const { t } = useTranslation('cases');
  return useMemo(
    () => ({
      ...Object.fromEntries(plainFields.map((name) => [`/${name}`, t(`fact.${name}`)])),
      '/installmentCount': t('fact.term'),
      '/agreedRatePpm': t('fact.agreedRate'),
      '/consents': t('fact.consents'),
      ...Object.fromEntries(
        orderOfFacts.map((name) => [`/applicant/${name}`, t(`applicant.${name}`)]),
      ),
    }),
    [t],
  );
}
