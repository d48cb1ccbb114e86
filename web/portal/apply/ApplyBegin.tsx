/** What would I borrow, and what would it cost me? The first screen, before anything is kept. */
import { Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { beginApplication, listOwnProducts } from '../../api/contracts/my-applications.ts';
import { useCommand } from '../../api/use-command.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { NotFoundPage } from '../../app/ErrorPages.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { readAmount } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { useGo } from '../parts/links.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { Reading } from '../parts/Reading.tsx';
import { firstTerms, LoanTerms, type Product } from './LoanTerms.tsx';

export function ApplyBegin(): ReactNode {
  const { product: code } = useParams({ strict: false }) as { product: string };
  const products = useRead(listOwnProducts, {}, { staleMs: STALE_MS.reference });
  return (
    <Reading query={products}>
      {({ items }) => {
        const product = items.find((each) => each.code === code);
        return product === undefined ? <NotFoundPage /> : <Begin product={product} />;
      }}
    </Reading>
  );
}

function Begin({ product }: { readonly product: Product }): ReactNode {
  const { t, language } = usePortalWords();
  const go = useGo();
  const [terms, setTerms] = useState(() => firstTerms(product));
  const begin = useCommand(beginApplication, ({ body: { applicationId } }) =>
    go({
      to: '/my/apply/$applicationId',
      params: { applicationId },
      search: { step: 'purpose' },
    }),
  );
  const read = readAmount(terms.amount, 'CNY');
  const send = () => {
    if (read.kind !== 'amount') return;
    const { installmentCount, method } = terms;
    void begin.send({
      body: {
        product: product.code,
        amount: { amount: read.amount, currency: 'CNY' },
        installmentCount,
        method,
      },
    });
  };
  return (
    <Stack>
      <PageHeader title={t('apply.beginTitle', { product: product.names[language] })} />
      <Form onSubmit={send}>
        <LoanTerms product={product} terms={terms} onChange={setTerms} />
        <Outcome command={begin} />
        <SendButton command={begin} isBlocked={read.kind !== 'amount'}>
          {t('apply.create')}
        </SendButton>
      </Form>
    </Stack>
  );
}
