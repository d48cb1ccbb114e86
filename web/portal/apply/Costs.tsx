/** What a loan costs in a few lines: what each month takes, all of it together, and the all-in annual rate. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { previewProduct } from '../../api/contracts/my-applications.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { moneyText } from '../../components/money-text.ts';
import { percentText } from '../../components/percent-text.ts';
import { usePortalWords } from '../parts/codes.ts';

type CostsProps = {
  readonly costs: Pick<
    AnswerOf<typeof previewProduct>,
    'rows' | 'totals' | 'annualRatePpm' | 'allInSimplePpm' | 'allInCompoundPpm'
  >;
  readonly method: string;
};

export function Costs({ costs, method }: CostsProps): ReactNode {
  const { t } = usePortalWords();
  const { rows, totals, annualRatePpm, allInSimplePpm, allInCompoundPpm } = costs;
  const [first] = rows;
  if (first === undefined) return null;
  const amount = moneyText(first.due);
  return (
    <Stack gap={4}>
      <Text fw={700} size="lg">
        {method === 'equal_installment' || method === 'flat'
          ? t('apply.perMonth', { amount })
          : t('apply.firstRow', { amount })}
      </Text>
      <Text>{t('apply.total', { amount: moneyText(totals.due) })}</Text>
      <Text>{t('apply.nominal', { rate: percentText(annualRatePpm) })}</Text>
      <Text fw={600}>{t('apply.allIn', { rate: percentText(allInSimplePpm) })}</Text>
      <Text fw={600}>{t('apply.allInCompound', { rate: percentText(allInCompoundPpm) })}</Text>
    </Stack>
  );
}
