/** What both ways of handing a case in share: its parts, the snapshot, the answer. */
import type { Transaction } from 'kysely';
import type { ApplicationData } from '../../domain/origination/application.ts';
import { insertSubmission, type Application } from '../../db/queries/applications.ts';
import type { Pinned } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';

export type SubmissionResult = {
  readonly application: Application;
  readonly submissionNumber: number;
  readonly path: 'begins' | 'resumes' | 'runs_again';
};

export type Handing = {
  readonly application: Application;
  readonly data: ApplicationData;
  readonly pinned: Pinned;
};

/** The snapshot the approvers will see. @returns its number, counting from 1 */
export async function freeze(
  trx: Transaction<DB>,
  { actor, clock }: Caller,
  { applicationId }: Application,
  content: ApplicationData,
): Promise<number> {
  const submission = { content, submittedBy: actor.actorId, submittedAt: clock.now };
  return insertSubmission(trx, applicationId, submission);
}
