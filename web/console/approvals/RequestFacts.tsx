/** What a request would change: before and after where the API names both, and what is at stake. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { DiffView } from '../../components/DiffView.tsx';
import { isWireMoney } from '../../components/problem-facts.ts';
import { Money } from '../../components/Money.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { Part } from './Part.tsx';
import type { ApprovalRequest } from './request.ts';
import classes from './approvals.module.css';

type Content = ApprovalRequest['content'];

/** Said elsewhere on the page, or nothing for people. */
const unspoken = new Set([
  'officerId',
  'loanId',
  'loanChangeId',
  'policyVersionId',
  'branchId',
  'quotedSeq',
  'contentHash',
  'authorId',
  'version',
  'before',
  'difference',
  'limit',
  'effectiveDate',
]);

export function RequestFacts({ request }: { readonly request: ApprovalRequest }): ReactNode {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  const { content, amount, customerName, effectiveDate, outcomeCode, effectedAt } = request;
  const isMoney = !/^0+(\.0+)?$/.test(amount.amount) && request.subjectType !== 'limit_change';
  return (
    <Stack gap="lg">
      <Part title={t('request.asked')}>
        <dl className={classes.facts}>
          {customerName === null ? null : <Fact label={t('column.customer')}>{customerName}</Fact>}
          {isMoney ? (
            <Fact label={t('request.stake')}>
              <Money value={amount} />
            </Fact>
          ) : null}
          <Fact label={t('request.effectiveDate')}>
            <DateText date={effectiveDate} />
          </Fact>
          <ContentFacts content={content} />
          {effectedAt === null ? null : (
            <Fact label={t('request.effectedAt')}>
              <DateText at={effectedAt} />
            </Fact>
          )}
        </dl>
        {outcomeCode === null ? null : (
          <Text size="sm" c="red" mt="xs">
            {t('request.lapsedBecause')}
            {sentence(outcomeCode)}
          </Text>
        )}
      </Part>
      <Change request={request} />
    </Stack>
  );
}

function ContentFacts({ content }: { readonly content: Content }): ReactNode {
  const { t, i18n } = useTranslation('approvals');
  return Object.entries(content)
    .filter(([name, value]) => !unspoken.has(name) && value !== null && value !== undefined)
    .map(([name, value]) => {
      const key = `content.${name}`;
      const label = i18n.exists(key, { ns: 'approvals' }) ? t(key as 'content.kind') : name;
      return (
        <Fact key={name} label={label}>
          <Value value={value} name={name} />
        </Fact>
      );
    });
}

function Value({ value, name }: { readonly value: unknown; readonly name: string }): ReactNode {
  const { t, i18n } = useTranslation('approvals');
  const { wordOf } = useWords();
  if (isWireMoney(value)) return <Money value={value} />;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return t(value ? 'components:yes' : 'components:no');
  if (typeof value !== 'string') return <PlainMembers value={value} />;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return <DateText date={value} />;
  if (name === 'role') return wordOf('roles', value);
  const key = `contentValue.${value}`;
  return i18n.exists(key, { ns: 'approvals' }) ? t(key as 'contentValue.loan') : value;
}

/** A filter of an export: each member with its value. */
function PlainMembers({ value }: { readonly value: unknown }): ReactNode {
  if (typeof value !== 'object' || value === null) return '—';
  const members = Object.entries(value).filter(([, item]) => item !== null);
  if (members.length === 0) return '—';
  return members.map(([name, item]) => `${name}: ${String(item)}`).join(', ');
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Old and new side by side; of a change of a loan, what it would cost or save. */
function Change({ request }: { readonly request: ApprovalRequest }): ReactNode {
  const { t } = useTranslation('approvals');
  const { content, subjectType } = request;
  if (subjectType === 'limit_change') {
    return (
      <Part title={t('request.change')}>
        <DiffView
          before={{ limit: content['before'] ?? t('request.limitOfTier') }}
          after={{ limit: content['limit'] ?? t('request.limitOfTier') }}
          labels={{ '/limit': t('content.limit') }}
        />
      </Part>
    );
  }
  const difference = content['difference'];
  if (typeof difference !== 'object' || difference === null) return null;
  return (
    <Part title={t('request.difference')}>
      <dl className={classes.facts}>
        <Difference of={difference as Readonly<Record<string, unknown>>} />
      </dl>
    </Part>
  );
}

function Difference({ of }: { readonly of: Readonly<Record<string, unknown>> }): ReactNode {
  const { t, i18n } = useTranslation('approvals');
  return Object.entries(of)
    .filter(([, value]) => isWireMoney(value) || typeof value === 'number')
    .map(([name, value]) => {
      const key = `difference.${name}`;
      const label = i18n.exists(key, { ns: 'approvals' }) ? t(key as 'difference.interest') : name;
      return (
        <Fact key={name} label={label}>
          {isWireMoney(value) ? <Money value={value} sign /> : String(value)}
        </Fact>
      );
    });
}
