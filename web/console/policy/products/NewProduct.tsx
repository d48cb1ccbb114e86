/** A new product begins as a copy of one in force, under a code and names of its own. */
import { Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { createDraft } from '../../../api/contracts/policy-versions.ts';
import { listProducts } from '../../../api/contracts/products.ts';
import { useCommand } from '../../../api/use-command.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { announce } from '../../../app/live-region.tsx';
import { useOpenPage } from '../../../app/links.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { useProductWords } from './words.ts';

export function NewProduct({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useProductWords();
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
  const { t, language } = useProductWords();
  const openPage = useOpenPage();
  const products = useRead(listProducts, {}, { staleMs: STALE_MS.reference }).data?.items ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [names, setNames] = useState({ 'zh-CN': '', en: '' });
  const command = useCommand(createDraft, ({ body: { policyVersionId } }) => {
    announce(t('new.created'));
    openPage({ to: '/policy/products/$policyVersionId', params: { policyVersionId } });
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const template = products.find((one) => one.code === chosen) ?? products[0];
  const isWhole = code !== '' && names['zh-CN'] !== '' && names.en !== '';
  const submit = () => {
    if (template === undefined) return;
    const content = { ...template.content, code, names };
    void command.send({ body: { kind: 'product', name: code, content } });
  };
  return (
    <CommandForm
      command={command}
      refused={refused}
      verb={t('new.create')}
      onSubmit={submit}
      conflict={{ onReload: command.renew }}
      {...(isWhole && template !== undefined ? {} : { blockedReason: t('new.missing') })}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('new.template')}
          data={products.map((one) => ({ value: one.code, label: one.content.names[language] }))}
          value={template?.code ?? ''}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
        <TextInput
          {...fieldProps('/name')}
          data-autofocus
          required
          label={t('new.code')}
          description={t('new.codeHint')}
          autoComplete="off"
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value.trim())}
        />
        {(['zh-CN', 'en'] as const).map((one) => (
          <TextInput
            key={one}
            {...fieldProps(`/content/names/${one}`)}
            required
            label={t(one === 'en' ? 'new.nameEn' : 'new.nameZh')}
            autoComplete="off"
            value={names[one]}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              setNames((now) => ({ ...now, [one]: value }));
            }}
          />
        ))}
      </Stack>
    </CommandForm>
  );
}
