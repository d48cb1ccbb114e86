/** The applications and the loans of one customer. */
import type { ReactNode } from 'react';
import { listApplications } from '../../api/contracts/application-drafts.ts';
import { listLoans } from '../../api/contracts/loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { useProductName } from '../../components/product-name.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { PlainTable } from './PlainTable.tsx';

/** More than a customer has by far; the lists of the house page through them. */
const MOST = 100;

type Props = { readonly customerId: string };
type Application = AnswerOf<typeof listApplications>['items'][number];
type Loan = AnswerOf<typeof listLoans>['items'][number];

export function CustomerApplications({ customerId }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const nameOf = useProductName();
  const query = useRead(listApplications, { query: { page: 1, size: MOST, customerId } });
  return (
    <PlainTable<Application>
      name={t('tabs.applications')}
      query={query}
      rowId={({ applicationId }) => applicationId}
      none={t('applications.none')}
      columns={[
        { title: t('applications.number'), render: (line) => <ApplicationLink line={line} /> },
        { title: t('applications.product'), render: ({ product }) => nameOf(product) },
        {
          title: t('applications.amount'),
          isNumber: true,
          render: ({ amount }) => <Money value={amount} />,
        },
        {
          title: t('applications.created'),
          render: ({ createdAt }) => <DateText at={createdAt} mode="date" />,
        },
        {
          title: t('applications.status'),
          render: ({ status }) => <StatusBadge kind="application" status={status} />,
        },
      ]}
    />
  );
}

function ApplicationLink({ line }: { readonly line: Application }): ReactNode {
  const { applicationId, number } = line;
  return (
    <PageLink to="/applications/$applicationId" params={{ applicationId }} size="sm">
      {number}
    </PageLink>
  );
}

export function CustomerLoans({ customerId }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const nameOf = useProductName();
  const query = useRead(listLoans, { query: { page: 1, size: MOST, customerId } });
  return (
    <PlainTable<Loan>
      name={t('tabs.loans')}
      query={query}
      rowId={({ loanId }) => loanId}
      none={t('loans.none')}
      columns={[
        {
          title: t('loans.number'),
          render: ({ loanId, number }) => (
            <PageLink to="/loans/$loanId" params={{ loanId }} size="sm">
              {number}
            </PageLink>
          ),
        },
        { title: t('loans.product'), render: ({ productCode }) => nameOf(productCode) },
        {
          title: t('loans.outstanding'),
          isNumber: true,
          render: ({ outstanding }) => <Money value={outstanding} />,
        },
        {
          title: t('loans.nextDue'),
          render: ({ nextDueDate }) =>
            nextDueDate === null ? '—' : <DateText date={nextDueDate} />,
        },
        { title: t('loans.daysPastDue'), isNumber: true, render: (loan) => loan.daysPastDue },
        {
          title: t('loans.status'),
          render: ({ status }) => <StatusBadge kind="loan" status={status} />,
        },
      ]}
    />
  );
}
