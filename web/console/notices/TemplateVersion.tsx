/** One version of a notice's words: both languages side by side, and how they read with sample values. */
import {
  Alert,
  Code,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { listNoticeTemplates, previewNotice } from '../../api/contracts/notices.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { DiffView } from '../../components/DiffView.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { asText, valueAt } from '../policy/versions/content.ts';
import { DraftForm } from '../policy/versions/DraftForm.tsx';
import { useContentDraft, type ContentDraft } from '../policy/versions/use-content-draft.ts';
import { useStillAnswer, type StillAnswer } from '../policy/versions/use-still-answer.ts';
import { mayEdit, type Version } from '../policy/versions/version.ts';
import { VersionHeader } from '../policy/versions/VersionHeader.tsx';
import { VersionPage } from '../policy/versions/VersionPage.tsx';
import classes from './notices.module.css';

export function TemplateVersion(): ReactNode {
  const { t } = useTranslation('templates');
  return (
    <VersionPage title={t('title')}>
      {(version) => <Whole key={version.policyVersionId} version={version} />}
    </VersionPage>
  );
}

const languages = ['zh-CN', 'en'] as const;
type Language = (typeof languages)[number];
type Preview = StillAnswer<AnswerOf<typeof previewNotice>>;

function Whole({ version }: { readonly version: Version }): ReactNode {
  const { t } = useTranslation('templates');
  const { language } = useWords();
  const content = useContentDraft(version);
  const { draft, isDirty, edit } = content;
  const preview = useStillAnswer(previewNotice, { body: { content: { ...draft } } });
  const refusal =
    edit.command.problem?.errors === undefined ? preview.problem : edit.command.problem;
  const errors = useFieldErrors(refusal);
  const isReader = !mayEdit(version);
  const subject = asText(valueAt(version.content, `/texts/${language}/subject`));
  return (
    <Stack gap="md">
      <VersionHeader
        version={version}
        name={subject}
        listName={t('title')}
        listPath="/admin/templates"
        {...(isDirty ? { blockedReason: t('policy:draft.saveFirst') } : {})}
      />
      <Facts name={version.name} />
      {preview.isLost ? (
        <Alert color="gray" variant="outline" p="xs" role="status">
          <Text size="sm">{t('lost')}</Text>
        </Alert>
      ) : null}
      <DraftForm content={content} isReader={isReader}>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          {languages.map((one) => (
            <Words
              key={one}
              language={one}
              content={content}
              isReader={isReader}
              errors={errors}
              preview={preview}
            />
          ))}
        </SimpleGrid>
      </DraftForm>
      <Difference name={version.name} draft={content.draft} status={version.status} />
    </Stack>
  );
}

/** What the words may name: the facts this notice is written from. */
function Facts({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation('templates');
  const { data } = useRead(listNoticeTemplates, {});
  const template = data?.items.find((item) => item.name === name);
  return (
    <Group gap={6} mih={28}>
      <Text size="sm" c="dimmed">
        {t('facts')}
      </Text>
      {template?.facts.map((fact) => (
        <Code key={fact}>{`{${fact}}`}</Code>
      ))}
    </Group>
  );
}

type WordsProps = {
  readonly language: Language;
  readonly content: ContentDraft;
  readonly isReader: boolean;
  readonly errors: FieldErrors;
  readonly preview: Preview;
};

function Words({ language, content, isReader, errors, preview }: WordsProps): ReactNode {
  const { t } = useTranslation('templates');
  const at = (part: 'subject' | 'body') => `/texts/${language}/${part}`;
  const textOf = (part: 'subject' | 'body') => asText(valueAt(content.draft, at(part)));
  const isOld = preview.problem !== null || preview.isLost;
  const filled = preview.answer?.texts[language];
  return (
    <Stack gap="sm" component="section" aria-label={t(`language.${language}`)}>
      <Title order={2} size="h5">
        {t(`language.${language}`)}
      </Title>
      {isReader ? (
        <div lang={language} className={classes['paper'] ?? ''}>
          <Text fw={600}>{textOf('subject')}</Text>
          <Text size="sm">{textOf('body')}</Text>
        </div>
      ) : (
        <>
          <TextInput
            {...errors.fieldProps(`/content${at('subject')}`)}
            label={t('subject')}
            autoComplete="off"
            maxLength={200}
            value={textOf('subject')}
            onChange={({ currentTarget }) => content.change(at('subject'), currentTarget.value)}
          />
          <Textarea
            {...errors.fieldProps(`/content${at('body')}`)}
            label={t('body')}
            autosize
            minRows={5}
            maxLength={4000}
            value={textOf('body')}
            onChange={({ currentTarget }) => content.change(at('body'), currentTarget.value)}
          />
        </>
      )}
      <Text size="sm" c="dimmed">
        {t(isOld ? 'previewOld' : 'preview')}
      </Text>
      <div
        lang={language}
        className={classes['paper'] ?? ''}
        data-preview={language}
        data-old={isOld || undefined}
      >
        {filled === undefined ? (
          <BlockSkeleton lines={3} />
        ) : (
          <>
            <Text fw={600}>{filled.subject}</Text>
            <Text size="sm">{filled.body}</Text>
          </>
        )}
      </div>
    </Stack>
  );
}

type DifferenceProps = {
  readonly name: string;
  readonly draft: ContentDraft['draft'];
  readonly status: Version['status'];
};

/** Against the words in force, which are the built-in ones until a version is. */
function Difference({ name, draft, status }: DifferenceProps): ReactNode {
  const { t } = useTranslation('templates');
  const { data } = useRead(listNoticeTemplates, {});
  const template = data?.items.find((item) => item.name === name);
  if (template === undefined || status === 'active' || status === 'retired') return null;
  const labels = Object.fromEntries(
    languages.flatMap((language) =>
      (['subject', 'body'] as const).map((part) => [
        `/${language}/${part}`,
        `${t(`language.${language}`)} · ${t(part)}`,
      ]),
    ),
  );
  return (
    <Stack gap="xs" component="section" aria-label={t('difference')}>
      <Title order={2} size="h5">
        {t('difference')}
      </Title>
      <DiffView before={template.texts} after={valueAt(draft, '/texts')} labels={labels} />
    </Stack>
  );
}
