/** What a step of an application and one of a request have in common: whose record it is, and which workflow hears. */
import type { Transaction } from 'kysely';
import type { CaseStep } from '../../db/queries/approval-events.ts';
import type { Matter, StageOfMatter } from '../../db/queries/matters.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { tellRequestChanged, tellStageClosed } from '../../workflows/messages.ts';

/** Wakes the workflow of the case: its stage has closed or changed. */
export async function tellOf(
  trx: Transaction<DB>,
  { matter, approval }: Pick<StageOfMatter, 'matter' | 'approval'>,
): Promise<void> {
  const message =
    matter.kind === 'application'
      ? tellStageClosed(matter.subjectId, approval.round)
      : tellRequestChanged(approval.approvalId);
  await insertOutbox(trx, message);
}

/** The case a step belongs to. */
export function idsOf({ kind, subjectId }: Matter): Pick<CaseStep, 'applicationId' | 'requestId'> {
  return kind === 'application' ? { applicationId: subjectId } : { requestId: subjectId };
}
