/** Why the automatic outcome is what it is, and why this path; earlier assessments on request. */
import { Select, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { clockTime } from '../../components/date-text.ts';
import { useZone } from '../../components/server-time.ts';
import { toDecision } from '../../components/decision.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { WhyPanel } from '../../components/WhyPanel.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Path } from '../approvals/decision.ts';
import type { Assessment, CaseReads } from './use-case.ts';

export function WhyTab({ reads }: { readonly reads: CaseReads }): ReactNode {
  const { t } = useTranslation('cases');
  const { data, error, refetch } = reads.assessments;
  if (data === undefined) {
    return error === null ? (
      <BlockSkeleton lines={12} />
    ) : (
      <ErrorState error={error} what={t('tab.why')} onRetry={() => void refetch()} />
    );
  }
  const [latest] = data.items;
  if (latest === undefined) return <EmptyState reason="none" sentence={t('why.none')} />;
  return <Judged items={data.items} path={reads.path.data} />;
}

type JudgedProps = { readonly items: readonly Assessment[]; readonly path: Path | undefined };

function Judged({ items, path }: JudgedProps): ReactNode {
  const { t } = useTranslation('cases');
  const zone = useZone();
  const [index, setIndex] = useState(0);
  const shown = items[index] ?? items[0]!;
  const nameOf = ({ submissionNumber, createdAt }: Assessment) => {
    const { date, time } = clockTime(createdAt, zone);
    return t('why.assessment', { number: submissionNumber, at: `${date} ${time}` });
  };
  return (
    <Stack gap="md">
      {items.length < 2 ? null : (
        <Select
          size="xs"
          w={300}
          label={t('why.choose')}
          allowDeselect={false}
          data={items.map((item, at) => ({ value: String(at), label: nameOf(item) }))}
          value={String(index)}
          onChange={(value) => setIndex(Number(value ?? 0))}
        />
      )}
      <WhyPanel
        decision={toDecision(shown)}
        {...(path === undefined || index > 0 ? {} : { tier: <Tier path={path} /> })}
      />
    </Stack>
  );
}

/** What the matrix compared, and what it found. */
function Tier({ path }: { readonly path: Path }): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <Text size="sm" component="div">
      {t('why.basis')} <Money value={path.amount} /> · {t('grade', { grade: path.grade })} ·{' '}
      {path.tier === null
        ? t('why.declinedByRule')
        : t('why.tierFound', { tier: path.tier, row: path.rowId, count: path.stages.length })}
    </Text>
  );
}
