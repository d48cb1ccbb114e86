/** Who stands in for whom, in the whole house; an admin may end what should not go on. */
import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listAllDelegations, revokeDelegation } from '../../api/contracts/delegations.ts';
import { listOfficers } from '../../api/contracts/officers.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, STALE_MS, useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { announce } from '../../app/live-region.tsx';
import { PageLink } from '../../app/links.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useProblemText } from '../../app/problem-text.ts';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { Money } from '../../components/Money.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import type { StatusRole } from '../../components/status-table.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { AdminTabs } from './AdminTabs.tsx';
import { delegationSearch } from './search.ts';

type Line = AnswerOf<typeof listAllDelegations>['items'][number];

const states = ['active', 'future', 'past', 'ended'] as const;
const looks: Readonly<Record<Line['state'], StatusRole>> = {
  active: 'others',
  future: 'running',
  past: 'ended',
  ended: 'ended',
};

export function DelegationList(): ReactNode {
  const { t } = useTranslation('admin');
  const { params, set, clear, isFiltered } = useListParams(delegationSearch);
  const { page, size, state, officerId } = params;
  const query = useRead(listAllDelegations, {
    query: {
      page,
      size,
      ...(state === undefined ? {} : { state }),
      ...(officerId === undefined ? {} : { officerId }),
    },
  });
  const [ending, setEnding] = useState<Line | null>(null);
  return (
    <Stack gap="md">
      <PageHeader title={t('delegations.title')} />
      <AdminTabs current="/admin/delegations" />
      <FilterBar
        fields={useFilters()}
        values={{ state, officerId }}
        onChange={(changes) => set(changes as Partial<typeof params>)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable
        name={t('delegations.title')}
        columns={useColumns(setEnding)}
        query={query}
        rowId={({ delegationId }) => delegationId}
        rowName={({ fromName, toName }) => t('delegations.row', { from: fromName, to: toName })}
        place={params}
        onPlace={(place) => set(place as Partial<typeof params>)}
        isMuted={(line) => line.state === 'past' || line.state === 'ended'}
        empty={
          <EmptyState
            reason={isFiltered ? 'filtered' : 'none'}
            {...(isFiltered ? {} : { sentence: t('delegations.none') })}
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
      {ending === null ? null : <Ending line={ending} onClose={() => setEnding(null)} />}
    </Stack>
  );
}

function useFilters(): FilterField[] {
  const { t } = useTranslation('admin');
  const everybody = { query: { page: 1, size: 200 } };
  const people = useRead(listOfficers, everybody, { staleMs: STALE_MS.reference });
  return [
    {
      name: 'state',
      kind: 'choice',
      label: t('delegations.state'),
      options: states.map((value) => ({ value, label: t(`delegations.states.${value}`) })),
    },
    {
      name: 'officerId',
      kind: 'choice',
      label: t('delegations.person'),
      options: (people.data?.items ?? []).map(({ officerId: value, displayName: label }) => ({
        value,
        label,
      })),
    },
  ];
}

function useColumns(onEnd: (line: Line) => void): Column<Line>[] {
  const { t } = useTranslation('admin');
  const person = (officerId: string, name: string) => (
    <PageLink to="/admin/users/$officerId" params={{ officerId }}>
      {name}
    </PageLink>
  );
  return [
    {
      key: 'from',
      title: t('delegations.from'),
      fixed: true,
      width: 140,
      render: ({ fromOfficerId, fromName }) => person(fromOfficerId, fromName),
    },
    {
      key: 'to',
      title: t('delegations.to'),
      width: 140,
      render: ({ toOfficerId, toName }) => person(toOfficerId, toName),
    },
    {
      key: 'starts',
      title: t('delegations.starts'),
      render: ({ startsDate }) => <DateText date={startsDate} />,
    },
    {
      key: 'ends',
      title: t('delegations.ends'),
      render: ({ endsDate }) => <DateText date={endsDate} />,
    },
    {
      key: 'scope',
      title: t('delegations.scope'),
      render: ({ scope: { products, tiers } }) =>
        [...products, ...tiers].join(t('components:listSeparator')) || t('delegations.everything'),
    },
    {
      key: 'ceiling',
      title: t('delegations.ceiling'),
      align: 'right',
      render: ({ scope: { ceiling } }) =>
        ceiling === null ? t('delegations.ownAuthority') : <Money value={ceiling} />,
    },
    ...useStateColumns(onEnd),
  ];
}

function useStateColumns(onEnd: (line: Line) => void): Column<Line>[] {
  const { t } = useTranslation('admin');
  return [
    {
      key: 'state',
      title: t('delegations.state'),
      render: ({ state, endReason }) => (
        <span title={endReason ?? undefined}>
          <RoleBadge role={looks[state]}>{t(`delegations.states.${state}`)}</RoleBadge>
        </span>
      ),
    },
    {
      key: 'end',
      title: t('delegations.end'),
      render: (line) =>
        line.actions.includes('delegation.revoke') ? (
          <Group gap={0}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('delegations.endOf', { from: line.fromName, to: line.toName })}
              onClick={() => onEnd(line)}
            >
              {t('delegations.end')}
            </Button>
          </Group>
        ) : (
          (line.endReason ?? '')
        ),
    },
  ];
}

function Ending({ line, onClose }: { readonly line: Line; readonly onClose: () => void }) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const problemText = useProblemText();
  const revoke = useCommand(revokeDelegation, () => {
    announce(t('delegations.ended'));
    void refresh(client, '/v1/delegations');
    onClose();
  });
  const { delegationId, fromName, toName } = line;
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('delegations.endTitle')}
      sentence={t('delegations.endText', { from: fromName, to: toName })}
      min={2}
      danger
      verb={t('delegations.end')}
      onSubmit={async ({ text }) => {
        const outcome = await revoke.send({ params: { delegationId }, body: { reason: text } });
        if (outcome.kind === 'refused') throw new Error(problemText(outcome.problem));
        if (outcome.kind === 'unknown') throw new Error(t('components:form.unknownText'));
      }}
    />
  );
}
