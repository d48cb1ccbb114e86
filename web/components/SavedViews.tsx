import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { onDemand } from '../app/on-demand.tsx';
import { useWords } from './words.ts';

const SaveViewDialog = onDemand(async () => (await import('./SaveViewDialog.tsx')).SaveViewDialog);

export type SavedView = {
  readonly savedViewId: string;
  readonly name: string;
  readonly isMine: boolean;
  readonly isShared: boolean;
  /** Rows of the view now, where somebody counts them. */
  readonly count?: number;
};

export type SavedViewsProps = {
  readonly views: readonly SavedView[];
  /** The view the address names. */
  readonly currentId: string | undefined;
  readonly onOpen: (savedViewId: string | undefined) => void;
  /** Saves the filters as they stand. Rejects with the sentence to show. */
  readonly onSave: (view: { readonly name: string; readonly isShared: boolean }) => Promise<void>;
  readonly onDelete: (savedViewId: string) => void;
};

/** Named filters: one's own, the team's, and the page's default. */
export function SavedViews(props: SavedViewsProps) {
  const { views, currentId, onOpen } = props;
  const { t } = useWords();
  const [isSaving, setSaving] = useState(false);
  const current = views.find(({ savedViewId }) => savedViewId === currentId);
  const [mine, team] = [views.filter(({ isMine }) => isMine), views.filter((one) => !one.isMine)];
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBookmark size={14} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {current === undefined ? t('views.views') : t('views.current', { name: current.name })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen(undefined)}>{t('views.default')}</Menu.Item>
          <Part {...props} label={t('views.mine')} views={mine} />
          <Part {...props} label={t('views.team')} views={team} />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setSaving(true)}
          >
            {t('views.save')}
          </Menu.Item>
          {current?.isMine === true ? (
            <Menu.Item
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => props.onDelete(current.savedViewId)}
            >
              {t('views.delete', { name: current.name })}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog isOpen={isSaving} onClose={() => setSaving(false)} onSave={props.onSave} />
    </>
  );
}

function Part({ label, views, currentId, onOpen }: SavedViewsProps & { readonly label: string }) {
  const { t } = useWords();
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {views.map(({ savedViewId, name, count, isMine, isShared }) => (
        <Menu.Item
          key={savedViewId}
          aria-current={savedViewId === currentId || undefined}
          fw={savedViewId === currentId ? 600 : 400}
          rightSection={count === undefined ? null : <span className="tabular">{count}</span>}
          onClick={() => onOpen(savedViewId)}
        >
          {isMine && isShared ? t('views.sharedName', { name }) : name}
        </Menu.Item>
      ))}
    </>
  );
}
