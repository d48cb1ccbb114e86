/** A paper that somebody brings later: its kind, its days, the file. */
import { Button, FileButton, Group, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { documentKinds, type DocumentKind } from '../../../domain/origination/application.ts';
import { filePaper } from '../../api/contracts/customers.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { MAX_FILE_BYTES, toBase64 } from '../../components/files.ts';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';

type Props = { readonly customerId: string };

export function NewPaper({ customerId }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <PaperForm customerId={customerId} onEnd={() => setOpen(false)} />;
  return (
    <Group>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('papers.add')}
      </Button>
    </Group>
  );
}

type Days = { readonly issuedDate: string; readonly expiryDate: string };

function PaperForm({ customerId, onEnd }: Props & { readonly onEnd: () => void }): ReactNode {
  const { t } = useTranslation('customers');
  const { wordOf } = useWords();
  const client = useQueryClient();
  const [kind, setKind] = useState<DocumentKind | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [days, setDays] = useState<Days>({ issuedDate: '', expiryDate: '' });
  const upload = useCommand(filePaper, ({ body }) => {
    announce(t('papers.taken', { name: body.fileName }));
    void refresh(client, '/v1/customers');
    onEnd();
  });
  const { refused, fieldProps } = useFieldErrors(upload.problem);
  const isTooBig = file !== null && file.size > MAX_FILE_BYTES;
  const send = async () => {
    if (file === null || kind === null) return;
    const contentBase64 = await toBase64(file);
    const given = Object.fromEntries(Object.entries(days).filter(([, date]) => date !== ''));
    const body = { kind, fileName: file.name, contentBase64, ...given };
    await upload.send({ params: { customerId }, body });
  };
  const blockedReason = isTooBig ? t('papers.tooBig') : t('papers.needed');
  return (
    <CommandForm
      command={upload}
      refused={refused}
      onSubmit={() => void send()}
      verb={t('papers.send')}
      conflict={{ onReload: () => void refresh(client, '/v1/customers') }}
      aside={
        <Button variant="default" onClick={onEnd}>
          {t('components:cancel')}
        </Button>
      }
      {...(file === null || kind === null || isTooBig ? { blockedReason } : {})}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <Select
          label={t('papers.kind')}
          withAsterisk
          data={documentKinds.map((value) => ({ value, label: wordOf('codes', value) }))}
          value={kind}
          onChange={(value) => setKind(value)}
          {...fieldProps('/kind')}
        />
        {(['issued', 'expiry'] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            label={t(`papers.${name}`)}
            value={days[`${name}Date`]}
            onChange={({ currentTarget }) =>
              setDays({ ...days, [`${name}Date`]: currentTarget.value })
            }
            {...fieldProps(`/${name}Date`)}
          />
        ))}
      </SimpleGrid>
      <PaperFile file={file} onChoose={setFile} />
    </CommandForm>
  );
}

type FileProps = { readonly file: File | null; readonly onChoose: (file: File | null) => void };

function PaperFile({ file, onChoose }: FileProps): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <Group gap="sm">
      <FileButton
        accept="image/jpeg,image/png,application/pdf"
        onChange={onChoose}
        inputProps={{ 'aria-label': t('papers.choose') }}
      >
        {(props) => (
          <Button {...props} size="xs" variant="default">
            {t('papers.choose')}
          </Button>
        )}
      </FileButton>
      <Text size="sm">{file === null ? t('papers.types') : file.name}</Text>
    </Group>
  );
}
