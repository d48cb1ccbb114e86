/** Operations makes a disbursement, finance releases it: two persons, neither of whom voted on the case. */
import type { Transaction } from 'kysely';
import {
  lockApplication,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import {
  findAcceptedOffer,
  findDisbursement,
  findPayee,
  insertDisbursement,
  listDisbursements,
  listOpenConditions,
  listVoterIds,
  lockDisbursement,
  saveDisbursement,
  type AcceptedOffer,
  type Disbursement,
} from '../../db/queries/disbursements.ts';
import { readProductExposures } from '../../db/queries/exposure.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { readProduct } from '../../db/queries/policy-contents.ts';
import { openProcess } from '../../db/queries/processes.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, type Money } from '../../domain/money.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { assertMayDisburse } from '../../domain/origination/disbursement-checks.ts';
import { assertWithinExposure, exposureChecks } from '../../domain/origination/exposure.ts';
import { disbursementMachine } from '../../domain/origination/disbursement-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import {
  disbursementWorkflowId,
  startDisbursement,
  tellApplicationChanged,
} from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';

export type DisbursementInput = {
  readonly applicationId: string;
  /** The offer's amount unless given. */
  readonly amount?: Money | undefined;
  /** Hash of the signed contract: the accepted offer's `contentHash`. */
  readonly contractHash: string;
};

/**
 * @throws DomainError `not_found`, `illegal_transition` unless the offer is accepted, `disbursement_exists`, and what
 *   `assertMayDisburse` refuses
 */
export async function makeDisbursement(
  trx: Transaction<DB>,
  caller: Caller,
  input: DisbursementInput,
): Promise<Disbursement> {
  const application = await lockVisible(trx, caller, input.applicationId);
  nextState(applicationMachine, application.status, 'make_ready');
  const earlier = await listDisbursements(trx, application.applicationId);
  const open = earlier.find(({ status }) => status !== 'refused' && status !== 'cancelled');
  if (open !== undefined)
    throw new DomainError('disbursement_exists', { disbursementId: open.disbursementId });
  const offer = await findOffer(trx, application);
  const amount = input.amount ?? offer.amount;
  const refusedCount = earlier.filter(({ status }) => status === 'refused').length;
  const { contractHash } = input;
  await assertReady(trx, caller, { application, offer, amount, contractHash, refusedCount });
  const { applicationId } = application;
  const { offerId } = offer;
  const madeBy = caller.actor.actorId;
  const made = await insertDisbursement(trx, { applicationId, offerId, amount, madeBy });
  await record(trx, caller, {
    kind: 'disbursement.requested',
    applicationId,
    actorId: madeBy,
    details: { disbursementId: made.disbursementId, amount: toWireMoney(amount) },
  });
  return made;
}

/**
 * The application is ready from here, and the disbursement's process is started.
 * @throws DomainError `not_found`, `illegal_transition`, `four_eyes`, and what `assertMayDisburse` refuses
 */
export async function releaseDisbursement(
  trx: Transaction<DB>,
  caller: Caller,
  disbursementId: string,
): Promise<Disbursement> {
  const { application, disbursement } = await lockBoth(trx, caller, disbursementId);
  const status = nextState(disbursementMachine, disbursement.status, 'release');
  const ready = nextState(applicationMachine, application.status, 'make_ready');
  const officerId = caller.actor.actorId;
  if (disbursement.madeBy === officerId) throw new DomainError('four_eyes', { officerId });
  const offer = await findOffer(trx, application);
  const { amount } = disbursement;
  const contractHash = offer.contentHash;
  await assertReady(trx, caller, { application, offer, amount, contractHash, refusedCount: 0 });
  const change = { status, releasedBy: officerId, releasedAt: caller.clock.now };
  const released = await saveDisbursement(trx, disbursementId, change);
  const { applicationId, round } = application;
  await saveApplication(trx, applicationId, {
    status: ready,
    changedDate: caller.clock.businessDate,
  });
  await startProcess(trx, disbursementId);
  await insertOutbox(trx, tellApplicationChanged(applicationId, round));
  await record(trx, caller, {
    kind: 'disbursement.released',
    applicationId,
    actorId: officerId,
    details: { disbursementId, amount: toWireMoney(amount) },
    before: { status: application.status },
    after: { status: ready },
  });
  return released;
}

