/** The command palette: pages first, then the actions of the open record, then records found by the server. */
import '@mantine/spotlight/styles.css';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages } from '../../routes.ts';
import { mayOpen, type Page } from '../page.ts';
import type { Me } from '../session.ts';
import { useKnownActions } from './palette-actions.ts';
import { useRecordEntries } from './record-search.ts';

type Entry = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly run: () => void;
};

type Props = { readonly me: Me; readonly isOpen: boolean; readonly onClose: () => void };

export function Palette({ me, isOpen, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (isOpen) spotlight.open();
    else spotlight.close();
  }, [isOpen]);
  const found = usePageEntries(me, query, isOpen);
  const records = useRecordEntries(query);
  const actions = useKnownActions().filter(({ label }) => fits(query, [label]));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      onSpotlightClose={onClose}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <Spotlight.Search placeholder={t('palette.open')} aria-label={t('palette.title')} />
      <Spotlight.ActionsList>
        <Entries title={t('palette.actions')} entries={actions} />
        <Entries title={t('palette.pages')} entries={found} />
        <Entries
          title={t(query.trim() === '' ? 'palette.recent' : 'palette.records')}
          entries={records}
        />
        {found.length + actions.length + records.length === 0 ? (
          <Spotlight.Empty>{t('kit.nothingFound')}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Entries({
  title,
  entries,
}: {
  readonly title: string;
  readonly entries: readonly Entry[];
}): ReactNode {
  if (entries.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={title}>
      {entries.map(({ id, label, description, run }) => (
        <Spotlight.Action
          key={id}
          label={label}
          {...(description === undefined ? {} : { description })}
          onClick={run}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

function usePageEntries(me: Me, query: string, isOpen: boolean): Entry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [isReady, setReady] = useState(false);
  const open = (pages as readonly Page[]).filter(
    (page) => !page.path.includes('$') && page.isBare !== true && mayOpen(page, me),
  );
  // Pages are called by words of their own namespaces, which nobody has asked for yet.
  const namespaces = [...new Set(open.map(({ title }) => title.split(':')[0] ?? ''))].join(' ');
  useEffect(() => {
    if (isOpen) void i18n.loadNamespaces(namespaces.split(' ')).then(() => setReady(true));
  }, [isOpen, i18n, namespaces]);
  if (!isReady) return [];
  return open
    .map((page) => ({ page, label: t(page.title) }))
    .filter(({ page, label }) => fits(query, [label, page.initials ?? '', page.path]))
    .map(({ page, label }) => ({
      id: page.path,
      label,
      run: () => void navigate({ to: page.path }),
    }));
}

function fits(query: string, texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
