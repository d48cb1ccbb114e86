/** One case that nobody has handed in: which path this version would give it, who would sit there, and why. */
import {
  Alert,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import {
  riskGrades,
  type CustomerType,
  type MatrixContent,
  type RiskGrade,
} from '../../../../domain/approval/matrix.ts';
import { listBranches } from '../../../api/contracts/branches.ts';
import { previewVersionPath } from '../../../api/contracts/policy-versions.ts';
import type { AnswerOf, InputOf } from '../../../api/contract.ts';
import { problemOf } from '../../../api/problem.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { Money } from '../../../components/Money.tsx';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { isZero, readAmount } from '../../../components/money-text.ts';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { ApprovalChain } from '../../applications/ApprovalChain.tsx';
import { usePolicyName } from '../versions/policy-name.ts';
import type { Version } from '../versions/version.ts';
import type { Slice } from './grid.ts';

type Props = { readonly version: Version; readonly content: MatrixContent; readonly slice: Slice };
type Query = InputOf<typeof previewVersionPath>['query'];

/** As typed; the API reads it when it is asked. */
type Facts = {
  readonly product: string;
  readonly customerType: CustomerType;
  /** Empty until somebody chooses: the first branch. */
  readonly branchId: string;
  readonly amount: string;
  /** Empty where the scorecard gave none. */
  readonly grade: RiskGrade | '';
  readonly isSecured: boolean;
  readonly hasExceptions: boolean;
};

export function CasePreview({ version, content, slice }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const [facts, setFacts] = useState<Facts>({
    ...slice,
    branchId: '',
    amount: '',
    grade: 'A',
    isSecured: false,
    hasExceptions: false,
  });
  const [asked, ask] = useState<Query | null>(null);
  const branches = useLendingBranches();
  const currency = content.rows[0]?.currency ?? 'CNY';
  const branchId = facts.branchId === '' ? (branches[0]?.branchId ?? '') : facts.branchId;
  const { kind } = readAmount(facts.amount, currency);
  const isWhole = branchId !== '' && kind === 'amount' && !isZero(facts.amount);
  const change = (changes: Partial<Facts>) => {
    setFacts((now) => ({ ...now, ...changes }));
    // An answer to other facts would read as the answer to these.
    ask(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) ask(queryOf({ ...facts, branchId }));
  };
  return (
    <Paper withBorder radius="sm" p="md" component="section" aria-label={t('case.title')}>
      <Stack gap="md">
        <Stack gap={2}>
          <Title order={2} size="h5">
            {t('case.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('case.about')}
          </Text>
        </Stack>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <CaseFields content={content} facts={{ ...facts, branchId }} onChange={change} />
            <Group gap="sm">
              <Button type="submit" variant="default" disabled={!isWhole}>
                {t('case.ask')}
              </Button>
              {isWhole ? null : (
                <Text size="sm" c="dimmed">
                  {t('case.amountMissing')}
                </Text>
              )}
            </Group>
          </Stack>
        </form>
        {asked === null ? null : <Answer policyVersionId={version.policyVersionId} query={asked} />}
      </Stack>
    </Paper>
  );
}

function queryOf({ grade, isSecured, hasExceptions, ...facts }: Facts): Query {
  return {
    ...facts,
    ...(grade === '' ? {} : { grade }),
    isSecured: String(isSecured),
    hasExceptions: String(hasExceptions),
  };
}

/** Those with nothing below them take applications. */
function useLendingBranches() {
  const { data } = useRead(listBranches, {}, { staleMs: STALE_MS.reference });
  const all = data?.items ?? [];
  const parents = new Set(all.map(({ parentBranchId }) => parentBranchId));
  return all.filter(({ branchId }) => !parents.has(branchId));
}

type FieldsProps = {
  readonly content: MatrixContent;
  readonly facts: Facts;
  readonly onChange: (changes: Partial<Facts>) => void;
};

function CaseFields({ content, facts, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation('policy');
  const policyName = usePolicyName();
  const branches = useLendingBranches();
  const products = [...new Set(content.rows.flatMap((row) => row.products))].toSorted();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
        <MoneyInput
          label={t('case.amount')}
          currency={content.rows[0]?.currency ?? 'CNY'}
          value={facts.amount}
          onChange={(amount) => onChange({ amount })}
        />
        <NativeSelect
          label={t('case.grade')}
          data={[
            ...riskGrades.map((value) => ({ value, label: value })),
            { value: '', label: t('case.noGrade') },
          ]}
          value={facts.grade}
          onChange={({ currentTarget }) =>
            onChange({ grade: currentTarget.value as Facts['grade'] })
          }
        />
        <NativeSelect
          label={t('grid.product')}
          data={products.map((value) => ({ value, label: policyName(value) }))}
          value={facts.product}
          onChange={({ currentTarget }) => onChange({ product: currentTarget.value })}
        />
        <NativeSelect
          label={t('grid.customerType')}
          data={(['person', 'company'] as const).map((value) => ({
            value,
            label: t(`customer.${value}`),
          }))}
          value={facts.customerType}
          onChange={({ currentTarget }) =>
            onChange({ customerType: currentTarget.value as CustomerType })
          }
        />
        <NativeSelect
          label={t('case.branch')}
          data={branches.map(({ branchId, name }) => ({ value: branchId, label: name }))}
          value={facts.branchId}
          onChange={({ currentTarget }) => onChange({ branchId: currentTarget.value })}
        />
      </SimpleGrid>
      <Group gap="lg">
        <Checkbox
          label={t('security.secured')}
          checked={facts.isSecured}
          onChange={({ currentTarget }) => onChange({ isSecured: currentTarget.checked })}
        />
        <Checkbox
          label={t('case.exceptions')}
          checked={facts.hasExceptions}
          onChange={({ currentTarget }) => onChange({ hasExceptions: currentTarget.checked })}
        />
      </Group>
    </>
  );
}

type AnswerProps = { readonly policyVersionId: string; readonly query: Query };

function Answer({ policyVersionId, query }: AnswerProps): ReactNode {
  const { t } = useTranslation('policy');
  const input = { params: { policyVersionId }, query };
  const { data, error, isPlaceholderData, refetch } = useRead(previewVersionPath, input);
  if (error !== null) {
    const problem = problemOf(error);
    // That no row takes the case is an answer like any other; asking again would bring it again.
    if (problem.status === 422) {
      return (
        <Alert role="status" color="yellow" variant="outline">
          <ProblemText problem={problem} />
        </Alert>
      );
    }
    return <ErrorState error={error} what={t('case.path')} onRetry={() => void refetch()} />;
  }
  if (data === undefined || isPlaceholderData) return <BlockSkeleton lines={5} />;
  return (
    <Stack gap="sm" role="status">
      <Sum path={data} />
      {data.tier === null ? (
        <Alert color="gray" variant="outline">
          {t('cell.declinedHint')}
        </Alert>
      ) : (
        <ApprovalChain path={data} stage={undefined} />
      )}
    </Stack>
  );
}

function Sum({ path }: { readonly path: AnswerOf<typeof previewVersionPath> }): ReactNode {
  const { t } = useTranslation('policy');
  const { tier, rowId, grade, amount, stages, minDistinctApprovers } = path;
  const hours = stages.reduce((total, { workingHours }) => total + workingHours, 0);
  const parts = [
    t('grid.grade', { grade }),
    t('row.legend', { rowId }),
    ...(tier === null ? [] : [t('grid.hours', { hours })]),
    ...(minDistinctApprovers === null ? [] : [t('case.people', { count: minDistinctApprovers })]),
  ];
  return (
    <Group gap="sm" align="baseline">
      <Text fw={600}>{tier ?? t('grid.declined')}</Text>
      <Text size="sm" c="dimmed" component="div" className="tabular">
        <Money value={amount} /> · {parts.join(' · ')}
      </Text>
    </Group>
  );
}
