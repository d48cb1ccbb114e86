/** Income and debt, and what stands behind the loan besides its borrower. */
import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { DraftField } from './DraftField.tsx';
import { incomeFields, isNeeded, otherParties, securityFields } from './fields.ts';
import { RelatedParties } from '../customers/RelatedParties.tsx';
import type { StepProps } from './ApplicationWizard.tsx';
import { useWizardWords } from './wizard-words.ts';

export function IncomeStep({ draft, product, errors }: StepProps): ReactNode {
  const { t } = useWizardWords();
  const { customerKind, content } = draft.application;
  const isOnFile = (pointer: string) => pointer === '/applicant/birthDate' && hasBirthDate(content);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('incomeText')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        {incomeFields(customerKind, product).map((field) => (
          <DraftField
            key={field.pointer}
            field={field}
            draft={draft}
            errors={errors}
            isNeeded={isNeeded(product, field.pointer)}
            isReadOnly={isOnFile(field.pointer)}
            {...(isOnFile(field.pointer) ? { description: t('fromFile') } : {})}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

/** Known from the customer's file: it is shown and not asked again. */
function hasBirthDate({ applicant }: Readonly<Record<string, unknown>>): boolean {
  const known = applicant as { readonly birthDate?: unknown } | undefined;
  return typeof known?.birthDate === 'string';
}

export function SecurityStep({ draft, product, errors }: StepProps): ReactNode {
  const { t } = useWizardWords();
  const isBegun = securityFields.some(({ pointer }) => draft.textOf(pointer) !== '');
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t('securityTitle')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('securityText')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
          {securityFields.map((field) => (
            <DraftField
              key={field.pointer}
              field={field}
              draft={draft}
              errors={errors}
              isNeeded={isBegun && field.pointer !== '/security/seniorDebt'}
            />
          ))}
        </SimpleGrid>
      </Stack>
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t('partiesTitle')}
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
          <DraftField
            field={otherParties}
            draft={draft}
            errors={errors}
            isNeeded={isNeeded(product, otherParties.pointer)}
          />
        </SimpleGrid>
        <RelatedParties customerId={draft.application.customerId} mayChange />
      </Stack>
    </Stack>
  );
}
