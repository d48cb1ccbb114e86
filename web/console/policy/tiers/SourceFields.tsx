/** Choice of where approvers come from; the API resolves it when a stage opens. */
import { MultiSelect, NumberInput, Select, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApproverSource } from '../../../../domain/approval/matrix.ts';
import { roles, type Role } from '../../../../domain/roles.ts';
import { listGroups } from '../../../api/contracts/approver-groups.ts';
import { listOfficers } from '../../../api/contracts/officers.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { useWords } from '../../../components/words.ts';
import { useTranslation } from '../../../i18n/use-words.ts';

type Props = {
  readonly label?: string;
  readonly source: ApproverSource;
  readonly onChange: (source: ApproverSource) => void;
};

const kinds = ['role', 'named', 'branch_head', 'continuous_heads', 'group', 'field'] as const;

const fresh: { readonly [K in ApproverSource['kind']]: ApproverSource } = {
  role: { kind: 'role', role: 'credit_officer', level: 'branch' },
  named: { kind: 'named', officerIds: [] },
  branch_head: { kind: 'branch_head', level: 1 },
  continuous_heads: { kind: 'continuous_heads', upToLevel: 2 },
  group: { kind: 'group', groupId: '' },
  field: { kind: 'field', field: 'account_manager', headLevel: 1 },
};

export function SourceFields({ label, source, onChange }: Props): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <SimpleGrid cols={2}>
      <Select
        label={label ?? t('source.label')}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`source.${value}`) }))}
        value={source.kind}
        onChange={(kind) => onChange(fresh[(kind ?? 'role') as ApproverSource['kind']])}
      />
      <Details source={source} onChange={onChange} />
    </SimpleGrid>
  );
}

function Details({ source, onChange }: Omit<Props, 'label'>): ReactNode {
  const { t } = useTranslation('policy');
  switch (source.kind) {
    case 'role':
      return <RoleFields source={source} onChange={onChange} />;
    case 'named':
      return <People source={source} onChange={onChange} />;
    case 'group':
      return <Groups source={source} onChange={onChange} />;
    case 'branch_head':
      return <Level value={source.level} onChange={(level) => onChange({ ...source, level })} />;
    case 'continuous_heads':
      return (
        <Level
          value={source.upToLevel}
          onChange={(upToLevel) => onChange({ ...source, upToLevel })}
        />
      );
    case 'field':
      return (
        <NumberInput
          label={t('source.headLevel')}
          min={0}
          max={10}
          value={source.headLevel}
          onChange={(value) => onChange({ ...source, headLevel: Number(value) })}
        />
      );
  }
}

type Of<K extends ApproverSource['kind']> = {
  readonly source: Extract<ApproverSource, { readonly kind: K }>;
  readonly onChange: (source: ApproverSource) => void;
};

function RoleFields({ source, onChange }: Of<'role'>): ReactNode {
  const { t } = useTranslation('policy');
  const { wordOf } = useWords();
  const levels = ['branch', 'region', 'head_office'] as const;
  return (
    <SimpleGrid cols={2} spacing="xs">
      <Select
        label={t('source.role')}
        allowDeselect={false}
        searchable
        data={roles
          .filter((role) => role !== 'borrower')
          .map((value) => ({ value, label: wordOf('roles', value) }))}
        value={source.role}
        onChange={(role) => onChange({ ...source, role: (role ?? source.role) as Role })}
      />
      <Select
        label={t('source.level')}
        allowDeselect={false}
        data={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
        value={source.level}
        onChange={(level) =>
          onChange({ ...source, level: (level ?? source.level) as (typeof levels)[number] })
        }
      />
    </SimpleGrid>
  );
}

function People({ source, onChange }: Of<'named'>): ReactNode {
  const { t } = useTranslation('policy');
  const query = { page: 1, size: 100, status: 'active' } as const;
  const { data } = useRead(listOfficers, { query }, { staleMs: STALE_MS.reference });
  return (
    <MultiSelect
      label={t('source.people')}
      searchable
      data={(data?.items ?? []).map(({ officerId, displayName }) => ({
        value: officerId,
        label: displayName,
      }))}
      value={[...source.officerIds]}
      onChange={(officerIds) => onChange({ ...source, officerIds })}
    />
  );
}

function Groups({ source, onChange }: Of<'group'>): ReactNode {
  const { t } = useTranslation('policy');
  const { data } = useRead(listGroups, {}, { staleMs: STALE_MS.reference });
  return (
    <Select
      label={t('source.group')}
      data={(data?.items ?? []).map(({ groupId, name }) => ({ value: groupId, label: name }))}
      value={source.groupId === '' ? null : source.groupId}
      onChange={(groupId) => onChange({ ...source, groupId: groupId ?? '' })}
    />
  );
}

type LevelProps = { readonly value: number; readonly onChange: (level: number) => void };

function Level({ value, onChange }: LevelProps): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <NumberInput
      label={t('source.levels')}
      min={1}
      max={10}
      value={value}
      onChange={(typed) => onChange(Number(typed) || 1)}
    />
  );
}
