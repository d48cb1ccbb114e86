/** With which words the house writes: every notice, its version in force, and one that waits. */
import { Badge, Button, Modal, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { createDraft } from '../../api/contracts/policy-versions.ts';
import { listNoticeTemplates } from '../../api/contracts/notices.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink, useOpenPage } from '../../app/links.tsx';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay } from '../../app/session.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { AdminTabs } from '../admin/AdminTabs.tsx';
import classes from './notices.module.css';
import { templateSearch } from './search.ts';

export type Template = AnswerOf<typeof listNoticeTemplates>['items'][number];

export function TemplateList(): ReactNode {
  const { t } = useTranslation('templates');
  const { language } = useWords();
  const { params, set, clear } = useListParams(templateSearch);
  const [shown, show] = useState<Template | null>(null);
  const { data, error, refetch } = useRead(listNoticeTemplates, {});
  const wanted = params.q.trim().toLowerCase();
  const items = (data?.items ?? []).filter(({ name, texts }) =>
    [name, texts[language].subject, texts[language].body].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  return (
    <Stack gap="md">
      <PageHeader title={t('title')} />
      <AdminTabs current="/admin/templates" />
      <FilterBar
        fields={[{ name: 'q', kind: 'text', label: t('search') }]}
        values={{ q: params.q }}
        onChange={(changes) => set(changes as never)}
        onClear={clear}
        {...(data === undefined ? {} : { resultCount: items.length })}
      />
      {error === null ? null : (
        <ErrorState error={error} what={t('title')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null ? <TableSkeleton rows={16} rowHeight={36} /> : null}
      {data !== undefined && items.length === 0 ? (
        <EmptyState
          reason="filtered"
          action={
            <Button variant="default" onClick={clear}>
              {t('frame:action.clear')}
            </Button>
          }
        />
      ) : null}
      {items.length === 0 ? null : <Templates items={items} onShow={show} />}
      {shown === null ? null : <BuiltIn template={shown} onClose={() => show(null)} />}
    </Stack>
  );
}

type TemplatesProps = {
  readonly items: readonly Template[];
  readonly onShow: (template: Template) => void;
};

function Templates({ items, onShow }: TemplatesProps): ReactNode {
  const { t } = useTranslation('templates');
  return (
    <ScrollBox name={t('title')}>
      <Table miw={760} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('notice')}</Table.Th>
            <Table.Th scope="col">{t('code')}</Table.Th>
            <Table.Th scope="col">{t('inForce')}</Table.Th>
            <Table.Th scope="col">{t('open')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((template) => (
            <Line key={template.name} template={template} onShow={onShow} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

type LineProps = { readonly template: Template; readonly onShow: TemplatesProps['onShow'] };

function Line({ template, onShow }: LineProps): ReactNode {
  const { t } = useTranslation('templates');
  const { language } = useWords();
  const { name, texts, inForce, open } = template;
  const { subject } = texts[language];
  return (
    <Table.Tr>
      <Table.Td>
        {inForce === null ? (
          <Button size="compact-sm" variant="subtle" px={0} onClick={() => onShow(template)}>
            {subject}
          </Button>
        ) : (
          <VersionLink policyVersionId={inForce.policyVersionId}>{subject}</VersionLink>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed" lang="en">
          {name}
        </Text>
      </Table.Td>
      <Table.Td>
        {inForce === null ? (
          <Badge variant="light" color="gray" radius="sm" tt="none" fw={500}>
            {t('builtIn')}
          </Badge>
        ) : (
          `v${inForce.number}`
        )}
      </Table.Td>
      <Table.Td>
        {open === null ? (
          '—'
        ) : (
          <>
            <VersionLink policyVersionId={open.policyVersionId}>v{open.number}</VersionLink>{' '}
            <StatusBadge kind="policy_version" status={open.status} />
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

type LinkProps = { readonly policyVersionId: string; readonly children: ReactNode };

function VersionLink({ policyVersionId, children }: LinkProps): ReactNode {
  return (
    <PageLink to="/admin/templates/$policyVersionId" params={{ policyVersionId }}>
      {children}
    </PageLink>
  );
}

type BuiltInProps = { readonly template: Template; readonly onClose: () => void };

/** The words a notice begins with; a version of one's own begins as their copy. */
function BuiltIn({ template, onClose }: BuiltInProps): ReactNode {
  const { t } = useTranslation('templates');
  const { language } = useWords();
  const may = useMay();
  const openPage = useOpenPage();
  const { name, builtIn, open } = template;
  const write = useCommand(createDraft, ({ body: { policyVersionId } }) =>
    openPage({ to: '/admin/templates/$policyVersionId', params: { policyVersionId } }),
  );
  const content = { name, texts: builtIn };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      centered
      title={builtIn[language].subject}
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(['zh-CN', 'en'] as const).map((one) => (
            <div key={one} lang={one} className={classes['paper'] ?? ''}>
              <Text fw={600}>{builtIn[one].subject}</Text>
              <Text size="sm">{builtIn[one].body}</Text>
            </div>
          ))}
        </SimpleGrid>
        {write.problem === null ? null : <ProblemText problem={write.problem} />}
        {may('policy-version.author') && open === null ? (
          <div>
            <Button
              loading={write.isHeld}
              onClick={() => void write.send({ body: { kind: 'notice_template', name, content } })}
            >
              {t('write')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Modal>
  );
}
