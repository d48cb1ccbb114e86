/** What became of an order to pay: under way, arrived, refused, or waiting for the borrower's own transfer. */
import { Alert, Button, Code, CopyButton, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import type { readPaymentOrder } from '../../api/contracts/my-loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { Money } from '../../components/Money.tsx';
import { moneyText } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton } from '../parts/links.tsx';
import { Section } from '../parts/Section.tsx';

type Order = AnswerOf<typeof readPaymentOrder>;

type Props = {
  readonly order: Order;
  readonly loanId: string;
  readonly onAgain: () => void;
};

export function OrderStatus({ order, loanId, onAgain }: Props): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const { status, amount } = order;
  useEffect(() => {
    announce(t(`pay.status.${status}`));
    if (status === 'arrived') void refresh(client, '/v1/my');
  }, [status, client, t]);
  return (
    <Section title={t(`pay.status.${status}`)}>
      <Text className="portal-amount">
        <Money value={amount} />
      </Text>
      <Words order={order} />
      {status === 'processing' ? null : (
        <Button variant="default" onClick={onAgain}>
          {t('pay.again')}
        </Button>
      )}
      <PortalButton to="/my/loans/$loanId" params={{ loanId }} variant="default">
        {t('pay.toLoan')}
      </PortalButton>
    </Section>
  );
}

function Words({ order }: { readonly order: Order }): ReactNode {
  const { t } = usePortalWords();
  const { status, amount, refusalCode } = order;
  switch (status) {
    case 'processing':
      return <Text>{t('pay.processingText')}</Text>;
    case 'arrived':
      return <Alert color="green">{t('pay.arrivedText', { amount: moneyText(amount) })}</Alert>;
    case 'refused':
      return <Alert color="red">{t('pay.refusedText', { code: refusalCode ?? '—' })}</Alert>;
    case 'awaiting_transfer':
      return <Transfer order={order} />;
    case 'expired':
      return null;
  }
}

function Transfer({ order: { amount, reference } }: { readonly order: Order }): ReactNode {
  const { t } = usePortalWords();
  return (
    <Stack gap="xs">
      <Text>{t('pay.transferTo', { amount: moneyText(amount) })}</Text>
      <Code fz="lg" p="sm" style={{ overflowWrap: 'anywhere' }}>
        {reference}
      </Code>
      <CopyButton value={reference}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t('pay.copied') : t('pay.copy')}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
