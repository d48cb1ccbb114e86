import { useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/use-read.ts';

const shownAddresses = [
  '/v1/stages',
  '/v1/applications',
  '/v1/approval-requests',
  '/v1/queue-counts',
  '/v1/next-task',
];

/** Everything a step of an approval may have changed is asked for again. */
export function useCaseRefresh(): () => void {
  const client = useQueryClient();
  return () => {
    for (const path of shownAddresses) void refresh(client, path);
  };
}
