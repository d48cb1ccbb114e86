/** A user for a new colleague; roles are granted apart and by others. */
import { Modal, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { listBranches } from '../../api/contracts/branches.ts';
import { createOfficer } from '../../api/contracts/officers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { useOpenPage } from '../../app/links.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';

type Props = {
  readonly branches: AnswerOf<typeof listBranches>['items'];
  readonly onClose: () => void;
};

export function NewUser(props: Props): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('users.add')}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ branches, onClose }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const open = useOpenPage();
  const [typed, setTyped] = useState({ userName: '', displayName: '', password: '' });
  const [branchId, setBranch] = useState<string | null>(null);
  const command = useCommand(createOfficer, ({ body: { officerId } }) => {
    void refresh(client, '/v1/officers');
    onClose();
    open({ to: '/admin/users/$officerId', params: { officerId } });
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const type = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      setTyped({ ...typed, [name]: currentTarget.value }),
  });
  const isComplete = Object.values(typed).every((text) => text !== '') && branchId !== null;
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t('users.create')}
      onSubmit={() => void command.send({ body: { ...typed, branchId: branchId ?? '' } })}
      conflict={{ onReload: () => command.renew() }}
      {...(isComplete ? {} : { blockedReason: t('users.incomplete') })}
    >
      <Stack gap="sm">
        <TextInput
          {...fieldProps('/displayName')}
          data-autofocus
          label={t('users.name')}
          autoComplete="off"
          {...type('displayName')}
        />
        <TextInput
          {...fieldProps('/userName')}
          label={t('users.userName')}
          autoComplete="off"
          {...type('userName')}
        />
        <PasswordInput
          {...fieldProps('/password')}
          label={t('users.firstPassword')}
          autoComplete="new-password"
          {...type('password')}
        />
        <Select
          {...fieldProps('/branchId')}
          label={t('users.branch')}
          searchable
          data={branches.map(({ branchId: value, name }) => ({ value, label: name }))}
          value={branchId}
          onChange={setBranch}
        />
      </Stack>
    </CommandForm>
  );
}
