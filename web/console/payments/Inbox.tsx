/** Money that came in: each with the loan it went to, and the place where new money is registered. */
import { Button, Group, Paper, Stack, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useHouseTime } from '../../api/clock.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { listPaymentsIn } from '../../api/contracts/payments.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import { useMe } from '../../app/session.ts';
import type { Column } from '../../components/columns.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { PaymentForm } from '../loans/PaymentForm.tsx';
import { ChannelWord } from '../loans/ChannelWord.tsx';
import { LoanPicker, type PickedLoan } from './LoanPicker.tsx';
import { inboxSearch, paymentStates, toStatusQuery } from './search.ts';
import { StatusList } from './StatusList.tsx';
import { SuspenseForm } from './SuspenseForm.tsx';

type Row = AnswerOf<typeof listPaymentsIn>['items'][number];
type Work = 'none' | 'loan' | 'suspense';

export function Inbox(): ReactNode {
  const { t } = useTranslation('payments');
  const { wordOf } = useWords();
  const { params, set, clear, isFiltered } = useListParams(inboxSearch);
  const query = useRead(listPaymentsIn, { query: toStatusQuery(params) });
  const [work, setWork] = useState<Work>('none');
  const end = () => setWork('none');
  return (
    <StatusList<Row>
      title={t('inbox.title')}
      hint={t('inbox.hint')}
      actions={
        work === 'none' ? (
          <>
            <Button variant="default" onClick={() => setWork('suspense')}>
              {t('suspense.record')}
            </Button>
            <Button
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setWork('loan')}
            >
              {t('inbox.register')}
            </Button>
          </>
        ) : null
      }
      states={paymentStates.map((value) => ({ value, label: wordOf('status.payment', value) }))}
      params={params}
      set={set as never}
      clear={clear}
      isFiltered={isFiltered}
      query={query}
      columns={columns(t)}
      rowId={({ paymentId }) => paymentId}
      rowName={({ providerReference }) => providerReference}
      empty={t('inbox.empty')}
    >
      {work === 'loan' ? <Register onEnd={end} /> : null}
      {work === 'suspense' ? (
        <Paper withBorder p="md">
          <SuspenseForm onEnd={end} />
        </Paper>
      ) : null}
    </StatusList>
  );
}

/** First the loan, then the money: the preview needs both. */
function Register({ onEnd }: { readonly onEnd: () => void }): ReactNode {
  const { t } = useTranslation('payments');
  const me = useMe();
  const { businessDate } = useHouseTime();
  const [loan, setLoan] = useState<PickedLoan | null>(null);
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        {loan === null ? (
          <Title order={2} size="h4">
            {t('inbox.register')}
          </Title>
        ) : null}
        <LoanPicker value={loan} onChange={setLoan} />
        {loan === null ? (
          <Group>
            <Button variant="default" onClick={onEnd}>
              {t('components:cancel')}
            </Button>
          </Group>
        ) : (
          <PaymentForm
            key={loan.loanId}
            loan={{
              loanId: loan.loanId,
              currency: loan.outstanding.currency,
              businessDate: businessDate ?? me.businessDate,
            }}
            onEnd={onEnd}
          />
        )}
      </Stack>
    </Paper>
  );
}

function columns(t: Translate<'payments'>): Column<Row>[] {
  return [
    {
      key: 'receivedDate',
      title: t('columns.receivedDate'),
      fixed: true,
      render: ({ receivedDate }) => <DateText date={receivedDate} />,
    },
    {
      key: 'effectiveDate',
      title: t('columns.valueDate'),
      render: ({ effectiveDate }) => <DateText date={effectiveDate} />,
    },
    {
      key: 'amount',
      title: t('columns.amount'),
      align: 'right',
      render: ({ amount }) => <Money value={amount} />,
    },
    {
      key: 'provider',
      title: t('columns.channel'),
      render: ({ provider }) => <ChannelWord code={provider} />,
    },
    {
      key: 'reference',
      title: t('columns.reference'),
      render: ({ providerReference }) => providerReference,
      copyText: ({ providerReference }) => providerReference,
    },
    {
      key: 'loan',
      title: t('columns.loan'),
      render: ({ loanId, loanNumber }) =>
        loanId === null ? (
          '—'
        ) : (
          <PageLink to="/loans/$loanId" params={{ loanId }} search={{ tab: 'payments' }}>
            {loanNumber ?? loanId}
          </PageLink>
        ),
    },
    {
      key: 'customer',
      title: t('columns.customer'),
      render: ({ customerName }) => customerName ?? '—',
    },
    {
      key: 'status',
      title: t('list.status'),
      render: ({ status }) => <StatusBadge kind="payment" status={status} />,
    },
  ];
}
