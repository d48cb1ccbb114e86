/** What was written to whom, with which words, and what became of it. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { listNotices, listNoticeTemplates } from '../../api/contracts/notices.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import type { Column } from '../../components/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { DateText } from '../../components/DateText.tsx';
import { NoRows } from '../../components/NoRows.tsx';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { AdminTabs } from '../admin/AdminTabs.tsx';
import { noticeChannels, noticeSearch, noticeStates } from './search.ts';

type Listed = AnswerOf<typeof listNotices>['items'][number];

export function NoticeList(): ReactNode {
  const { t } = useTranslation('templates');
  const { params, set, clear, isFiltered } = useListParams(noticeSearch);
  const { page, size, template, channel, status } = params;
  const query = useRead(listNotices, {
    query: {
      page,
      size,
      ...(template === undefined ? {} : { template }),
      ...(channel === undefined ? {} : { channel }),
      ...(status === undefined ? {} : { status }),
    },
  });
  return (
    <Stack gap="md">
      <PageHeader title={t('sent.title')} />
      <AdminTabs current="/admin/notices" />
      <FilterBar
        fields={useFilterFields()}
        values={{ template, channel, status }}
        onChange={(changes) => set(changes as never)}
        onClear={clear}
        {...(query.data === undefined ? {} : { resultCount: query.data.total })}
      />
      <DataTable<Listed>
        name={t('sent.title')}
        columns={columns(t)}
        query={query}
        rowId={({ noticeId }) => noticeId}
        rowName={({ subject }) => subject}
        place={params}
        onPlace={set}
        empty={<NoRows isFiltered={isFiltered} onClear={clear} sentence={t('sent.empty')} />}
      />
    </Stack>
  );
}

function useFilterFields(): FilterField[] {
  const { t } = useTranslation('templates');
  const { language, wordOf } = useWords();
  const templates = useRead(listNoticeTemplates, {}, { staleMs: STALE_MS.reference });
  return [
    {
      name: 'template',
      kind: 'choice',
      label: t('notice'),
      options: (templates.data?.items ?? []).map(({ name, texts }) => ({
        value: name,
        label: texts[language].subject,
      })),
    },
    {
      name: 'channel',
      kind: 'choice',
      label: t('sent.channel'),
      options: noticeChannels.map((value) => ({ value, label: t(`channel.${value}`) })),
    },
    {
      name: 'status',
      kind: 'choice',
      label: t('sent.status'),
      options: noticeStates.map((value) => ({ value, label: wordOf('status.notice', value) })),
    },
  ];
}

function columns(t: Translate<'templates'>): Column<Listed>[] {
  return [
    {
      key: 'businessDate',
      title: t('sent.date'),
      fixed: true,
      render: ({ businessDate }) => <DateText date={businessDate} />,
    },
    {
      key: 'words',
      title: t('sent.words'),
      render: ({ subject, body, language }) => (
        <Text size="sm" lang={language} truncate maw={520} title={body}>
          {subject} · {body}
        </Text>
      ),
    },
    {
      key: 'to',
      title: t('sent.to'),
      render: ({ customerId }) => t(customerId === null ? 'sent.officer' : 'sent.customer'),
    },
    {
      key: 'channel',
      title: t('sent.channel'),
      render: ({ channel }) => t(`channel.${channel}`),
    },
    {
      key: 'sentAt',
      title: t('sent.sentAt'),
      render: ({ sentAt }) => (sentAt === null ? '—' : <DateText at={sentAt} />),
    },
    {
      key: 'status',
      title: t('sent.status'),
      render: ({ status }) => <StatusBadge kind="notice" status={status} />,
    },
  ];
}
