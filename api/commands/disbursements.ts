/** Operations makes a disbursement, finance releases it: two persons, neither of whom voted on the case. */
import type { Kysely, Transaction } from 'kysely';
import {
  lockApplication,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import {
  findAcceptedOffer,
  findDisbursement,
  insertDisbursement,
  listDisbursements,
  lockDisbursement,
  saveDisbursement,
  type AcceptedOffer,
  type Disbursement,
} from '../../db/queries/disbursements.ts';
import { readDrawn } from '../../db/queries/drawings.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findEntrustedPayee } from '../../db/queries/payees.ts';
import { openProcess } from '../../db/queries/processes.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, type Money } from '../../domain/money.ts';
import {
  applicationMachine,
  type ApplicationState,
} from '../../domain/origination/application-states.ts';
import {
  assertMayDisburse,
  type DisbursementFacts,
} from '../../domain/origination/disbursement-checks.ts';
import { disbursementMachine, hasEnded } from '../../domain/origination/disbursement-states.ts';
import { undrawn } from '../../domain/origination/tranches.ts';
import { nextState } from '../../domain/state-machine.ts';
import {
  disbursementWorkflowId,
  startDisbursement,
  tellApplicationChanged,
} from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { plannedOf, readDisbursementFacts, type FactsRequest } from './disbursement-facts.ts';

export type DisbursementInput = {
  readonly applicationId: string;
  /** The offer's amount unless given. */
  readonly amount?: Money | undefined;
  /** Hash of the signed contract: the accepted offer's `contentHash`. */
  readonly contractHash: string;
  /** A payee recorded for this application; the borrower unless given. */
  readonly payeeId?: string | undefined;
  /** The name on the account, where somebody has verified it. */
  readonly accountName?: string | undefined;
};

/**
 * The first disbursement of an accepted offer, or another part of a loan that is drawn in parts.
 * @throws DomainError `not_found`, `illegal_transition` unless the offer is accepted or the loan exists,
 *   `disbursement_exists` while another one is under way, and what `assertMayDisburse` refuses
 */
export async function makeDisbursement(
  trx: Transaction<DB>,
  caller: Caller,
  input: DisbursementInput,
): Promise<Disbursement> {
  const application = await lockVisible(trx, caller, input.applicationId);
  readyStatus(application);
  const earlier = await listDisbursements(trx, application.applicationId);
  const open = earlier.find(({ status }) => !hasEnded(status));
  if (open !== undefined)
    throw new DomainError('disbursement_exists', { disbursementId: open.disbursementId });
  const offer = await findOffer(trx, application);
  const { applicationId } = application;
  const amount = input.amount ?? (await readUndrawn(trx, offer, applicationId));
  const { contractHash } = input;
  const payeeId = await findOwnPayeeId(trx, application, input.payeeId);
  const accountName = input.accountName ?? null;
  const planned = { amount, contractHash, payeeId, accountName, accountIndex: null, madeBy: null };
  const { payee } = await assertReady(trx, caller, { application, offer, planned });
  const madeBy = caller.actor.actorId;
  const made = await insertDisbursement(trx, {
    applicationId,
    offerId: offer.offerId,
    amount,
    madeBy,
    contractHash,
    payeeId,
    accountName: accountName ?? payee.name,
    accountIndex: Buffer.from(payee.accountIndex ?? '', 'hex'),
  });
  await record(trx, caller, {
    kind: 'disbursement.requested',
    applicationId,
    actorId: madeBy,
    details: { disbursementId: made.disbursementId, amount: toWireMoney(amount) },
  });
  return made;
}

/**
 * An application is ready from here, a loan stays as it is until the money is there; and the disbursement's process is started.
 * @throws DomainError `not_found`, `illegal_transition`, `four_eyes`, and what `assertMayDisburse` refuses
 */
export async function releaseDisbursement(
  trx: Transaction<DB>,
  caller: Caller,
  disbursementId: string,
): Promise<Disbursement> {
  const { application, disbursement } = await lockBoth(trx, caller, disbursementId);
  const status = nextState(disbursementMachine, disbursement.status, 'release');
  const ready = readyStatus(application);
  const officerId = caller.actor.actorId;
  if (disbursement.madeBy === officerId) throw new DomainError('four_eyes', { officerId });
  const offer = await findOffer(trx, application);
  const { amount } = disbursement;
  await assertReady(trx, caller, { application, offer, planned: plannedOf(disbursement, offer) });
  const change = { status, releasedBy: officerId, releasedAt: caller.clock.now };
  const released = await saveDisbursement(trx, disbursementId, change);
  const { applicationId } = application;
  await startProcess(trx, disbursementId);
  if (ready !== application.status) await makeReady(trx, caller, application, ready);
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

type ReadyCheck = Pick<FactsRequest, 'application' | 'offer' | 'planned'>;

async function assertReady(
  trx: Transaction<DB>,
  { actor, clock }: Caller,
  check: ReadyCheck,
): Promise<DisbursementFacts> {
  const { businessDate } = clock;
  const facts = await readDisbursementFacts(trx, {
    ...check,
    officerId: actor.actorId,
    businessDate,
  });
  assertMayDisburse(facts);
  return facts;
}

/** @throws DomainError `illegal_transition` */
function readyStatus({ status }: Application): ApplicationState {
  return status === 'booked' ? status : nextState(applicationMachine, status, 'make_ready');
}

async function makeReady(
  trx: Transaction<DB>,
  { clock }: Caller,
  { applicationId, round }: Application,
  status: ApplicationState,
): Promise<void> {
  await saveApplication(trx, applicationId, { status, changedDate: clock.businessDate });
  await insertOutbox(trx, tellApplicationChanged(applicationId, round));
}

/** What was approved and not yet paid out. */
export async function readUndrawn(
  db: Kysely<DB>,
  { amount: approved }: AcceptedOffer,
  applicationId: string,
): Promise<Money> {
  const { amount: drawn } = await readDrawn(db, { applicationId, currency: approved.currency });
  return undrawn({ approved, drawn });
}

/** @throws DomainError `not_found` for a payee of another application */
async function findOwnPayeeId(
  trx: Transaction<DB>,
  { applicationId }: Application,
  payeeId: string | undefined,
): Promise<string | null> {
  if (payeeId === undefined) return null;
  const payee = await findEntrustedPayee(trx, payeeId);
  if (payee?.applicationId !== applicationId)
    throw new DomainError('not_found', { resource: 'payee' });
  return payeeId;
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
