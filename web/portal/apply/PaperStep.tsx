/** The papers of a product: those that are needed first, the others may follow. */
import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePortalWords } from '../parts/codes.ts';
import { PaperUpload } from '../parts/PaperUpload.tsx';
import { Section } from '../parts/Section.tsx';
import type { StepProps } from './ApplyWizard.tsx';

export function PaperStep({ application, product, onDone }: StepProps): ReactNode {
  const { t } = usePortalWords();
  const { purpose } = application;
  const papers = product.papers.filter(
    ({ purposes }) => purposes === null || (purpose !== null && purposes.includes(purpose)),
  );
  const ordered = papers.toSorted(
    (a, b) => Number(b.isNeededToSubmit) - Number(a.isNeededToSubmit),
  );
  return (
    <Stack>
      <Text c="dimmed">{t('apply.papersText')}</Text>
      {ordered.map((paper) => (
        <Section key={paper.kind}>
          <PaperUpload application={application} paper={paper} />
        </Section>
      ))}
      <Button fullWidth onClick={onDone}>
        {t('common.next')}
      </Button>
    </Stack>
  );
}
