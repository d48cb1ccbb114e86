/** One person: place in the house, roles with who gave them, and the changes another person may ask for. */
import { Button, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { listBranches } from '../../api/contracts/branches.ts';
import { listOfficers, readOfficer, revokeRole } from '../../api/contracts/officers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, STALE_MS, useRead } from '../../api/use-read.ts';
import { useListWalk } from '../../app/list-walk.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMe } from '../../app/session.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ChangeUser, GrantRole } from './UserForms.tsx';
import { userSearch } from './search.ts';

export type Officer = AnswerOf<typeof readOfficer>;
export type Branches = AnswerOf<typeof listBranches>['items'];

export function UserShow(): ReactNode {
  const { t } = useTranslation('admin');
  const { officerId = '' } = useParams({ strict: false }) as { officerId?: string };
  const { data, error, refetch } = useRead(readOfficer, { params: { officerId } });
  const branches = useRead(listBranches, {}, { staleMs: STALE_MS.reference }).data?.items ?? [];
  if (data === undefined) {
    return (
      <Stack gap="md">
        <PageHeader title={t('users.title')} />
        {error === null ? (
          <BlockSkeleton lines={10} />
        ) : (
          <ErrorState error={error} what={t('users.title')} onRetry={() => void refetch()} />
        )}
      </Stack>
    );
  }
  return <Person officer={data} branches={branches} />;
}

type Props = { readonly officer: Officer; readonly branches: Branches };

function Person({ officer, branches }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const me = useMe();
  const [open, setOpen] = useState<'change' | 'grant' | null>(null);
  const walk = useListWalk({
    contract: listOfficers,
    listPath: '/admin/users',
    search: userSearch,
    toInput: ({ page, size }) => ({ query: { page, size } }),
    idsOf: ({ items }) => items.map(({ officerId }) => officerId),
    currentId: officer.officerId,
    hrefOf: (id) => `/admin/users/${id}`,
  });
  const may = (name: string) => officer.actions.includes(name);
  const isOwn = officer.officerId === me.id;
  return (
    <Stack gap="lg">
      <RecordHeader
        title={officer.displayName}
        listName={t('users.title')}
        walk={walk}
        badge={
          <RoleBadge role={officer.status === 'active' ? 'good' : 'ended'}>
            {t(`users.states.${officer.status}`)}
          </RoleBadge>
        }
        actions={
          <Group gap="xs">
            {may('officer.update') ? (
              <Button size="xs" variant="default" onClick={() => setOpen('change')}>
                {t('users.change')}
              </Button>
            ) : null}
            {may('role-grant.create') ? (
              <Button size="xs" onClick={() => setOpen('grant')}>
                {t('users.grant')}
              </Button>
            ) : null}
          </Group>
        }
      />
      {isOwn ? (
        <Text size="sm" c="dimmed">
          {t('users.own')}
        </Text>
      ) : null}
      <Facts officer={officer} branches={branches} />
      <Grants officer={officer} branches={branches} mayRevoke={may('role-grant.revoke')} />
      {open === 'change' ? (
        <ChangeUser officer={officer} branches={branches} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'grant' ? (
        <GrantRole officer={officer} branches={branches} onClose={() => setOpen(null)} />
      ) : null}
    </Stack>
  );
}

function Facts({ officer, branches }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const { userName, branchId, reportsToId, limit } = officer;
  const superior = useRead(
    readOfficer,
    { params: { officerId: reportsToId ?? '' } },
    { enabled: reportsToId !== null, staleMs: STALE_MS.reference },
  );
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('users.userName'), userName],
    [t('users.branch'), branches.find((one) => one.branchId === branchId)?.name ?? '—'],
    [t('users.superior'), reportsToId === null ? '—' : (superior.data?.displayName ?? '…')],
    [t('users.limit'), limit === null ? t('users.byTier') : <Money value={limit} />],
  ];
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} spacing="md" m={0}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

type GrantsProps = Props & { readonly mayRevoke: boolean };
type Grant = Officer['grants'][number];

function Grants({ officer, branches, mayRevoke }: GrantsProps): ReactNode {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  const [revoking, setRevoking] = useState<Grant | null>(null);
  const where = ({ branchId }: Grant) =>
    branchId === null
      ? t('users.wholeHouse')
      : (branches.find((one) => one.branchId === branchId)?.name ?? '—');
  if (officer.grants.length === 0) {
    return <Text c="dimmed">{t('users.noRoles')}</Text>;
  }
  return (
    <Stack component="section" gap="xs">
      <Text component="h2" fw={600} size="lg">
        {t('users.roles')}
      </Text>
      <ScrollBox name={t('users.roles')}>
        <Table miw={560} maw={860}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('users.role')}</Table.Th>
              <Table.Th scope="col">{t('users.scope')}</Table.Th>
              <Table.Th scope="col">{t('users.since')}</Table.Th>
              {mayRevoke ? <Table.Th scope="col">{t('users.revoke')}</Table.Th> : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {officer.grants.map((grant) => (
              <Table.Tr key={grant.roleGrantId}>
                <Table.Td>{wordOf('roles', grant.role)}</Table.Td>
                <Table.Td>{where(grant)}</Table.Td>
                <Table.Td>
                  <DateText at={grant.grantedAt} />
                </Table.Td>
                {mayRevoke ? (
                  <Table.Td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => setRevoking(grant)}
                      aria-label={t('users.revokeRole', { role: wordOf('roles', grant.role) })}
                    >
                      {t('users.revoke')}
                    </Button>
                  </Table.Td>
                ) : null}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
      {revoking === null ? null : (
        <Revocation
          officer={officer}
          grant={revoking}
          scope={where(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </Stack>
  );
}

type RevocationProps = {
  readonly officer: Officer;
  readonly grant: Grant;
  readonly scope: string;
  readonly onClose: () => void;
};

function Revocation({ officer, grant, scope, onClose }: RevocationProps): ReactNode {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  const client = useQueryClient();
  const revoke = useCommand(revokeRole, () => {
    void refresh(client, '/v1/officers');
    onClose();
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      onClose={onClose}
      title={t('users.revoke')}
      verb={t('users.revoke')}
      isBusy={revoke.isHeld}
      facts={[
        { label: t('users.name'), value: officer.displayName },
        { label: t('users.role'), value: wordOf('roles', grant.role) },
        { label: t('users.scope'), value: scope },
        ...(revoke.problem === null
          ? []
          : [{ label: t('users.refused'), value: <ProblemText problem={revoke.problem} /> }]),
      ]}
      onConfirm={() => void revoke.send({ params: { roleGrantId: grant.roleGrantId } })}
    />
  );
}
