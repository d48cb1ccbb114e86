/** Changes of another person's place and rights. Limits and roles become requests that others approve. */
import { Checkbox, Modal, Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { roles } from '../../../domain/roles.ts';
import { changeOfficer, listOfficers, requestRole } from '../../api/contracts/officers.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, STALE_MS, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldProps } from '../../components/field-errors.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Branches, Officer } from './UserShow.tsx';

type Props = {
  readonly officer: Officer;
  readonly branches: Branches;
  readonly onClose: () => void;
};

export function ChangeUser(props: Props): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('users.change')}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <ChangeForm {...props} />
    </Modal>
  );
}

function ChangeForm({ officer, branches, onClose }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const { officerId, version } = officer;
  const [branchId, setBranch] = useState<string | null>(officer.branchId);
  const [reportsToId, setSuperior] = useState(officer.reportsToId);
  const [limit, setLimit] = useState(officer.limit?.amount ?? '');
  const [hasLeft, setLeft] = useState(officer.status === 'left');
  const command = useCommand(changeOfficer, () => {
    announce(t('users.saved'));
    void refresh(client, '/v1/officers');
    onClose();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const currency = officer.limit?.currency ?? 'CNY';
  const body = changesOf(officer, { branchId, reportsToId, limit, hasLeft });
  const isSame = Object.keys(body).length === 0;
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t('users.save')}
      onSubmit={() => void command.send({ params: { officerId }, body }, version)}
      conflict={{
        onReload: () => {
          command.renew();
          void refresh(client, '/v1/officers');
        },
        onDiscard: onClose,
      }}
      {...(isSame ? { blockedReason: t('users.unchanged') } : {})}
    >
      <Stack gap="sm">
        <Select
          {...fieldProps('/branchId')}
          data-autofocus
          label={t('users.branch')}
          searchable
          allowDeselect={false}
          data={branches.map(({ branchId: value, name }) => ({ value, label: name }))}
          value={branchId}
          onChange={setBranch}
        />
        <Superior
          field={fieldProps('/reportsToId')}
          officerId={officerId}
          value={reportsToId}
          onChange={setSuperior}
        />
        <MoneyInput
          {...fieldProps('/limit')}
          label={t('users.limit')}
          description={t('users.limitHint')}
          placeholder={t('users.byTier')}
          currency={currency}
          value={limit}
          onChange={setLimit}
        />
        <Checkbox
          label={t('users.leaves')}
          checked={hasLeft}
          onChange={({ currentTarget }) => setLeft(currentTarget.checked)}
        />
      </Stack>
    </CommandForm>
  );
}

type SuperiorProps = {
  readonly field: FieldProps;
  readonly officerId: string;
  readonly value: string | null;
  readonly onChange: (officerId: string | null) => void;
};

function Superior({ field, officerId, value, onChange }: SuperiorProps): ReactNode {
  const { t } = useTranslation('admin');
  const people = useRead(
    listOfficers,
    { query: { page: 1, size: 100, status: 'active' } },
    { staleMs: STALE_MS.reference },
  );
  return (
    <Select
      {...field}
      label={t('users.superior')}
      searchable
      clearable
      data={(people.data?.items ?? [])
        .filter((one) => one.officerId !== officerId)
        .map((one) => ({ value: one.officerId, label: one.displayName }))}
      value={value}
      onChange={onChange}
    />
  );
}

type Typed = {
  readonly branchId: string | null;
  readonly reportsToId: string | null;
  /** Empty leaves it to the tier. */
  readonly limit: string;
  readonly hasLeft: boolean;
};

/** Only what differs is sent: a limit that is named becomes a request, even when it is the same. */
function changesOf(officer: Officer, { branchId, reportsToId, limit, hasLeft }: Typed) {
  const currency = officer.limit?.currency ?? 'CNY';
  const status = hasLeft ? ('left' as const) : ('active' as const);
  return {
    ...(branchId === null || branchId === officer.branchId ? {} : { branchId }),
    ...(reportsToId === officer.reportsToId ? {} : { reportsToId }),
    ...(limit === (officer.limit?.amount ?? '')
      ? {}
      : { limit: limit === '' ? null : { amount: limit, currency } }),
    ...(status === officer.status ? {} : { status }),
  };
}

export function GrantRole(props: Props): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('users.grant')}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <GrantForm {...props} />
    </Modal>
  );
}

const WHOLE_HOUSE = '-';

function GrantForm({ officer, branches, onClose }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const { wordOf } = useWords();
  const client = useQueryClient();
  const [role, setRole] = useState<string | null>(null);
  const [place, setPlace] = useState<string | null>(officer.branchId);
  const command = useCommand(requestRole, ({ body: { number } }) => {
    announce(t('users.requested', { number }));
    void refresh(client, '/v1/officers');
    onClose();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const send = () => {
    if (role === null) return;
    const branchId = place === WHOLE_HOUSE ? null : place;
    const params = { officerId: officer.officerId };
    void command.send({ params, body: { role: role as 'admin', branchId } });
  };
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t('users.request')}
      onSubmit={send}
      conflict={{ onReload: () => command.renew(), onDiscard: onClose }}
      {...(role === null ? { blockedReason: t('users.chooseRole') } : {})}
    >
      <Stack gap="sm">
        <Text size="sm">{t('users.grantHint')}</Text>
        <Select
          {...fieldProps('/role')}
          data-autofocus
          label={t('users.role')}
          searchable
          data={roles
            .filter((value) => value !== 'borrower')
            .map((value) => ({ value, label: wordOf('roles', value) }))}
          value={role}
          onChange={setRole}
        />
        <Select
          {...fieldProps('/branchId')}
          label={t('users.scope')}
          allowDeselect={false}
          data={[
            { value: WHOLE_HOUSE, label: t('users.wholeHouse') },
            ...branches.map(({ branchId: value, name }) => ({ value, label: name })),
          ]}
          value={place}
          onChange={setPlace}
        />
      </Stack>
    </CommandForm>
  );
}
