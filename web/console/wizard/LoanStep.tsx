/** The terms that are asked for; what is bought may not be changed any more, because the draft is one of its product. */
import { Alert, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { groupAmount } from '../../components/money-text.ts';
import { DraftField } from './DraftField.tsx';
import type { StepProps } from './ApplicationWizard.tsx';
import { FloatingRateText } from './FloatingRateText.tsx';
import { useWizardWords } from './wizard-words.ts';

const amount = { pointer: '/amount', kind: 'money' } as const;
const count = { pointer: '/installmentCount', kind: 'count' } as const;

export function LoanStep({ draft, product, errors }: StepProps): ReactNode {
  const { t, language } = useWizardWords();
  const { content } = product;
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {content.names[language]}
        </Text>
        <Text size="sm" c="dimmed">
          {t('productFixed')}
        </Text>
        <FloatingRateText product={product} />
      </Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        <DraftField
          field={amount}
          draft={draft}
          errors={errors}
          isNeeded
          withCapital
          max={content.amount.to}
          description={t('between', {
            from: groupAmount(content.amount.from),
            to: groupAmount(content.amount.to),
          })}
        />
        <DraftField
          field={count}
          draft={draft}
          errors={errors}
          isNeeded
          description={t('betweenCounts', content.installmentCount)}
        />
        <CodeSelect pointer="/method" codes={content.methods} draft={draft} errors={errors} />
        <CodeSelect pointer="/purpose" codes={content.purposes} draft={draft} errors={errors} />
      </SimpleGrid>
      {draft.application.status === 'returned' ? (
        <Alert color="yellow" variant="outline" p="xs">
          <Text size="sm">{t('returnedText')}</Text>
        </Alert>
      ) : null}
    </Stack>
  );
}

type CodeSelectProps = Pick<StepProps, 'draft' | 'errors'> & {
  readonly pointer: '/method' | '/purpose';
  readonly codes: readonly string[];
};

function CodeSelect({ pointer, codes, draft, errors }: CodeSelectProps): ReactNode {
  const { t, nameOf, codeOf } = useWizardWords();
  return (
    <NativeSelect
      {...errors.fieldProps(pointer)}
      label={nameOf(pointer)}
      required
      value={draft.textOf(pointer)}
      onChange={({ currentTarget }) => draft.change(pointer, currentTarget.value)}
      data={[
        { value: '', label: t('choose') },
        ...codes.map((code) => ({ value: code, label: codeOf(code) })),
      ]}
    />
  );
}
