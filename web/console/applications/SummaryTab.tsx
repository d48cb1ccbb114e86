/** What is asked for, what speaks for and against it at a glance, and through whose hands it goes. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { WireMoney } from '../../../domain/money.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { isWireMoney } from '../../components/problem-facts.ts';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import classes from '../approvals/approvals.module.css';
import { Part } from '../approvals/Part.tsx';
import { ApprovalChain } from './ApprovalChain.tsx';
import { applicantFacts, orderOfFacts } from './applicant-facts.ts';
import type { Application, CaseReads } from './use-case.ts';

type Props = { readonly application: Application; readonly reads: CaseReads };

export function SummaryTab({ application, reads }: Props): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <Stack gap="lg">
      <Judgement reads={reads} />
      <Part title={t('section.asked')}>
        <Asked application={application} reads={reads} />
      </Part>
      <Part title={t('section.chain')}>
        {reads.path.data !== undefined ? (
          <ApprovalChain path={reads.path.data} stage={reads.stage.data} />
        ) : reads.path.isError ? (
          <ErrorState
            error={reads.path.error}
            what={t('section.chain')}
            onRetry={() => void reads.path.refetch()}
          />
        ) : (
          <BlockSkeleton lines={4} />
        )}
      </Part>
      <Part title={t('section.applicant')}>
        <ApplicantFacts application={application} />
      </Part>
    </Stack>
  );
}

/** The automatic outcome with its main reasons; everything behind it stands in the tab 为什么. */
function Judgement({ reads }: { readonly reads: CaseReads }): ReactNode {
  const { t, i18n } = useTranslation('cases');
  const latest = reads.assessments.data?.items[0];
  if (latest === undefined) return null;
  const reasons = latest.reasons.filter((code) => i18n.exists(code, { ns: 'reasons' }));
  return (
    <Alert
      variant="outline"
      color={latest.outcome === 'approve' ? 'green' : 'yellow'}
      icon={<IconAlertTriangle aria-hidden />}
      p="xs"
    >
      <Group gap="sm">
        <StatusBadge kind="assessment" status={latest.outcome} />
        <Text size="sm">
          {reasons.length === 0
            ? t('components:why.noReasons')
            : reasons
                .map((code) => t(`reasons:${code}` as 'reasons:debt_too_high'))
                .join(t('components:listSeparator'))}
        </Text>
      </Group>
    </Alert>
  );
}

function Asked({ application, reads }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const { wordOf } = useWords();
  const { content, branchName, accountManagerName, submittedAt, amount } = application;
  const word = (value: unknown) => (typeof value === 'string' ? wordOf('codes', value) : '—');
  const basis = reads.path.data?.amount;
  const isSame = basis?.amount === amount.amount;
  return (
    <dl className={classes.facts}>
      <Fact label={t('fact.amount')}>
        <Money value={amount} />
      </Fact>
      <Fact label={t('fact.basis')}>
        {basis === undefined ? '—' : <Money value={basis} />}
        {isSame || basis === undefined ? null : (
          <Text size="xs" c="dimmed">
            {t('fact.basisWhy')}
          </Text>
        )}
      </Fact>
      <Fact label={t('fact.term')}>
        {typeof content['installmentCount'] === 'number'
          ? t('approvals:installments', { count: content['installmentCount'] })
          : '—'}
      </Fact>
      <Fact label={t('fact.method')}>{word(content['method'])}</Fact>
      <Fact label={t('fact.purpose')}>{word(content['purpose'])}</Fact>
      <Fact label={t('fact.security')}>
        <Security content={content} />
      </Fact>
      <Fact label={t('fact.customer')}>{application.customerNumber}</Fact>
      <Fact label={t('fact.officer')}>
        {accountManagerName} · {branchName}
      </Fact>
      <Fact label={t('fact.submitted')}>
        {submittedAt === null ? '—' : <DateText at={submittedAt} />}
      </Fact>
    </dl>
  );
}

function Security({ content }: { readonly content: Application['content'] }): ReactNode {
  const { t } = useTranslation('cases');
  const { wordOf } = useWords();
  const security = content['security'] as { kind?: string; value?: WireMoney } | null | undefined;
  if (security === null || security === undefined) return t('fact.unsecured');
  return (
    <>
      {wordOf('codes', security.kind ?? '')} <Money value={security.value ?? null} />
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the applicant said, in one order; what was not collected says so. */
function ApplicantFacts({ application }: { readonly application: Application }): ReactNode {
  const { t, i18n } = useTranslation('cases');
  const facts = applicantFacts(application.content);
  return (
    <dl className={classes.facts}>
      {orderOfFacts
        .filter((name) => name in facts)
        .map((name) => (
          <Fact key={name} label={t(`applicant.${name}`)}>
            <Value
              value={facts[name]}
              field={name}
              exists={(key) => i18n.exists(key, { ns: 'cases' })}
            />
          </Fact>
        ))}
    </dl>
  );
}

type ValueProps = {
  readonly value: unknown;
  readonly field: string;
  readonly exists: (key: string) => boolean;
};

function Value({ value, field, exists }: ValueProps): ReactNode {
  const { t } = useTranslation('cases');
  if (value === null || value === undefined) return <Text c="dimmed">{t('notCollected')}</Text>;
  if (isWireMoney(value)) return <Money value={value} />;
  if (typeof value === 'boolean') return t(value ? 'components:yes' : 'components:no');
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '—';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return <DateText date={value} />;
  const key = `code.${field}.${value}`;
  return exists(key) ? t(key as 'code.housing.own') : value;
}
