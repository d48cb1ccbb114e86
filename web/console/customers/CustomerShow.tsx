/** Who is this, what do they owe us in all, how may we reach them? */
import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useParams, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listCustomers, readCustomer, readExposure } from '../../api/contracts/customers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { useOpenPage } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMe } from '../../app/session.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MaskedText } from '../../components/MaskedText.tsx';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { Watermark } from '../../components/Watermark.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { CustomerApplications, CustomerLoans } from './CustomerCases.tsx';
import { CustomerPapers } from './CustomerPapers.tsx';
import { CustomerSummary } from './CustomerSummary.tsx';
import { CustomerTimeline } from './CustomerTimeline.tsx';
import { Amounts } from './CustomerList.tsx';
import { toListInput } from './list-query.ts';
import { RelatedParties } from './RelatedParties.tsx';
import { customerRecordSearch, customerSearch, customerTabs, type CustomerTab } from './search.ts';

export type ShownCustomer = AnswerOf<typeof readCustomer>;
export type Exposure = AnswerOf<typeof readExposure>;

export function CustomerShow(): ReactNode {
  const { t } = useTranslation('customers');
  const { customerId } = useParams({ strict: false }) as { customerId: string };
  const customer = useRead(readCustomer, { params: { customerId } });
  if (customer.data === undefined || customer.data.customerId !== customerId) {
    return (
      <Stack aria-busy={!customer.isError}>
        <PageHeader title={t('oneTitle')} />
        {customer.isError ? (
          <ErrorState
            error={customer.error}
            what={t('oneTitle')}
            onRetry={() => void customer.refetch()}
          />
        ) : (
          <BlockSkeleton lines={10} />
        )}
      </Stack>
    );
  }
  return <Shown key={customerId} customer={customer.data} />;
}

function Shown({ customer }: { readonly customer: ShownCustomer }): ReactNode {
  const { t } = useTranslation('customers');
  const me = useMe();
  const { customerId } = customer;
  const { params, set } = useListParams(customerRecordSearch);
  const exposure = useRead(readExposure, { params: { customerId } });
  return (
    <Stack gap="md">
      <Head customer={customer} exposure={exposure.data} />
      <Tabs
        value={params.tab}
        onChange={(tab) => set({ tab: (tab ?? 'summary') as CustomerTab })}
        keepMounted={false}
      >
        <Tabs.List>
          {customerTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="summary" pt="md">
          <CustomerSummary customer={customer} exposure={exposure} />
        </Tabs.Panel>
        <Tabs.Panel value="applications" pt="md">
          <CustomerApplications customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="loans" pt="md">
          <CustomerLoans customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="relations" pt="md">
          <RelatedParties
            customerId={customerId}
            mayChange={customer.actions.includes('customer.update')}
          />
        </Tabs.Panel>
        <Tabs.Panel value="papers" pt="md">
          <CustomerPapers customerId={customerId} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline" pt="md">
          <CustomerTimeline customerId={customerId} />
        </Tabs.Panel>
      </Tabs>
      <Watermark user={me.displayName} />
    </Stack>
  );
}

type HeadProps = { readonly customer: ShownCustomer; readonly exposure: Exposure | undefined };

function Head({ customer, exposure }: HeadProps): ReactNode {
  const { t } = useTranslation('customers');
  const open = useOpenPage();
  const from = useRouterState({
    select: ({ location }) => (location.search as { readonly from?: string }).from,
  });
  const { customerId, number, name, kind, actions, identityMask, phoneMask } = customer;
  const walk = useListWalk({
    contract: listCustomers,
    listPath: '/customers',
    search: customerSearch,
    toInput: toListInput,
    idsOf: ({ items }) => items.map((item) => item.customerId),
    currentId: customerId,
    hrefOf: (id) => `/customers/${id}`,
  });
  const mayReveal = actions.includes('customer.reveal');
  const begin = () => open({ to: '/applications/new', search: { customer: customerId } });
  return (
    <RecordHeader
      title={`${name} · ${number}`}
      {...(from === undefined ? {} : { walk, listName: t('title') })}
      note={t(`kinds.${kind}`)}
      facts={
        <Group gap="lg">
          <Fact label={t('facts.identity')}>
            <MaskedText
              value={identityMask}
              field="identity"
              subjectId={customerId}
              mayReveal={mayReveal}
            />
          </Fact>
          <Fact label={t('facts.phone')}>
            <MaskedText
              value={phoneMask}
              field="phone"
              subjectId={customerId}
              mayReveal={mayReveal}
            />
          </Fact>
          {exposure === undefined ? null : <Owed exposure={exposure} />}
        </Group>
      }
      actions={
        actions.includes('application.create') ? (
          <Button onClick={begin}>{t('list.new')}</Button>
        ) : null
      }
    />
  );
}

function Owed({ exposure }: { readonly exposure: Exposure }): ReactNode {
  const { t } = useTranslation('customers');
  const { activeLoanCount, outstanding, daysPastDue } = exposure;
  return (
    <>
      <Text size="sm">{t('head.loans', { count: activeLoanCount })}</Text>
      <Fact label={t('head.outstanding')}>
        <Amounts amounts={outstanding} />
      </Fact>
      <Text size="sm">
        {daysPastDue === 0 ? t('head.notLate') : t('head.daysPastDue', { count: daysPastDue })}
      </Text>
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </Group>
  );
}
