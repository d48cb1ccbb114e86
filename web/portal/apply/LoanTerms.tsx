/** How much, for how long, repaid how; and what that would cost, as it is chosen. */
import { NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { listOwnProducts } from '../../api/contracts/my-applications.ts';
import { previewProduct } from '../../api/contracts/my-applications.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { groupAmount, readAmount } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Section } from '../parts/Section.tsx';
import { Costs } from './Costs.tsx';

export type Product = AnswerOf<typeof listOwnProducts>['items'][number];
export type Method = Product['methods'][number];

export type Terms = {
  readonly amount: string;
  readonly installmentCount: number;
  readonly method: Method;
};

const usualCounts = [3, 6, 9, 12, 18, 24, 36, 48, 60, 72, 84, 96, 120, 180, 240, 300, 360];

/** The terms in the middle of what is offered, to begin with. */
export function firstTerms({ installmentCount, methods }: Product): Terms {
  const counts = countsOf(installmentCount);
  const usual = counts.includes(12) ? 12 : (counts[0] ?? installmentCount.from);
  return { amount: '', installmentCount: usual, method: methods[0] ?? 'equal_installment' };
}

function countsOf({ from, to }: Product['installmentCount']): number[] {
  return usualCounts.filter((count) => count >= from && count <= to);
}

type Props = {
  readonly product: Product;
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
};

export function LoanTerms({ product, terms, onChange }: Props): ReactNode {
  const { t, word } = usePortalWords();
  const { amount: range, installmentCount, methods } = product;
  const counts = [...new Set([...countsOf(installmentCount), terms.installmentCount])];
  return (
    <Stack>
      <MoneyInput
        label={t('apply.amount')}
        description={`${groupAmount(range.from)} – ${groupAmount(range.to)}`}
        currency="CNY"
        max={range.to}
        required
        value={terms.amount}
        onChange={(amount) => onChange({ ...terms, amount })}
      />
      <NativeSelect
        label={t('apply.count')}
        value={String(terms.installmentCount)}
        data={counts.toSorted((a, b) => a - b).map(String)}
        onChange={(event) =>
          onChange({ ...terms, installmentCount: Number(event.currentTarget.value) })
        }
      />
      <Radio.Group
        label={t('apply.method')}
        value={terms.method}
        onChange={(method) => onChange({ ...terms, method: method as Method })}
      >
        <Stack gap={0} mt={4}>
          {methods.map((method) => (
            <Radio key={method} value={method} label={word('words.methods', method)} />
          ))}
        </Stack>
      </Radio.Group>
      <Preview product={product} terms={terms} />
    </Stack>
  );
}

const PAUSE_MS = 400;

function Preview({ product, terms }: Omit<Props, 'onChange'>): ReactNode {
  const { t } = usePortalWords();
  const [settled] = useDebouncedValue(terms, PAUSE_MS);
  const read = readAmount(settled.amount, 'CNY');
  const isWithin =
    read.kind === 'amount' &&
    Number(read.amount) >= Number(product.amount.from) &&
    Number(read.amount) <= Number(product.amount.to);
  const { installmentCount, method } = settled;
  const query = useRead(
    previewProduct,
    {
      params: { code: product.code },
      query: { amount: read.kind === 'amount' ? read.amount : '0', installmentCount, method },
    },
    { enabled: isWithin, staleMs: STALE_MS.reference },
  );
  if (!isWithin || query.data === undefined) return null;
  return (
    <Section title={t('apply.preview')}>
      <Costs costs={query.data} method={method} />
      <Text size="xs" c="dimmed">
        {t('apply.disclaimer')}
      </Text>
    </Section>
  );
}
