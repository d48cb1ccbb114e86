import type { LockedRequest } from '../../db/queries/approval-requests.ts';

/** A request with whoever gave the last approve. */
export type ApprovedRequest = LockedRequest & { readonly approvedBy: string | null };
