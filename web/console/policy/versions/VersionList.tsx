/** Every version of a kind of policy, the newest of each name first. */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { versionStates } from '../../../../domain/approval/version-states.ts';
import { listVersions } from '../../../api/contracts/policy-versions.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../../app/links.tsx';
import { useListParams } from '../../../app/list-params.ts';
import { PageHeader } from '../../../app/PageHeader.tsx';
import type { Column } from '../../../components/columns.ts';
import { DataTable } from '../../../components/DataTable.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { NoRows } from '../../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../../components/FilterBar.tsx';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { useWords } from '../../../components/words.ts';
import { useTranslation, type Translate } from '../../../i18n/use-words.ts';
import { versionSearch } from '../tiers/search.ts';
import { usePolicyName } from './policy-name.ts';

type Listed = AnswerOf<typeof listVersions>['items'][number];

type Props = {
  readonly kind: 'matrix';
  readonly title: string;
  readonly path: '/policy/tiers/$policyVersionId';
  /** Beside the title. */
  readonly actions?: ReactNode;
};

export function VersionList({ kind, title, path, actions }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const { wordOf } = useWords();
  const policyName = usePolicyName();
  const open = useOpenPage();
  const { params, set, clear, isFiltered, href } = useListParams(versionSearch);
  const { page, size, status, name } = params;
  const query = useRead(
    listVersions,
    {
      query: {
        kind,
        page,
        size,
        ...(status === undefined ? {} : { status }),
        ...(name === undefined ? {} : { name }),
      },
    },
    { staleMs: STALE_MS.reference },
  );
  const names = [...new Set((query.data?.items ?? []).map((one) => one.name))];
  const openRow = ({ policyVersionId }: Listed) =>
    open({ to: path, params: { policyVersionId }, search: { from: href } } as never);
  return (
    <Stack gap="md">
      <PageHeader title={title} actions={actions} />
      <FilterBar
        fields={filterFields(t, {
          names: names.map((value) => ({ value, label: policyName(value) })),
          states: versionStates.map((value) => ({
            value,
            label: wordOf('status.policy_version', value),
          })),
        })}
        values={{ status, name }}
        onChange={(changes) => set(changes as never)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<Listed>
        name={title}
        columns={columns(t, { path, href, policyName })}
        query={query}
        rowId={({ policyVersionId }) => policyVersionId}
        rowName={({ name: policy, number }) => `${policy} ${number}`}
        place={params}
        onPlace={set}
        onOpen={openRow}
        empty={
          <NoRows
            isFiltered={isFiltered}
            onClear={clear}
            reason="firstRun"
            sentence={t('list.empty')}
          />
        }
      />
    </Stack>
  );
}

type Options = readonly { readonly value: string; readonly label: string }[];

function filterFields(
  t: Translate<'policy'>,
  { names, states }: { readonly names: Options; readonly states: Options },
): FilterField[] {
  return [
    { name: 'name', kind: 'choice', label: t('list.name'), options: [...names] },
    { name: 'status', kind: 'choice', label: t('list.status'), options: [...states] },
  ];
}

type Links = {
  readonly path: Props['path'];
  readonly href: string;
  readonly policyName: (name: string) => string;
};

function columns(t: Translate<'policy'>, { path, href, policyName }: Links): Column<Listed>[] {
  return [
    {
      key: 'name',
      title: t('list.name'),
      fixed: true,
      render: ({ name, policyVersionId }) => (
        <PageLink to={path} params={{ policyVersionId }} search={{ from: href }}>
          {policyName(name)}
        </PageLink>
      ),
    },
    { key: 'number', title: t('list.number'), render: ({ number }) => `v${number}` },
    {
      key: 'effectiveDate',
      title: t('list.effectiveDate'),
      render: ({ effectiveDate }) =>
        effectiveDate === null ? '—' : <DateText date={effectiveDate} />,
    },
    {
      key: 'createdAt',
      title: t('list.createdAt'),
      render: ({ createdAt }) => <DateText at={createdAt} />,
    },
    {
      key: 'openCases',
      title: t('list.openCases'),
      align: 'right',
      render: ({ openCaseCount }) => openCaseCount,
    },
    {
      key: 'status',
      title: t('list.status'),
      render: ({ status }) => <StatusBadge kind="policy_version" status={status} />,
    },
  ];
}
