/** A draft begins with what another matrix says, as any version of it said it, under a name of its own. */
import { Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { createDraft, listVersions, readVersion } from '../../../api/contracts/policy-versions.ts';
import { useCommand } from '../../../api/use-command.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { announce } from '../../../app/live-region.tsx';
import { useOpenPage } from '../../../app/links.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { useWords } from '../../../components/words.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { isRequestMatrix, usePolicyName } from '../versions/policy-name.ts';

export function NewMatrix({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('new.add')}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <NewForm />
    </Modal>
  );
}

function NewForm(): ReactNode {
  const { t } = useTranslation('policy');
  const openPage = useOpenPage();
  const [chosen, choose] = useState('');
  const [name, setName] = useState('');
  const templates = useTemplates();
  const policyVersionId = chosen === '' ? (templates[0]?.value ?? '') : chosen;
  const { data: template } = useRead(
    readVersion,
    { params: { policyVersionId } },
    { enabled: policyVersionId !== '' },
  );
  const command = useCommand(createDraft, ({ body }) => {
    announce(t('new.created'));
    const params = { policyVersionId: body.policyVersionId };
    openPage({ to: '/policy/tiers/$policyVersionId', params });
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  // Until the one just chosen is read, the one before it is still here.
  const isRead = template?.policyVersionId === policyVersionId;
  const submit = () => {
    if (template === undefined || !isRead) return;
    const content = { ...template.content, name };
    void command.send({ body: { kind: 'matrix', name, content } });
  };
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t('new.create')}
      onSubmit={submit}
      conflict={{ onReload: command.renew }}
      {...(name !== '' && isRead ? {} : { blockedReason: t('new.missing') })}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('new.template')}
          description={t('new.templateHint')}
          data={templates}
          value={policyVersionId}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
        <TextInput
          {...fieldProps('/name')}
          data-autofocus
          required
          label={t('new.name')}
          description={t('new.nameHint')}
          autoComplete="off"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value.trim())}
        />
      </Stack>
    </CommandForm>
  );
}

/** Every version there is, those for applications before those for requests. */
function useTemplates() {
  const { wordOf } = useWords();
  const policyName = usePolicyName();
  const query = { kind: 'matrix', size: 100 } as const;
  const { data } = useRead(listVersions, { query }, { staleMs: STALE_MS.reference });
  const items = data?.items ?? [];
  return [...items.filter((one) => !isRequestMatrix(one)), ...items.filter(isRequestMatrix)].map(
    ({ policyVersionId, name, number, status }) => ({
      value: policyVersionId,
      label: `${policyName(name)} v${number} · ${wordOf('status.policy_version', status)}`,
    }),
  );
}
