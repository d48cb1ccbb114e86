/** How much do I pay, from where, and has it arrived? An order is one order, however often it is pressed. */
import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readOwnLoan, readPaymentOrder } from '../../api/contracts/my-loans.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { useGo } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import type { Loan } from './OwnLoan.tsx';
import { OrderForm } from './OrderForm.tsx';
import { OrderStatus } from './OrderStatus.tsx';

export function PayPage(): ReactNode {
  const { t } = usePortalWords();
  const { loanId } = useParams({ strict: false }) as { loanId: string };
  const query = useRead(readOwnLoan, { params: { loanId } });
  return (
    <Stack>
      <PageHeader title={t('pay.title')} />
      <Reading query={query}>{(loan) => <Content loan={loan} />}</Reading>
    </Stack>
  );
}

const ASK_EVERY_MS = 2_000;

function Content({ loan }: { readonly loan: Loan }): ReactNode {
  const client = useQueryClient();
  const go = useGo();
  const { what = 'due', order } = useSearch({ strict: false }) as {
    what?: 'due' | 'payoff';
    order?: string;
  };
  const { loanId } = loan;
  const open = (paymentOrderId: string | undefined) => {
    void refresh(client, '/v1/my/loans');
    go({
      to: '/my/loans/$loanId/pay',
      params: { loanId },
      search: paymentOrderId === undefined ? {} : { order: paymentOrderId },
    });
  };
  // One that is under way comes first: a second one would be refused anyway.
  const underWay = loan.orders.find(({ status }) => status === 'processing')?.paymentOrderId;
  const shown = order ?? underWay;
  if (shown !== undefined)
    return <Followed loanId={loanId} paymentOrderId={shown} onAgain={() => open(undefined)} />;
  return <OrderForm loan={loan} what={what} onOrdered={open} />;
}

type FollowedProps = {
  readonly loanId: string;
  readonly paymentOrderId: string;
  readonly onAgain: () => void;
};

/** Asks again until the bank has answered; the page may be left meanwhile. */
function Followed({ loanId, paymentOrderId, onAgain }: FollowedProps): ReactNode {
  const params = { loanId, paymentOrderId };
  const query = useRead(readPaymentOrder, { params }, { everyMs: ASK_EVERY_MS });
  return (
    <Reading query={query}>
      {(order) => <OrderStatus order={order} loanId={loanId} onAgain={onAgain} />}
    </Reading>
  );
}
