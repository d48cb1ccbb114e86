/** Who works here, with which roles, and who has left. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { roles } from '../../../domain/roles.ts';
import { listBranches } from '../../api/contracts/branches.ts';
import { listOfficers } from '../../api/contracts/officers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { AdminTabs } from './AdminTabs.tsx';
import { NewUser } from './NewUser.tsx';
import { userSearch } from './search.ts';

type Officer = AnswerOf<typeof listOfficers>['items'][number];

export function UserList(): ReactNode {
  const { t } = useTranslation('admin');
  const may = useMay();
  const open = useOpenPage();
  const [isAdding, setAdding] = useState(false);
  const { params, set, clear, isFiltered, href } = useListParams(userSearch);
  const { page, size, role, status, branchId } = params;
  const query = useRead(listOfficers, {
    query: {
      page,
      size,
      ...(role === undefined ? {} : { role: role as 'admin' }),
      ...(status === undefined ? {} : { status }),
      ...(branchId === undefined ? {} : { branchId }),
    },
  });
  const branches = useRead(listBranches, {}, { staleMs: STALE_MS.reference }).data?.items ?? [];
  const branchName = (id: string) => branches.find((one) => one.branchId === id)?.name ?? '—';
  return (
    <Stack gap="md">
      <PageHeader
        title={t('users.title')}
        actions={
          may('officer.create') ? (
            <Button size="xs" onClick={() => setAdding(true)}>
              {t('users.add')}
            </Button>
          ) : undefined
        }
      />
      <AdminTabs current="/admin/users" />
      <FilterBar
        fields={useFilters(branches)}
        values={{ role, branchId, status }}
        onChange={(changes) => set(changes as never)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<Officer>
        name={t('users.title')}
        columns={useColumns(href, branchName)}
        query={query}
        rowId={({ officerId }) => officerId}
        rowName={({ displayName }) => displayName}
        place={params}
        onPlace={set}
        onOpen={({ officerId }) =>
          open({ to: '/admin/users/$officerId', params: { officerId }, search: { from: href } })
        }
        empty={
          <EmptyState
            reason={isFiltered ? 'filtered' : 'firstRun'}
            action={
              isFiltered ? (
                <Button variant="default" onClick={clear}>
                  {t('frame:action.clear')}
                </Button>
              ) : undefined
            }
          />
        }
      />
      {isAdding ? <NewUser branches={branches} onClose={() => setAdding(false)} /> : null}
    </Stack>
  );
}

function useFilters(branches: AnswerOf<typeof listBranches>['items']): FilterField[] {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  return [
    {
      name: 'role',
      kind: 'choice',
      label: t('users.role'),
      options: roles
        .filter((value) => value !== 'borrower')
        .map((value) => ({ value, label: wordOf('roles', value) })),
    },
    {
      name: 'branchId',
      kind: 'choice',
      label: t('users.branch'),
      options: branches.map(({ branchId: value, name }) => ({ value, label: name })),
    },
    {
      name: 'status',
      kind: 'choice',
      label: t('users.status'),
      options: (['active', 'left'] as const).map((value) => ({
        value,
        label: t(`users.states.${value}`),
      })),
    },
  ];
}

function useColumns(href: string, branchName: (id: string) => string): Column<Officer>[] {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  return [
    {
      key: 'name',
      title: t('users.name'),
      fixed: true,
      width: 150,
      render: ({ officerId, displayName }) => (
        <PageLink to="/admin/users/$officerId" params={{ officerId }} search={{ from: href }}>
          {displayName}
        </PageLink>
      ),
    },
    { key: 'userName', title: t('users.userName'), render: ({ userName }) => userName },
    { key: 'branch', title: t('users.branch'), render: ({ branchId }) => branchName(branchId) },
    {
      key: 'roles',
      title: t('users.roles'),
      render: ({ grants }) => (
        <Text size="sm" component="span" truncate maw={320} display="block">
          {[...new Set(grants.map(({ role }) => wordOf('roles', role)))].join(
            t('components:listSeparator'),
          ) || '—'}
        </Text>
      ),
    },
    {
      key: 'limit',
      title: t('users.limit'),
      align: 'right',
      render: ({ limit }) => (limit === null ? t('users.byTier') : <Money value={limit} />),
    },
    {
      key: 'status',
      title: t('users.status'),
      render: ({ status }) => (
        <Group gap={0}>
          <RoleBadge role={status === 'active' ? 'good' : 'ended'}>
            {t(`users.states.${status}`)}
          </RoleBadge>
        </Group>
      ),
    },
  ];
}
