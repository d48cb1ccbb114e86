/** One paper: whether it is there and counts, and its upload with the days that are asked for its kind. */
import {
  Button,
  FileButton,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { addPaper } from '../../api/contracts/application-drafts.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { DateText } from '../../components/DateText.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { MAX_FILE_BYTES, toBase64 } from '../../components/files.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import type { Application } from './draft-values.ts';
import type { Product } from './fields.ts';
import type { Draft } from './use-draft.ts';
import { useWizardWords } from './wizard-words.ts';

type Required = Product['content']['requiredDocuments'][number];
type Props = { readonly draft: Draft; readonly paper: Required };

type Kept = {
  readonly documentId: string;
  readonly kind: string;
  readonly issuedDate: string | null;
  readonly expiryDate: string | null;
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
};

export function PaperCard({ draft, paper }: Props): ReactNode {
  const { t, codeOf } = useWizardWords();
  const { application } = draft;
  const path = `/documents/${paper.kind}`;
  const item = application.completeness.find((each) => each.path === path);
  const kept = papersOf(application).filter(({ kind }) => kind === paper.kind);
  const [isOpen, setOpen] = useState(false);
  const state = item?.state ?? 'missing';
  const verb = kept.length === 0 ? t('paper.upload') : t('paper.again');
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Text fw={600} size="sm">
              {codeOf(paper.kind)}
            </Text>
            <StatusBadge kind="completeness" status={state} />
            <Text size="xs" c="dimmed">
              {t(`missing.before.${paper.appliesBefore}`)}
            </Text>
          </Group>
          {isOpen ? null : (
            <Button
              size="xs"
              variant="default"
              data-pointer={path}
              onClick={() => setOpen(true)}
              aria-label={`${verb} ${codeOf(paper.kind)}`}
            >
              {verb}
            </Button>
          )}
        </Group>
        {kept.map((each) => (
          <KeptPaper key={each.documentId} paper={each} />
        ))}
        {isOpen ? <UploadForm draft={draft} paper={paper} onDone={() => setOpen(false)} /> : null}
      </Stack>
    </Paper>
  );
}

function papersOf({ content }: Application): readonly Kept[] {
  const { documents } = content;
  return Array.isArray(documents) ? (documents as readonly Kept[]) : [];
}

function KeptPaper({ paper }: { readonly paper: Kept }): ReactNode {
  const { t } = useWizardWords();
  const days = [
    ['issued', paper.issuedDate],
    ['expiry', paper.expiryDate],
    ['coversFrom', paper.coversFrom],
    ['coversTo', paper.coversTo],
  ] as const;
  return (
    <Group gap="md">
      <Text
        component="a"
        size="sm"
        href={`/v1/documents/${paper.documentId}/content`}
        target="_blank"
        rel="noreferrer"
        c="var(--mantine-color-anchor)"
      >
        {t('paper.open')}
      </Text>
      {days.map(([label, date]) =>
        date === null ? null : (
          <Text key={label} size="sm" c="dimmed" component="span">
            {t(`paper.${label}`)} <DateText date={date} />
          </Text>
        ),
      )}
    </Group>
  );
}

type Days = Readonly<
  Partial<Record<'issuedDate' | 'expiryDate' | 'coversFrom' | 'coversTo', string>>
>;

/** Only the days that are asked for this kind of paper. */
function daysOf({ coversMonths, maxAgeDays, minValidDays }: Required) {
  return [
    ...(maxAgeDays !== null && coversMonths === null ? [['issued', 'issuedDate'] as const] : []),
    ...(minValidDays === null ? [] : [['expiry', 'expiryDate'] as const]),
    ...(coversMonths === null
      ? []
      : [['coversFrom', 'coversFrom'] as const, ['coversTo', 'coversTo'] as const]),
  ];
}

function UploadForm({ draft, paper, onDone }: Props & { readonly onDone: () => void }): ReactNode {
  const { t, codeOf } = useWizardWords();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [days, setDays] = useState<Days>({});
  const upload = useCommand(addPaper, ({ body }) => {
    announce(t('paper.received', { name: body.fileName }));
    void refresh(client, '/v1/applications');
    void refresh(client, '/v1/customers');
    onDone();
  });
  const { refused, fieldProps } = useFieldErrors(upload.problem);
  const isTooBig = file !== null && file.size > MAX_FILE_BYTES;
  const send = async () => {
    if (file === null) return;
    // The paper makes a new version of the draft: what is typed goes first.
    await draft.save();
    const contentBase64 = await toBase64(file);
    const params = { applicationId: draft.application.applicationId };
    const given = Object.fromEntries(Object.entries(days).filter(([, date]) => date !== ''));
    await upload.send({
      params,
      body: { kind: paper.kind, fileName: file.name, contentBase64, ...given },
    });
  };
  return (
    <CommandForm
      command={upload}
      refused={refused}
      onSubmit={() => void send()}
      verb={t('paper.send')}
      conflict={{ onReload: () => void refresh(client, '/v1/applications') }}
      aside={
        <Button variant="default" onClick={onDone}>
          {t('components:cancel')}
        </Button>
      }
      {...(file === null
        ? { blockedReason: t('paper.choose') }
        : isTooBig
          ? { blockedReason: t('paper.tooBig') }
          : {})}
    >
      <FileChoice name={codeOf(paper.kind)} file={file} onChoose={setFile} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {daysOf(paper).map(([label, name]) => (
          <TextInput
            key={name}
            {...fieldProps(`/${name}`)}
            type="date"
            label={t(`paper.${label}`)}
            required
            value={days[name] ?? ''}
            onChange={({ currentTarget }) => setDays({ ...days, [name]: currentTarget.value })}
          />
        ))}
      </SimpleGrid>
    </CommandForm>
  );
}

type FileChoiceProps = {
  readonly name: string;
  readonly file: File | null;
  readonly onChoose: (file: File | null) => void;
};

function FileChoice({ name, file, onChoose }: FileChoiceProps): ReactNode {
  const { t } = useWizardWords();
  return (
    <Group gap="sm">
      <FileButton
        accept="image/jpeg,image/png,application/pdf"
        onChange={onChoose}
        inputProps={{ 'aria-label': t('paper.fileName', { name }) }}
      >
        {(props) => (
          <Button {...props} size="xs" variant="default">
            {t('paper.file')}
          </Button>
        )}
      </FileButton>
      <Text size="sm">{file === null ? t('paper.types') : file.name}</Text>
    </Group>
  );
}
