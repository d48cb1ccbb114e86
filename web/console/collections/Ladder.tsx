/** The escalation ladder: what was done, what comes next and when. */
import { Button, Stack, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { StepList, type Step } from '../../components/StepList.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CollectionCase } from './case.ts';

/** Steps shown after the next one until somebody asks for all. */
const AHEAD = 3;

export function Ladder({ found: { ladder } }: { readonly found: CollectionCase }): ReactNode {
  const { t } = useTranslation('collecting');
  const [isWhole, setWhole] = useState(false);
  const known = ladder.filter(({ state }) => state !== 'skipped');
  const nextIndex = known.findIndex(({ state }) => state === 'next');
  const end = nextIndex < 0 ? known.length : nextIndex + AHEAD + 1;
  const shown = isWhole ? known : known.slice(0, end);
  if (shown.length === 0) return null;
  const steps = shown.map(({ step, state, date, performer }): Step => ({
    key: step,
    label: t(`collections:step.${step as 'soft_notice'}`),
    state: state === 'done' ? 'done' : state === 'next' ? 'current' : 'open',
    note: t(state === 'done' ? 'ladder.done' : 'ladder.due', {
      date: date ?? '',
      performer: t(`performer.${performer as 'system'}`),
    }),
  }));
  return (
    <Stack gap="xs" component="section">
      <Title order={2} fz="md">
        {t('ladder.title')}
      </Title>
      <StepList name={t('ladder.title')} steps={steps} vertical />
      {known.length > end ? (
        <Button
          size="compact-sm"
          variant="subtle"
          style={{ alignSelf: 'flex-start' }}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {t(isWhole ? 'ladder.fewer' : 'ladder.all', { count: known.length })}
        </Button>
      ) : null}
    </Stack>
  );
}
