/** Around what is read: an outline while it is on its way, the refusal with another try when it did not come. */
import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '../../api/problem.ts';
import { NotFoundPage, ProblemAlert } from '../../app/ErrorPages.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

export function Reading<T>({
  query,
  children,
  rows = 3,
  isPage = false,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (value: T) => ReactNode;
  readonly rows?: number;
  /** The page is nothing without it: then the page itself is not found, or has failed. */
  readonly isPage?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && isPage && problemOf(query.error).status === 404)
    return <NotFoundPage />;
  if (query.error !== null && isPage)
    return (
      <Stack>
        <PageHeader title={t('state.failed')} />
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      </Stack>
    );
  if (query.error !== null)
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  return <Outline rows={rows} />;
}

function Outline({ rows }: { readonly rows: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" aria-busy="true" aria-label={t('state.loading')} role="status">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={88} />
      ))}
    </Stack>
  );
}
