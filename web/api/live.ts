/**
 * Keeps open pages fresh: the API says which kinds of records changed, and what is on the page asks again. Without
 * that stream, which some proxies do not let through, queues are asked every half minute.
 */
import type { QueryClient } from '@tanstack/react-query';
import { refresh } from './use-read.ts';

/** Addresses that show something of a kind; a query of any of them asks again. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  application: ['/v1/applications', '/v1/stages', '/v1/queue-counts', '/v1/my/applications'],
  approval_request: [
    '/v1/approval-requests',
    '/v1/approvals',
    '/v1/stages',
    '/v1/queue-counts',
    '/v1/reviews',
  ],
  branch: ['/v1/branches'],
  calendar_change: ['/v1/calendar-years', '/v1/calendar-changes', '/v1/reviews'],
  collection_case: ['/v1/collection-cases', '/v1/collection-figures', '/v1/collection-board'],
  customer: ['/v1/customers'],
  delegation: ['/v1/delegations'],
  disbursement: ['/v1/disbursements', '/v1/applications', '/v1/reviews'],
  loan: ['/v1/loans', '/v1/my/loans'],
  loan_change: ['/v1/loans', '/v1/loan-changes'],
  officer: ['/v1/officers'],
  payment: ['/v1/payments', '/v1/loans', '/v1/my/loans'],
  policy_version: [
    '/v1/policy-versions',
    '/v1/product-versions',
    '/v1/products',
    '/v1/notice-templates',
  ],
  reference_rate: ['/v1/reviews'],
  refund: ['/v1/loans', '/v1/refunds'],
  stage: ['/v1/stages', '/v1/approvals', '/v1/applications', '/v1/queue-counts'],
  training_move: ['/v1/training-clock', '/v1/me'],
};

/** What people wait for; these are asked while there is no stream. */
const polled = ['/v1/stages', '/v1/queue-counts', '/v1/collection-cases', '/v1/disbursements'];
const POLL_MS = 30_000;
/** Several changes of one moment are one question. */
const GATHER_MS = 500;

/** @returns the way to stop */
export function keepLive(client: QueryClient): () => void {
  const waiting = new Set<string>();
  let gathering: ReturnType<typeof setTimeout> | null = null;
  let isOpen = false;
  const flush = () => {
    gathering = null;
    const paths = [...waiting];
    waiting.clear();
    for (const path of paths) void refresh(client, path);
  };
  const ask = (paths: readonly string[]) => {
    for (const path of paths) waiting.add(path);
    gathering ??= setTimeout(flush, GATHER_MS);
  };
  const stream = new EventSource('/v1/me/events');
  stream.addEventListener('change', ({ data }: MessageEvent<string>) => {
    const { kind } = JSON.parse(data) as { readonly kind: string };
    ask(addresses[kind] ?? []);
  });
  stream.addEventListener('everything', () => void client.invalidateQueries());
  stream.addEventListener('begin', () => {
    // Coming back after a gap: whatever was missed is asked for once.
    if (!isOpen) ask(polled);
    isOpen = true;
  });
  stream.addEventListener('error', () => {
    isOpen = false;
  });
  const polling = setInterval(() => {
    if (!isOpen && document.visibilityState === 'visible') ask(polled);
  }, POLL_MS);
  return () => {
    stream.close();
    clearInterval(polling);
    if (gathering !== null) clearTimeout(gathering);
  };
}
