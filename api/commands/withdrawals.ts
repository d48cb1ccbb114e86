/** The applicant steps back, any time before money is on its way. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import { endApproval, findApprovalOfRound } from '../../db/queries/approvals.ts';
import { endCounterOffer } from '../../db/queries/counter-offers.ts';
import { listDisbursements, saveDisbursement } from '../../db/queries/disbursements.ts';
import { endOpenOffer } from '../../db/queries/offers.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { listStagesOf, saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicationChanged } from '../../workflows/messages.ts';
import { lockVisible, record } from './applications.ts';
import type { Caller } from './caller.ts';
import { lapseCommitment } from './commitments.ts';

/** @throws DomainError `not_found`, `illegal_transition`, `money_in_flight` */
export async function withdrawApplication(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly applicationId: string; readonly reason: string },
): Promise<Application> {
  const application = await lockVisible(trx, caller, input.applicationId);
  const status = nextState(applicationMachine, application.status, 'withdraw');
  await cancelDisbursements(trx, application.applicationId);
  await closeApproval(trx, application, caller);
  await lapseCommitment(trx, application, caller.clock.businessDate);
  await endOpenOffer(trx, application.applicationId, 'superseded');
  const at = { answeredAt: caller.clock.now, answeredBy: caller.actor.actorId };
  await endCounterOffer(trx, application.applicationId, { status: 'superseded', ...at });
  const saved = await saveApplication(trx, application.applicationId, { status });
  const details = { status, reason: input.reason };
  await record(trx, caller, application, { kind: 'application.withdrawn', details });
  if (application.status !== 'draft') {
    await insertOutbox(trx, tellApplicationChanged(application.applicationId, application.round));
  }
  return saved;
}

/** @throws DomainError `money_in_flight` */
async function cancelDisbursements(trx: Transaction<DB>, applicationId: string): Promise<void> {
  const disbursements = await listDisbursements(trx, applicationId);
  const inFlight = disbursements.find(({ status }) =>
    ['released', 'sending', 'unknown', 'confirmed'].includes(status),
  );
  if (inFlight !== undefined) {
    throw new DomainError('money_in_flight', { disbursementId: inFlight.disbursementId });
  }
  const requested = disbursements.find(({ status }) => status === 'requested');
  if (requested !== undefined) {
    await saveDisbursement(trx, requested.disbursementId, { status: 'cancelled' });
  }
}

/** The running stage is closed without a verdict. */
async function closeApproval(
  trx: Transaction<DB>,
  { applicationId, round }: Application,
  { clock }: Caller,
): Promise<void> {
  const approval = await findApprovalOfRound(trx, applicationId, round);
  if (approval === undefined || approval.status !== 'open') return;
  const stages = await listStagesOf(trx, approval.approvalId);
  const running = stages.find(({ status }) => status === 'open' || status === 'returned');
  if (running !== undefined) {
    const closed = { status: 'unused', verdict: running.verdict, closedAt: clock.now } as const;
    await saveStage(trx, running.stageId, closed);
  }
  await endApproval(trx, approval.approvalId, 'withdrawn', clock.now);
}
