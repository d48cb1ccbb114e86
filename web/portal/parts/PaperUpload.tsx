/** One paper: what it is for, whether it has come, and its upload by camera or file. */
import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { uploadPaper } from '../../api/contracts/my-applications.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import type { OwnApplication } from '../apply/ApplyWizard.tsx';
import type { Product } from '../apply/LoanTerms.tsx';
import { usePortalWords } from './codes.ts';
import { Form } from './Form.tsx';
import { Outcome, SendButton } from './Outcome.tsx';
import { looksSmall, MAX_FILE_BYTES, toBase64 } from '../../components/files.ts';

type Paper = Product['papers'][number];
type Kind = InputOf<typeof uploadPaper>['body']['kind'];

type Props = {
  readonly application: OwnApplication;
  /** How it must be; unknown for a paper that was asked for later. */
  readonly paper: Pick<Paper, 'kind'> & Partial<Paper>;
};

export function PaperUpload({ application, paper }: Props): ReactNode {
  const { t, word } = usePortalWords();
  const own = application.documents.filter(({ kind }) => kind === paper.kind);
  const isMissing = application.missing.some(({ path }) => path === `/documents/${paper.kind}`);
  const [isOpen, setOpen] = useState(false);
  const name = word('words.documents', paper.kind);
  const isFormOpen = isOpen || (own.length === 0 && paper.isNeededToSubmit === true);
  const StateIcon = isMissing ? IconCircleDashed : IconCircleCheck;
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <StateIcon size={24} aria-hidden />
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="xs" c="dimmed">
            {paper.isNeededToSubmit === true ? t('paper.needed') : t('paper.later')}
          </Text>
        </div>
      </Group>
      {own.length === 0 ? <Text>{t('paper.missing')}</Text> : null}
      {own.map(({ documentId, fileName }) => (
        <Text key={documentId}>{t('paper.received', { name: fileName })}</Text>
      ))}
      {isFormOpen ? (
        <UploadForm application={application} paper={paper} onDone={() => setOpen(false)} />
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {own.length === 0 ? t('paper.upload', { kind: name }) : t('paper.again')}
        </Button>
      )}
    </Stack>
  );
}

type Draft = {
  readonly file: File | null;
  readonly issuedDate: string;
  readonly expiryDate: string;
  readonly coversFrom: string;
  readonly coversTo: string;
};

const emptyDraft: Draft = {
  file: null,
  issuedDate: '',
  expiryDate: '',
  coversFrom: '',
  coversTo: '',
};

function UploadForm({
  application,
  paper,
  onDone,
}: Props & { readonly onDone: () => void }): ReactNode {
  const { t, word } = usePortalWords();
  const client = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const [note, setNote] = useState<'small' | 'tooBig' | null>(null);
  const name = word('words.documents', paper.kind);
  const upload = useCommand(uploadPaper, ({ body }) => {
    setDraft(emptyDraft);
    announce(t('paper.received', { name: body.fileName }));
    void refresh(client, '/v1/my/applications');
    onDone();
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const choose = async (file: File | null) => {
    change({ file });
    if (file === null) return setNote(null);
    if (file.size > MAX_FILE_BYTES) return setNote('tooBig');
    return setNote((await looksSmall(file)) ? 'small' : null);
  };
  const send = async () => {
    const { file } = draft;
    if (file === null) return;
    const contentBase64 = await toBase64(file);
    const body = {
      kind: paper.kind as Kind,
      fileName: file.name,
      contentBase64,
      ...datesOf(draft),
    };
    await upload.send({ params: { applicationId: application.applicationId }, body });
  };
  return (
    <Form onSubmit={() => void send()}>
      <FileField file={draft.file} name={name} onChoose={(file) => void choose(file)} />
      {note === null ? null : (
        <Text role="status" fw={600}>
          {t(`paper.${note}`)}
        </Text>
      )}
      <DateFields paper={paper} draft={draft} change={change} />
      <Outcome command={upload} />
      <SendButton command={upload} isBlocked={draft.file === null || note === 'tooBig'}>
        {t('paper.send')}
      </SendButton>
    </Form>
  );
}

function FileField({
  file,
  name,
  onChoose,
}: {
  readonly file: File | null;
  readonly name: string;
  readonly onChoose: (file: File | null) => void;
}): ReactNode {
  const { t } = usePortalWords();
  const hintId = useId();
  return (
    <Stack gap={4}>
      <FileButton
        accept="image/jpeg,image/png,application/pdf"
        onChange={onChoose}
        inputProps={{ 'aria-label': `${t('paper.file')}: ${name}` }}
      >
        {(props) => (
          <Button {...props} variant="default" aria-describedby={hintId}>
            {file === null ? t('paper.file') : t('paper.chosen', { name: file.name })}
          </Button>
        )}
      </FileButton>
      <Text id={hintId} size="xs" c="dimmed">
        {t('paper.example')}
      </Text>
    </Stack>
  );
}

type DateFieldsProps = {
  readonly paper: Props['paper'];
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
};

/** Only the days that are asked for this kind of paper. */
function DateFields({ paper, draft, change }: DateFieldsProps): ReactNode {
  const { t } = usePortalWords();
  const isStatement = paper.coversMonths !== undefined && paper.coversMonths !== null;
  const asked = [
    ['issued', 'issuedDate', paper.needsIssuedDate === true],
    ['expiry', 'expiryDate', paper.needsExpiryDate === true],
    ['coversFrom', 'coversFrom', isStatement],
    ['coversTo', 'coversTo', isStatement],
  ] as const;
  return asked.map(([label, field, isAsked]) =>
    isAsked ? (
      <TextInput
        key={field}
        type="date"
        label={t(`paper.${label}`)}
        required
        value={draft[field]}
        onChange={(event) => change({ [field]: event.currentTarget.value })}
      />
    ) : null,
  );
}

function datesOf({ file: _file, ...dates }: Draft) {
  return Object.fromEntries(Object.entries(dates).filter(([, date]) => date !== ''));
}
