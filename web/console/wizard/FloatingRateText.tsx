/** What a floating rate is made of and when it moves; nothing for a fixed one. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { percentText } from '../../components/percent-text.ts';
import type { Product } from './fields.ts';
import { useWizardWords } from './wizard-words.ts';

export function FloatingRateText({ product }: { readonly product: Product }): ReactNode {
  const { t } = useWizardWords();
  const { floatingRate } = product.content;
  if (floatingRate === undefined) return null;
  const { reference, spreadPpm, repricingDay } = floatingRate;
  const spread = `${spreadPpm < 0 ? '' : '+'}${percentText(spreadPpm)}`;
  return (
    <Text size="sm">
      {t('floating', {
        reference: t(`reference.${reference}`),
        spread,
        day: t(`repricing.${repricingDay}`),
      })}
    </Text>
  );
}
