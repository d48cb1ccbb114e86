/** The last moves of the training clock, each with what it brought about and where that is to be seen. */
import { Anchor, List, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { listMoves, readHappenings } from '../../api/contracts/training.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { mayOpen, type Page } from '../../app/page.ts';
import { useMe } from '../../app/session.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages, type PagePath } from '../../routes.ts';

const SHOWN = 5;

export function Moves(): ReactNode {
  const { t } = useTranslation('training');
  const { data } = useRead(listMoves, { query: { page: 1, size: SHOWN } }, { staleMs: 0 });
  const [openId, setOpenId] = useState<string | null>(null);
  const done = (data?.items ?? []).filter(({ status }) => status === 'done');
  if (done.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} fz="sm">
        {t('moves')}
      </Title>
      {done.map(({ moveId, fromDate, toDate }) => (
        <Stack key={moveId} gap={4}>
          <Anchor
            component="button"
            type="button"
            fz="sm"
            className="tabular"
            style={{ alignSelf: 'flex-start' }}
            aria-expanded={openId === moveId}
            onClick={() => setOpenId(openId === moveId ? null : moveId)}
          >
            {t('move.done', { from: fromDate, to: toDate })}
          </Anchor>
          {openId === moveId ? <Happenings moveId={moveId} everyMs={false} /> : null}
        </Stack>
      ))}
    </Stack>
  );
}

/** Where one sees what happened, by the kind of record it happened to. */
const places: Readonly<Record<string, PagePath>> = {
  loan: '/loans',
  payment: '/loans',
  collection_case: '/collections/queue',
  promise: '/collections/queue',
  stage: '/approvals/all',
  application: '/applications',
  policy_version: '/policy/tiers',
};

export function Happenings({
  moveId,
  everyMs,
}: {
  readonly moveId: string;
  readonly everyMs: number | false;
}): ReactNode {
  const { t, i18n } = useTranslation('training');
  const { data, error, refetch } = useRead(
    readHappenings,
    { params: { moveId } },
    { staleMs: 0, everyMs },
  );
  if (data === undefined) {
    return error === null ? (
      <BlockSkeleton lines={3} />
    ) : (
      <ErrorState error={error} what={t('moves')} onRetry={() => void refetch()} />
    );
  }
  const wordOf = (action: string) => {
    const key = action.replace('.', '_');
    return i18n.exists(`happened.${key}`, { ns: 'training' })
      ? t(`happened.${key as 'loan_closed'}`)
      : action;
  };
  if (data.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('move.nothing')}
      </Text>
    );
  }
  return (
    <List size="sm">
      {data.items.map(({ action, count }) => (
        <List.Item key={action}>
          <Place action={action}>{wordOf(action)}</Place> <span className="tabular">{count}</span>
        </List.Item>
      ))}
    </List>
  );
}

function Place({
  action,
  children,
}: {
  readonly action: string;
  readonly children: string;
}): ReactNode {
  const me = useMe();
  const path = places[action.split('.')[0] ?? ''];
  const page = (pages as readonly Page[]).find((known) => known.path === path);
  if (page === undefined || !mayOpen(page, me)) return children;
  return (
    <PageLink to={path as '/loans'} fz="sm">
      {children}
    </PageLink>
  );
}
