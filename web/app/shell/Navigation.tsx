/** The navigation on the left: a drawer on a phone. Counts come in one call, a minute apart. */
import { Badge, NavLink, Stack } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages } from '../../routes.ts';
import type { Me } from '../session.ts';
import classes from './frame.module.css';
import { navigationOf, type NavigationEntry } from './navigation.ts';
import { useCounts } from './counts.ts';

type Props = {
  readonly me: Me;
  readonly onMove: () => void;
};

export function Navigation({ me, onMove }: Props): ReactNode {
  const counts = useCounts();
  const entries = navigationOf(me, pages);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const current = currentOf(entries, pathname);
  return (
    <Stack gap={2}>
      {entries.map((entry) => (
        <Entry
          key={entry.path}
          entry={entry}
          count={counts[entry.count ?? '']}
          isCurrent={entry.path === current}
          onMove={onMove}
        />
      ))}
    </Stack>
  );
}

/** One entry at most: of `/applications` and `/applications/new` the one that says more. */
function currentOf(entries: readonly NavigationEntry[], pathname: string): string | undefined {
  return entries
    .map(({ path }) => path)
    .filter((path) => pathname === path || pathname.startsWith(`${path}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

function Entry({
  entry,
  count,
  isCurrent,
  onMove,
}: {
  readonly entry: NavigationEntry;
  readonly count: number | undefined;
  readonly isCurrent: boolean;
  readonly onMove: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <NavLink
      component={Link}
      to={entry.path}
      className={classes['navLink'] ?? ''}
      label={t(`nav.${entry.word}`)}
      active={isCurrent}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onMove}
      rightSection={
        count === undefined || count === 0 ? null : (
          <Badge variant="light" size="sm" className={classes['count'] ?? ''}>
            {count}
          </Badge>
        )
      }
    />
  );
}
