/** The escalation ladder: what was done, what comes next and when. */
import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { StepList, type Step } from '../../components/StepList.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CollectionCase } from './case.ts';

export function Ladder({ found: { ladder } }: { readonly found: CollectionCase }): ReactNode {
  const { t } = useTranslation('collecting');
  const shown = ladder.filter(({ state }) => state !== 'skipped');
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
    </Stack>
  );
}
