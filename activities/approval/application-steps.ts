/** A case after its last stage: offer, acceptance and the days they are good for. */
import type { Transaction } from 'kysely';
import {
  applicationMachine,
  hasApplicationEnded,
} from '../../domain/origination/application-states.ts';
import { closingDeadline, type CaseDeadline } from '../../domain/origination/case-clocks.ts';
import { nextState } from '../../domain/state-machine.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import { lockWithClock } from '../../db/queries/case-locks.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listDisbursements, saveDisbursement } from '../../db/queries/disbursements.ts';
import { endOpenOffer, findLatestOffer } from '../../db/queries/offers.ts';
import { saveNextWake } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import {
  applicationWorkflowId,
  reviewStepKind,
  type DueStep,
  type Position,
} from '../../workflows/messages.ts';
import { lapseCommitment } from '../commitments.ts';
import { tellApplicant } from './case-notices.ts';
import { dueStep, openPosition } from './positions.ts';

const ended: Position = { status: 'ended', nextAt: null, next: null };

/** Where the case stands now, its next clock written down for the training clock and the slow poll. */
export async function lookAt(
  trx: Transaction<DB>,
  applicationId: string,
  round?: number,
): Promise<Position> {
  const locked = await lockWithClock(trx, applicationId);
  if (locked === undefined) return ended;
  if (round !== undefined && round < locked.application.round) {
    await saveNextWake(trx, applicationWorkflowId(applicationId, round), ended);
    return ended;
  }
  return savePosition(trx, locked.application, locked.clock);
}

/** At least once: a clock that has run already, or runs no more, changes nothing. */
export async function runDue(
  trx: Transaction<DB>,
  applicationId: string,
  due: DueStep,
): Promise<Position> {
  const locked = await lockWithClock(trx, applicationId);
  if (locked === undefined) return ended;
  const { application, clock } = locked;
  const deadline = await readDeadline(trx, application);
  const isDue = deadline !== null && isSame(dueStep(deadline, clock), due);
  if (!isDue) return savePosition(trx, application, clock);
  const stepClock = { ...clock, businessDate: due.businessDate };
  return savePosition(trx, await expire(trx, application, due.kind, stepClock), clock);
}

async function savePosition(
  trx: Transaction<DB>,
  application: Application,
  clock: BusinessClock,
): Promise<Position> {
  const position = await positionOf(trx, application, clock);
  const workflowId = applicationWorkflowId(application.applicationId, application.round);
  await saveNextWake(trx, workflowId, position);
  return position;
}

/** A case handed in again, or brought back into review, goes through its stages as at the first time. */
async function positionOf(
  trx: Transaction<DB>,
  application: Application,
  clock: BusinessClock,
): Promise<Position> {
  const { status } = application;
  if (hasApplicationEnded(status)) return ended;
  if (status === 'submitted' || status === 'in_review') {
    return openPosition({ kind: reviewStepKind, dueAt: clock.now }, clock);
  }
  return openPosition(await readDeadline(trx, application), clock);
}

async function readDeadline(
  trx: Transaction<DB>,
  { applicationId, status, decidedAt }: Application,
): Promise<CaseDeadline | null> {
  const offer = await findLatestOffer(trx, applicationId);
  // Nothing is paid out before the offer was accepted.
  const canBePaid = status === 'accepted' || status === 'ready';
  const disbursements = canBePaid ? await listDisbursements(trx, applicationId) : [];
  return closingDeadline({
    status,
    decidedAt,
    offerExpiresAt: offer?.expiresAt ?? null,
    acceptedAt: offer?.acceptedAt ?? null,
    isMoneyInFlight: disbursements.some(({ status: own }) =>
      ['released', 'sending', 'unknown', 'confirmed'].includes(own),
    ),
  });
}

/** A disbursement that nobody has released goes with the case. */
async function expire(
  trx: Transaction<DB>,
  application: Application,
  clockKind: string,
  clock: BusinessClock,
): Promise<Application> {
  const { applicationId } = application;
  const status = nextState(applicationMachine, application.status, 'expire');
  await lapseCommitment(trx, application, clock.businessDate);
  await endOpenOffer(trx, applicationId, 'expired');
  for (const disbursement of await listDisbursements(trx, applicationId)) {
    if (disbursement.status === 'requested') {
      await saveDisbursement(trx, disbursement.disbursementId, { status: 'cancelled' });
    }
  }
  const step = {
    kind: 'application.expired',
    applicationId,
    actorId: null,
    before: { status: application.status },
    details: { clock: clockKind, status },
  };
  await recordSteps(trx, [step], { occurredAt: clock.now, businessDate: clock.businessDate });
  const template = clockKind === 'offer_expiry' ? 'offer_expired' : 'application_expired';
  const notice = { occasion: `${application.round}/${clockKind}`, factsOf: () => ({}) };
  await tellApplicant(trx, application, template, notice, clock);
  return saveApplication(trx, applicationId, { status });
}

function isSame(a: DueStep, b: DueStep): boolean {
  return a.kind === b.kind && a.businessDate === b.businessDate;
}
