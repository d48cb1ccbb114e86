/** The end of a case that nobody moved: the row is closed, the applicant is told, the workflow finds it ended. */
import type { Transaction } from 'kysely';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import { saveApplication } from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { endApproval } from '../../db/queries/approvals.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import type { LockedStage } from '../../db/queries/case-locks.ts';
import { endCounterOffer } from '../../db/queries/counter-offers.ts';
import { saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicant } from './case-notices.ts';

/** @param clockKind the clock that ran out, for the record */
export async function expireCase(
  trx: Transaction<DB>,
  { application, approval, stage }: LockedStage,
  clockKind: string,
  clock: BusinessClock,
): Promise<void> {
  const { now, businessDate } = clock;
  const status = nextState(applicationMachine, application.status, 'expire');
  await saveStage(trx, stage.stageId, { status: 'unused', verdict: stage.verdict, closedAt: now });
  await endApproval(trx, approval.approvalId, 'expired', now);
  const end = { status: 'expired', answeredAt: now, answeredBy: null } as const;
  await endCounterOffer(trx, application.applicationId, end);
  await saveApplication(trx, application.applicationId, {
    status,
    decidedAt: now,
    decidedDate: businessDate,
  });
  const step = {
    kind: 'application.expired',
    applicationId: application.applicationId,
    approvalId: approval.approvalId,
    actorId: null,
    before: { status: application.status },
    details: { clock: clockKind, status },
  };
  await recordSteps(trx, [step], { occurredAt: now, businessDate });
  const notice = { occasion: `${application.round}/${clockKind}`, factsOf: () => ({}) };
  await tellApplicant(trx, application, 'application_expired', notice, clock);
}
