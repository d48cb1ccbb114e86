/** A part of a page that reads for itself: its skeleton, its failure with another try, or what it read. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';

type Props<T> = {
  readonly query: UseQueryResult<T>;
  /** What it is, in words: 还款计划. */
  readonly what: string;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
};

export function Reading<T>({ query, what, lines = 10, children }: Props<T>): ReactNode {
  const { data, error, refetch } = query;
  if (error !== null) {
    return <ErrorState what={what} error={error} onRetry={() => void refetch()} />;
  }
  return data === undefined ? <BlockSkeleton lines={lines} /> : children(data);
}
