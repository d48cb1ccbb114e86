/** What have I practised, and what is next? */
import { Button, Stack } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ClockPanel } from './ClockPanel.tsx';
import { Exercises } from './Exercises.tsx';
import { GuidedTour } from './GuidedTour.tsx';
import { Trainees } from './Trainees.tsx';

export function TrainingPage(): ReactNode {
  const { t } = useTranslation('training');
  const may = useMay();
  const [isTouring, setTouring] = useState(false);
  return (
    <Stack gap="xl" maw={880}>
      <PageHeader
        title={t('title')}
        actions={
          <Button
            variant="default"
            leftSection={<IconCompass size={16} aria-hidden />}
            onClick={() => setTouring(true)}
          >
            {t('tour.start')}
          </Button>
        }
      />
      <Exercises />
      <ClockPanel />
      {may('training-clock.move') ? <Trainees /> : null}
      <GuidedTour isOpen={isTouring} onClose={() => setTouring(false)} />
    </Stack>
  );
}
