/** A page of one policy version: an outline while it is read, the refusal with another try when it did not come. */
import { Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readVersion } from '../../../api/contracts/policy-versions.ts';
import { useRead } from '../../../api/use-read.ts';
import { PageHeader } from '../../../app/PageHeader.tsx';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import type { Version } from './version.ts';

export type VersionPageProps = {
  readonly title: string;
  readonly children: (version: Version) => ReactNode;
};

export function VersionPage({ title, children }: VersionPageProps): ReactNode {
  const { policyVersionId = '' } = useParams({ strict: false }) as { policyVersionId?: string };
  const { data, error, refetch } = useRead(readVersion, { params: { policyVersionId } });
  if (data !== undefined) return children(data);
  return (
    <Stack gap="md">
      <PageHeader title={title} />
      {error === null ? (
        <BlockSkeleton lines={12} />
      ) : (
        <ErrorState error={error} what={title} onRetry={() => void refetch()} />
      )}
    </Stack>
  );
}
