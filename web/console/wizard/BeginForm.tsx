/** Product and amount: with them the draft exists, and the server keeps everything from then on. */
import { Alert, NativeSelect, SimpleGrid, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { createApplication, listApplications } from '../../api/contracts/application-drafts.ts';
import { listProducts } from '../../api/contracts/products.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, STALE_MS, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { groupAmount, readAmount } from '../../components/money-text.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import type { Customer } from '../customers/CustomerFinder.tsx';
import type { Product } from './fields.ts';
import { FloatingRateText } from './FloatingRateText.tsx';
import { useWizardWords } from './wizard-words.ts';

export function BeginForm({ customer }: { readonly customer: Customer }): ReactNode {
  const { t } = useWizardWords();
  const products = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  if (products.isError && products.data === undefined) {
    return (
      <ErrorState
        error={products.error}
        what={t('product')}
        onRetry={() => void products.refetch()}
      />
    );
  }
  if (products.data === undefined) return <BlockSkeleton lines={6} />;
  const sold = products.data.items.filter(({ content }) => isFor(content, customer));
  if (sold.length === 0) return <EmptyState reason="none" sentence={t('noProduct')} />;
  return <Begin customer={customer} products={products.data.items} first={sold[0]!} />;
}

function isFor({ customerTypes }: Product['content'], { kind }: Customer): boolean {
  return customerTypes.includes(kind);
}

type BeginProps = {
  readonly customer: Customer;
  readonly products: readonly Product[];
  readonly first: Product;
};

function Begin({ customer, products, first }: BeginProps): ReactNode {
  const { t, language } = useWizardWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [code, setCode] = useState(first.code);
  const [amount, setAmount] = useState('');
  const create = useCommand(createApplication, ({ body: { applicationId } }) => {
    void refresh(client, '/v1/applications');
    const to = { to: '/applications/$applicationId/edit', params: { applicationId } };
    void navigate(to as never);
  });
  const { refused, fieldProps } = useFieldErrors(create.problem);
  const product = products.find((each) => each.code === code) ?? first;
  const { currency, amount: range } = product.content;
  const read = readAmount(amount, currency);
  const send = () => {
    if (read.kind !== 'amount') return;
    const { customerId } = customer;
    const asked = { amount: read.amount, currency };
    void create.send({ body: { customerId, product: code, amount: asked, reusesPapers: true } });
  };
  return (
    <CommandForm
      command={create}
      refused={refused}
      onSubmit={send}
      verb={t('next')}
      conflict={{ onReload: () => void refresh(client, '/v1/applications') }}
      {...(read.kind === 'amount' ? {} : { blockedReason: t('amountNeeded') })}
    >
      <OpenDraft customer={customer} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        <NativeSelect
          {...fieldProps('/product')}
          label={t('product')}
          required
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          data={products.map((each) => ({
            value: each.code,
            label: isFor(each.content, customer)
              ? each.content.names[language]
              : t('notSold', { name: each.content.names[language] }),
            disabled: !isFor(each.content, customer),
          }))}
        />
        <MoneyInput
          {...fieldProps('/amount')}
          label={t('facts.amount')}
          required
          currency={currency as 'CNY'}
          value={amount}
          onChange={setAmount}
          max={range.to}
          withCapital
          description={t('between', { from: groupAmount(range.from), to: groupAmount(range.to) })}
        />
      </SimpleGrid>
      <FloatingRateText product={product} />
    </CommandForm>
  );
}

/** The same request twice would be refused at the end: the draft that is there already is shown at the beginning. */
function OpenDraft({ customer }: { readonly customer: Customer }): ReactNode {
  const { t } = useWizardWords();
  const query = { page: 1, size: 1, customerId: customer.customerId, status: 'draft' } as const;
  const { data } = useRead(listApplications, { query });
  const [draft] = data?.items ?? [];
  if (draft === undefined) return null;
  const { applicationId, number } = draft;
  return (
    <Alert role="status" color="yellow" variant="outline" p="xs">
      <Text size="sm" component="div">
        {t('openDraft')}{' '}
        <PageLink to="/applications/$applicationId/edit" params={{ applicationId }}>
          {number}
        </PageLink>
      </Text>
    </Alert>
  );
}
