/** Papers the product asks for, and the consents with their wording in full. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StepProps } from './ApplicationWizard.tsx';
import { ConsentCard } from './ConsentCard.tsx';
import { PaperCard } from './PaperCard.tsx';
import { useWizardWords } from './wizard-words.ts';

export function PapersStep({ draft, product }: StepProps): ReactNode {
  const { t } = useWizardWords();
  const { application } = draft;
  const { requiredConsents, requiredDocuments } = product.content;
  const isAsked = (path: string) => application.completeness.some((item) => item.path === path);
  const papers = requiredDocuments.filter(({ kind }) => isAsked(`/documents/${kind}`));
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t('papersTitle')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('papersText')}
        </Text>
        {papers.map((paper) => (
          <PaperCard key={paper.kind} draft={draft} paper={paper} />
        ))}
      </Stack>
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t('consentsTitle')}
        </Title>
        {requiredConsents.map((consent) => (
          <ConsentCard key={consent.kind} application={application} consent={consent} />
        ))}
      </Stack>
    </Stack>
  );
}
