/** The queues side by side with their counts; those nobody needs now are left out. */
import { Badge, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { countQueues } from '../../api/contracts/queues.ts';
import { useRead } from '../../api/use-read.ts';
import { mayOpen, type Page } from '../../app/page.ts';
import { useMe } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { approvalPages } from './pages.ts';
import { queueNames, queuePaths, type QueueName } from './queue.ts';
import classes from './approvals.module.css';

/** Shown only while something stands in them. */
const passing: readonly QueueName[] = ['advice', 'delegated'];

export function QueueTabs({ current }: { readonly current: QueueName }): ReactNode {
  const { t } = useTranslation('approvals');
  const me = useMe();
  const { data: counts } = useRead(countQueues, {}, { everyMs: 60_000 });
  const pages: readonly Page[] = approvalPages;
  const shown = queueNames.filter((name) => {
    const page = pages.find(({ path }) => path === queuePaths[name]);
    if (page === undefined || !mayOpen(page, me)) return false;
    return name === current || !passing.includes(name) || (counts?.[name] ?? 0) > 0;
  });
  return (
    <nav aria-label={t('queue.tabs')}>
      <Group gap={4} className={classes.tabs ?? ''} component="ul">
        {shown.map((name) => (
          <li key={name}>
            <Link
              to={queuePaths[name]}
              className={classes.tab ?? ''}
              aria-current={name === current ? 'page' : undefined}
            >
              {t(`queue.${name}`)}
              {counted(name) && counts !== undefined && counts[name] > 0 ? (
                <Badge size="sm" variant="light" color="blue" radius="sm">
                  {counts[name]}
                </Badge>
              ) : null}
            </Link>
          </li>
        ))}
      </Group>
    </nav>
  );
}

/** What was done long ago needs no number. */
function counted(name: QueueName): boolean {
  return name !== 'done' && name !== 'all' && name !== 'started';
}
