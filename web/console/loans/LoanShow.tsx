/** One loan: what it owes today, and behind seven tabs how that came about and what can be done. */
import { Stack, Tabs, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listLoans, readLoan } from '../../api/contracts/loans.ts';
import { useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useProductName } from '../../components/product-name.ts';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { RoleBadge, StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Loan } from './loan.ts';
import { LoanFigures } from './LoanFigures.tsx';
import { loanRecordSearch, loanSearch, loanTabs, toLoanQuery, type LoanTab } from './search.ts';
import { AccountingTab } from './tabs/AccountingTab.tsx';
import { ChangesTab } from './tabs/ChangesTab.tsx';
import { PaymentsTab } from './tabs/PaymentsTab.tsx';
import { PayoffTab } from './tabs/PayoffTab.tsx';
import { ScheduleTab } from './tabs/ScheduleTab.tsx';
import { StatementTab } from './tabs/StatementTab.tsx';
import { TimelineTab } from './tabs/TimelineTab.tsx';

export function LoanShow(): ReactNode {
  const { t } = useTranslation('loans');
  const { loanId = '' } = useParams({ strict: false }) as { readonly loanId?: string };
  const loan = useRead(readLoan, { params: { loanId } });
  const walk = useListWalk({
    contract: listLoans,
    listPath: '/loans',
    search: loanSearch,
    toInput: (params) => ({ query: toLoanQuery(params) }),
    idsOf: ({ items }) => items.map((item) => item.loanId),
    currentId: loanId,
    hrefOf: (id) => `/loans/${id}`,
  });
  if (loan.data === undefined || loan.data.loanId !== loanId) {
    return (
      <Stack gap="md">
        <PageHeader title={t('show.title')} />
        {loan.error === null ? (
          <BlockSkeleton lines={8} />
        ) : (
          <ErrorState
            what={t('show.title')}
            error={loan.error}
            onRetry={() => void loan.refetch()}
          />
        )}
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <RecordHeader
        title={`${t('show.title')} ${loan.data.number}`}
        listName={t('list.title')}
        walk={walk}
        badge={<Badges loan={loan.data} />}
        facts={<Facts loan={loan.data} />}
      />
      <LoanFigures loan={loan.data} isOld={loan.error !== null} />
      {/* Another loan is another record: nothing typed for one may be sent for the next. */}
      <LoanTabs key={loanId} loan={loan.data} />
    </Stack>
  );
}

function Badges({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <>
      <StatusBadge kind="loan" status={loan.status} />
      {loan.daysPastDue > 0 ? (
        <RoleBadge role="attention">
          {t('show.pastDue', { count: loan.daysPastDue })} · {loan.bucket}
        </RoleBadge>
      ) : null}
      {loan.nonPerformingSince === null ? null : (
        <RoleBadge role="bad">{t('show.nonPerforming')}</RoleBadge>
      )}
    </>
  );
}

function Facts({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const productName = useProductName();
  return (
    <>
      <Text size="sm" fw={600}>
        {loan.customerName}
      </Text>
      <Text size="sm">{productName(loan.productCode)}</Text>
      <Text size="sm" c="dimmed">
        {t('show.opened')} <DateText date={loan.openedDate} />
      </Text>
      {loan.maturityDate === null ? null : (
        <Text size="sm" c="dimmed">
          {t('show.maturity')} <DateText date={loan.maturityDate} />
        </Text>
      )}
    </>
  );
}

function LoanTabs({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const may = useMay();
  const { params, set } = useListParams(loanRecordSearch);
  const shown = loanTabs.filter(
    (tab) =>
      (tab !== 'accounting' || may('ledger.read')) && (tab !== 'payments' || may('payment.read')),
  );
  const current = shown.includes(params.tab) ? params.tab : 'schedule';
  useShortcuts(
    shown.map((tab, index) => ({
      keys: String(index + 1),
      label: t(`tabs.${tab}`),
      group: 'record' as const,
      run: () => set({ tab }),
    })),
  );
  return (
    <Tabs
      value={current}
      keepMounted={false}
      onChange={(tab) => tab !== null && set({ tab: tab as LoanTab })}
    >
      <Tabs.List mb="md" data-print="hide">
        {shown.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tabs.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={current}>
        <TabBody tab={current} loan={loan} />
      </Tabs.Panel>
    </Tabs>
  );
}

type BodyProps = {
  readonly tab: LoanTab;
  readonly loan: Loan;
};

function TabBody({ tab, loan }: BodyProps): ReactNode {
  switch (tab) {
    case 'schedule':
      return <ScheduleTab loan={loan} />;
    case 'payments':
      return <PaymentsTab loan={loan} />;
    case 'payoff':
      return <PayoffTab loan={loan} />;
    case 'changes':
      return <ChangesTab loan={loan} />;
    case 'statement':
      return <StatementTab loan={loan} />;
    case 'accounting':
      return <AccountingTab loan={loan} />;
    case 'timeline':
      return <TimelineTab loan={loan} />;
  }
}
