/** From one page of the administration to the next. */
import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageLink } from '../../app/links.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import classes from './admin.module.css';

const places = [
  { path: '/admin/users', word: 'users' },
  { path: '/admin/roles', word: 'roles' },
  { path: '/admin/branches', word: 'branches' },
  { path: '/admin/delegations', word: 'delegations' },
  { path: '/admin/calendar', word: 'calendar' },
  { path: '/admin/templates', word: 'templates' },
  { path: '/admin/notices', word: 'notices' },
] as const;

export function AdminTabs({
  current,
}: {
  readonly current: (typeof places)[number]['path'];
}): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <nav aria-label={t('places')} className={classes.tabs}>
      <Group gap={0}>
        {places.map(({ path, word }) => (
          <span key={path} className={classes.tab} data-current={path === current || undefined}>
            <PageLink to={path} c="inherit" underline="never">
              {t(`${word}.tab`)}
            </PageLink>
          </span>
        ))}
      </Group>
    </nav>
  );
}
