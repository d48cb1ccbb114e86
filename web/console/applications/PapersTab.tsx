/** What has been handed in, and what is still missing for which step. */
import { Anchor, Group, Stack, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { Part } from '../approvals/Part.tsx';
import type { Application } from './use-case.ts';

type Item = Application['completeness'][number];

type Paper = {
  readonly documentId: string;
  readonly kind: string;
  readonly issuedDate: string | null;
  readonly expiryDate: string | null;
  readonly isValid: boolean | null;
};

export function PapersTab({ application }: { readonly application: Application }): ReactNode {
  const { t } = useTranslation('cases');
  const papers = (application.content['documents'] ?? []) as readonly Paper[];
  const open = application.completeness.filter(({ state }) => state !== 'satisfied');
  return (
    <Stack gap="lg">
      <Part title={t('papers.missing')}>
        {open.length === 0 ? (
          <Text size="sm">{t('papers.complete')}</Text>
        ) : (
          <Missing items={open} />
        )}
      </Part>
      <Part title={t('papers.received')}>
        {papers.length === 0 ? (
          <EmptyState reason="none" sentence={t('papers.none')} />
        ) : (
          <Received papers={papers} />
        )}
      </Part>
    </Stack>
  );
}

function Missing({ items }: { readonly items: readonly Item[] }): ReactNode {
  const { t } = useTranslation('cases');
  const nameOf = useItemName();
  return (
    <ScrollBox name={t('papers.missing')}>
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('papers.item')}</Table.Th>
            <Table.Th scope="col">{t('papers.before')}</Table.Th>
            <Table.Th scope="col">{t('papers.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={`${item.kind}${item.path}`}>
              <Table.Td>{nameOf(item)}</Table.Td>
              <Table.Td>{t(`papers.step.${item.appliesBefore}`)}</Table.Td>
              <Table.Td>
                <StatusBadge kind="completeness" status={item.state} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

/** The last part of the path is the fact, the document or the check. */
function useItemName(): (item: Item) => string {
  const { t, i18n } = useTranslation('cases');
  const { knows, wordOf } = useWords();
  return ({ path }) => {
    const name = path.split('/').at(-1) ?? path;
    for (const group of ['applicant', 'fact', 'check']) {
      const key = `${group}.${name}`;
      if (i18n.exists(key, { ns: 'cases' })) return t(key as 'fact.amount');
    }
    return knows('codes', name) ? wordOf('codes', name) : name;
  };
}

function Received({ papers }: { readonly papers: readonly Paper[] }): ReactNode {
  const { t } = useTranslation('cases');
  const { wordOf } = useWords();
  return (
    <ScrollBox name={t('papers.received')}>
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('papers.kind')}</Table.Th>
            <Table.Th scope="col">{t('papers.issued')}</Table.Th>
            <Table.Th scope="col">{t('papers.expires')}</Table.Th>
            <Table.Th scope="col">{t('papers.checked')}</Table.Th>
            <Table.Th scope="col">{t('papers.file')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {papers.map((paper) => (
            <Table.Tr key={paper.documentId}>
              <Table.Td>{wordOf('codes', paper.kind)}</Table.Td>
              <Table.Td>
                {paper.issuedDate === null ? '—' : <DateText date={paper.issuedDate} />}
              </Table.Td>
              <Table.Td>
                {paper.expiryDate === null ? '—' : <DateText date={paper.expiryDate} />}
              </Table.Td>
              <Table.Td>{t(`papers.validity.${String(paper.isValid) as 'true'}`)}</Table.Td>
              <Table.Td>
                <Anchor
                  size="sm"
                  href={`/v1/documents/${paper.documentId}/content`}
                  download
                  aria-label={t('papers.downloadName', { kind: wordOf('codes', paper.kind) })}
                >
                  <Group gap={4} component="span">
                    <IconDownload size={14} aria-hidden />
                    {t('papers.download')}
                  </Group>
                </Anchor>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
