/** Which role may do what, and who holds it: the API's own table, to be read and compared, never edited here. */
import { Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listRoles } from '../../api/contracts/roles.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { AdminTabs } from './AdminTabs.tsx';
import classes from './admin.module.css';
import { roleSearch } from './search.ts';

type RoleList = AnswerOf<typeof listRoles>;
type StaffRole = RoleList['roles'][number];

export function RoleTable(): ReactNode {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useRead(listRoles, {}, { staleMs: STALE_MS.reference });
  return (
    <Stack gap="md">
      <PageHeader title={t('roles.title')} />
      <AdminTabs current="/admin/roles" />
      <Text size="sm" c="dimmed" maw={720}>
        {t('roles.hint')}
      </Text>
      {error !== null && data === undefined ? (
        <ErrorState error={error} what={t('roles.title')} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <TableSkeleton rows={20} rowHeight={32} /> : null}
      {data === undefined ? null : <Rights table={data} />}
    </Stack>
  );
}

function Rights({ table }: { readonly table: RoleList }): ReactNode {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  const { params, set } = useListParams(roleSearch);
  const chosen = params.roles === '' ? [] : params.roles.split(',');
  const toggle = (role: string) => {
    const next = chosen.includes(role) ? chosen.filter((one) => one !== role) : [...chosen, role];
    set({ roles: next.join(',') });
  };
  const known = table.roles.filter(({ role }) => chosen.includes(role));
  const shown = known.length === 0 ? table.roles : known;
  const held = table.permissions.filter((name) =>
    shown.some(({ permissions }) => permissions.includes(name)),
  );
  return (
    <Stack gap="md">
      <Group gap="md" role="group" aria-label={t('roles.compare')}>
        <Text size="sm">{t('roles.compare')}</Text>
        {table.roles.map(({ role }) => (
          <Checkbox
            key={role}
            size="xs"
            label={wordOf('roles', role)}
            checked={chosen.includes(role)}
            onChange={() => toggle(role)}
          />
        ))}
      </Group>
      <ScrollBox name={t('roles.title')}>
        <Table className={classes['rights'] ?? ''} withRowBorders={false}>
          <Table.Thead>
            <Heads roles={shown} />
          </Table.Thead>
          <Table.Tbody>
            {byResource(held).map(([resource, names]) =>
              names.map((name, index) => (
                <Table.Tr key={name} data-first={index === 0 || undefined}>
                  {index === 0 ? (
                    <Table.Th scope="rowgroup" rowSpan={names.length}>
                      {t(`roles.resource.${resource}` as 'roles.resource.loan')}
                    </Table.Th>
                  ) : null}
                  <Right name={name} roles={shown} />
                </Table.Tr>
              )),
            )}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Stack>
  );
}

/** The names of the API are `<resource>.<verb>`. */
function byResource(names: readonly string[]): (readonly [string, readonly string[]])[] {
  const resources = [...new Set(names.map((name) => name.split('.')[0]!))].sort();
  return resources.map((resource) => [
    resource,
    names.filter((name) => name.startsWith(`${resource}.`)),
  ]);
}

type RolesOnly = { readonly roles: readonly StaffRole[] };

function Heads({ roles }: RolesOnly): ReactNode {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  return (
    <Table.Tr>
      <Table.Th scope="col">{t('roles.subject')}</Table.Th>
      <Table.Th scope="col" className={classes['right'] ?? ''}>
        {t('roles.right')}
      </Table.Th>
      {roles.map(({ role, holderCount, holderNames }) => (
        <Table.Th key={role} scope="col" className={classes['role'] ?? ''}>
          <span title={holderNames.join(t('components:listSeparator'))}>
            {wordOf('roles', role)}
          </span>
          <PageLink to="/admin/users" search={{ role }} fz="xs" fw={400}>
            {t('roles.holders', { count: holderCount })}
          </PageLink>
        </Table.Th>
      ))}
    </Table.Tr>
  );
}

function Right({ name, roles }: RolesOnly & { readonly name: string }): ReactNode {
  const { t } = useTranslation('admin');
  const verb = name.split('.')[1] ?? '';
  return (
    <>
      <Table.Th scope="row" fw={400} title={name} className={classes['right'] ?? ''}>
        {t(`roles.verb.${verb}` as 'roles.verb.read')}
      </Table.Th>
      {roles.map(({ role, permissions }) => (
        <Table.Td key={role}>
          {permissions.includes(name) ? (
            <IconCheck size={16} role="img" aria-label={t('roles.may')} />
          ) : null}
        </Table.Td>
      ))}
    </>
  );
}
