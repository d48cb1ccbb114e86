/** The units of the house by code, and the way to open another one. */
import { Button, Modal, Select, Stack, Table, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { createBranch, listBranches } from '../../api/contracts/branches.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, STALE_MS, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { AdminTabs } from './AdminTabs.tsx';

type Branches = AnswerOf<typeof listBranches>['items'];

export function BranchList(): ReactNode {
  const { t } = useTranslation('admin');
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useRead(listBranches, {}, { staleMs: STALE_MS.reference });
  return (
    <Stack gap="md">
      <PageHeader
        title={t('branches.title')}
        actions={
          may('branch.create') ? (
            <Button size="xs" onClick={() => setAdding(true)}>
              {t('branches.add')}
            </Button>
          ) : undefined
        }
      />
      <AdminTabs current="/admin/branches" />
      {error === null ? null : (
        <ErrorState error={error} what={t('branches.title')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null ? <TableSkeleton rows={6} rowHeight={36} /> : null}
      {data === undefined ? null : <Units branches={data.items} />}
      {isAdding ? (
        <NewBranch branches={data?.items ?? []} onClose={() => setAdding(false)} />
      ) : null}
    </Stack>
  );
}

function Units({ branches }: { readonly branches: Branches }): ReactNode {
  const { t } = useTranslation('admin');
  const nameOf = (id: string | null) => branches.find((one) => one.branchId === id)?.name ?? '—';
  return (
    <ScrollBox name={t('branches.title')}>
      <Table miw={720}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('branches.code')}</Table.Th>
            <Table.Th scope="col">{t('branches.name')}</Table.Th>
            <Table.Th scope="col">{t('branches.parent')}</Table.Th>
            <Table.Th scope="col">{t('branches.officeHours')}</Table.Th>
            <Table.Th scope="col">{t('branches.timeZone')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {branches.map(({ branchId, code, name, parentBranchId, officeHours, timeZone }) => (
            <Table.Tr key={branchId}>
              <Table.Td>{code}</Table.Td>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{nameOf(parentBranchId)}</Table.Td>
              <Table.Td>{officeHours.map(({ from, to }) => `${from}–${to}`).join(' ')}</Table.Td>
              <Table.Td>{timeZone}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

type NewProps = { readonly branches: Branches; readonly onClose: () => void };

function NewBranch(props: NewProps): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('branches.add')}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <NewForm {...props} />
    </Modal>
  );
}

function NewForm({ branches, onClose }: NewProps): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [parent, setParent] = useState<string | null>(branches[0]?.branchId ?? null);
  const command = useCommand(createBranch, () => {
    announce(t('branches.added', { name }));
    void refresh(client, '/v1/branches');
    onClose();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const isComplete = code !== '' && name !== '' && parent !== null;
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t('branches.create')}
      onSubmit={() => void command.send({ body: { code, name, parentBranchId: parent ?? '' } })}
      conflict={{ onReload: () => command.renew(), onDiscard: onClose }}
      {...(isComplete ? {} : { blockedReason: t('users.incomplete') })}
    >
      <Stack gap="sm">
        <TextInput
          {...fieldProps('/code')}
          data-autofocus
          label={t('branches.code')}
          description={t('branches.codeHint')}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value.toUpperCase())}
        />
        <TextInput
          {...fieldProps('/name')}
          label={t('branches.name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Select
          {...fieldProps('/parentBranchId')}
          label={t('branches.parent')}
          allowDeselect={false}
          data={branches.map(({ branchId: value, name: label }) => ({ value, label }))}
          value={parent}
          onChange={setParent}
        />
      </Stack>
    </CommandForm>
  );
}
