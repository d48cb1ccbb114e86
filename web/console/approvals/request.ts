import type { AnswerOf } from '../../api/contract.ts';
import type { readRequest } from '../../api/contracts/approval-requests.ts';

/** Anything several people approve besides an application, as the API shows it. */
export type ApprovalRequest = AnswerOf<typeof readRequest>;
