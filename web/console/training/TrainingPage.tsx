/** What have I practised, and what is next? */
import { Alert, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ClockPanel } from './ClockPanel.tsx';
import { Exercises } from './Exercises.tsx';
import { GuidedTour } from './GuidedTour.tsx';
import { Restoration } from './Restoration.tsx';
import { trainingSearch } from './search.ts';
import { Trainees } from './Trainees.tsx';

export function TrainingPage(): ReactNode {
  const { t } = useTranslation('training');
  const may = useMay();
  const { params } = useListParams(trainingSearch);
  return (
    <Stack gap="xl" maw={880}>
      <PageHeader title={t('title')} actions={<GuidedTour />} />
      {params.restored === undefined ? null : (
        <Alert role="status" color="green" variant="outline">
          {t('restore.done')}
        </Alert>
      )}
      <Exercises />
      <ClockPanel />
      {may('training-clock.move') ? <Trainees /> : null}
      {may('training-sample.restore') ? <Restoration /> : null}
    </Stack>
  );
}
