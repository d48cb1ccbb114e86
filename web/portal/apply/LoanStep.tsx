/** The first two screens: the terms that are asked for, and what the money is for. */
import { Radio, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { readAmount } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import type { StepProps } from './ApplyWizard.tsx';
import { firstTerms, LoanTerms, type Terms } from './LoanTerms.tsx';
import { useSave } from './use-save.ts';

export function LoanStep({ application, product, onDone, onReload }: StepProps): ReactNode {
  const { t } = usePortalWords();
  const { amount, installmentCount, method } = application;
  const first = firstTerms(product);
  const [terms, setTerms] = useState<Terms>({
    amount: amount.amount,
    installmentCount: installmentCount ?? first.installmentCount,
    method: (method as Terms['method'] | null) ?? first.method,
  });
  const { command, save } = useSave(application, onDone);
  const read = readAmount(terms.amount, amount.currency);
  const send = () => {
    if (read.kind !== 'amount') return;
    save({
      amount: { amount: read.amount, currency: amount.currency },
      installmentCount: terms.installmentCount,
      method: terms.method,
    });
  };
  return (
    <Form onSubmit={send}>
      <LoanTerms product={product} terms={terms} onChange={setTerms} />
      <Outcome command={command} onReload={onReload} />
      <SendButton command={command} isBlocked={read.kind !== 'amount'}>
        {t('common.next')}
      </SendButton>
    </Form>
  );
}

type Purpose = StepProps['product']['purposes'][number];

export function PurposeStep({ application, product, onDone, onReload }: StepProps): ReactNode {
  const { t, word } = usePortalWords();
  const [purpose, setPurpose] = useState<Purpose | null>(application.purpose);
  const { command, save } = useSave(application, onDone);
  return (
    <Form onSubmit={() => save(purpose === application.purpose ? {} : { purpose })}>
      <Radio.Group
        label={t('apply.purposeQuestion')}
        value={purpose ?? ''}
        onChange={(chosen) => setPurpose(chosen as Purpose)}
      >
        <Stack gap={0} mt={4}>
          {product.purposes.map((each) => (
            <Radio key={each} value={each} label={word('words.purposes', each)} />
          ))}
        </Stack>
      </Radio.Group>
      <Outcome command={command} onReload={onReload} />
      <SendButton command={command} isBlocked={purpose === null}>
        {t('common.next')}
      </SendButton>
    </Form>
  );
}