/** Taken back before it was released. @throws DomainError `not_found`, `illegal_transition` */
export async function cancelDisbursement(
  trx: Transaction<DB>,
  caller: Caller,
  disbursementId: string,
): Promise<Disbursement> {
  const { application, disbursement } = await lockBoth(trx, caller, disbursementId);
  // Once released it belongs to its process, which may be calling the rail at this moment.
  if (disbursement.status !== 'requested')
    throw new DomainError('money_in_flight', { disbursementId });
  const status = nextState(disbursementMachine, disbursement.status, 'cancel');
  const cancelled = await saveDisbursement(trx, disbursementId, { status });
  await record(trx, caller, {
    kind: 'disbursement.cancelled',
    applicationId: application.applicationId,
    actorId: caller.actor.actorId,
    details: { disbursementId },
  });
  return cancelled;
}

/** @throws DomainError `not_found` also for a case of another branch */
export async function lockBoth(
  trx: Transaction<DB>,
  caller: Caller,
  disbursementId: string,
): Promise<{ application: Application; disbursement: Disbursement }> {
  const found = await findDisbursement(trx, disbursementId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'disbursement' });
  const application = await lockVisible(trx, caller, found.applicationId);
  const disbursement = await lockDisbursement(trx, disbursementId);
  if (disbursement === undefined) throw new DomainError('not_found', { resource: 'disbursement' });
  return { application, disbursement };
}

async function lockVisible(
  trx: Transaction<DB>,
  { scope }: Caller,
  applicationId: string,
): Promise<Application> {
  const application = await lockApplication(trx, applicationId);
  if (application === undefined || !isWithinScope(scope, application))
    throw new DomainError('not_found', { resource: 'application' });
  return application;
}

async function findOffer(
  trx: Transaction<DB>,
  { applicationId }: Application,
): Promise<AcceptedOffer> {
  const offer = await findAcceptedOffer(trx, applicationId);
  if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
  return offer;
}

type ReadyCheck = {
  readonly application: Application;
  readonly offer: AcceptedOffer;
  readonly amount: Money;
  readonly contractHash: string;
  readonly refusedCount: number;
};

async function assertReady(
  trx: Transaction<DB>,
  { actor }: Caller,
  { application, offer, amount, contractHash, refusedCount }: ReadyCheck,
): Promise<void> {
  const { applicationId, customerId } = application;
  const conditions = await listOpenConditions(trx, applicationId);
  assertMayDisburse({
    officerId: actor.actorId,
    voterIds: await listVoterIds(trx, applicationId),
    amount,
    approved: offer.amount,
    contractHash,
    offerHash: offer.contentHash,
    openConditionIds: conditions.map(({ conditionId }) => conditionId),
    hasPayeeAccount: (await findPayee(trx, customerId)).accountCipher !== null,
    customerId,
    refusedCount,
  });
  const { code, exposureLimits } = await readProduct(trx, application.productVersionId);
  const exposures = await readProductExposures(trx, code, { applicationId, customerId, amount });
  assertWithinExposure(exposureChecks(exposures, exposureLimits));
}

async function startProcess(trx: Transaction<DB>, disbursementId: string): Promise<void> {
  await openProcess(trx, {
    workflowId: disbursementWorkflowId(disbursementId),
    kind: 'disbursement',
    subjectId: disbursementId,
  });
  await insertOutbox(trx, startDisbursement(disbursementId));
}

async function record(trx: Transaction<DB>, caller: Caller, step: CaseStep): Promise<void> {
  await recordSteps(trx, [step], momentOf(caller));
}
