/** 受托支付: a payee who is not the borrower is recorded with the account by one person and checked by another. */
import type { Transaction } from 'kysely';
import { lockApplication, type Application } from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { findDocument } from '../../db/queries/documents.ts';
import {
  findEntrustedPayee,
  insertPayee,
  savePayeeCheck,
  type Payee,
} from '../../db/queries/payees.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import type { KeyRing } from '../../ops/keys.ts';
import { sealBankAccount } from '../sealing.ts';
import { momentOf, type Caller } from './caller.ts';

export type PayeeInput = {
  readonly applicationId: string;
  readonly name: string;
  readonly account: string;
  /** What is bought or paid. */
  readonly purpose: string;
  /** The invoice or contract that names the payee. */
  readonly documentId?: string | undefined;
};

/** @throws DomainError `not_found`, also for a document of another customer */
export async function recordPayee(
  trx: Transaction<DB>,
  caller: Caller,
  keys: KeyRing,
  input: PayeeInput,
): Promise<Payee> {
  const application = await lockVisible(trx, caller, input.applicationId);
  const documentId = input.documentId ?? null;
  await assertOwnDocument(trx, application, documentId);
  const { applicationId, name, purpose } = input;
  const payee = await insertPayee(trx, {
    applicationId,
    name,
    purpose,
    documentId,
    account: sealBankAccount(keys, input.account),
    recordedBy: caller.actor.actorId,
    recordedAt: caller.clock.now,
  });
  await record(trx, caller, payee, 'payee.recorded');
  return payee;
}

/** A second check changes nothing. @throws DomainError `not_found`, `four_eyes` for whoever recorded the payee */
export async function checkPayee(
  trx: Transaction<DB>,
  caller: Caller,
  payeeId: string,
): Promise<Payee> {
  const found = await findEntrustedPayee(trx, payeeId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'payee' });
  await lockVisible(trx, caller, found.applicationId);
  const officerId = caller.actor.actorId;
  if (found.recordedBy === officerId) throw new DomainError('four_eyes', { officerId });
  if (found.checkedBy !== null) return found;
  const checked = { checkedBy: officerId, checkedAt: caller.clock.now };
  const payee = await savePayeeCheck(trx, payeeId, checked);
  await record(trx, caller, payee, 'payee.checked');
  return payee;
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

async function assertOwnDocument(
  trx: Transaction<DB>,
  { customerId }: Application,
  documentId: string | null,
): Promise<void> {
  if (documentId === null) return;
  const document = await findDocument(trx, documentId);
  if (document?.customerId !== customerId)
    throw new DomainError('not_found', { resource: 'document' });
}

async function record(
  trx: Transaction<DB>,
  caller: Caller,
  { payeeId, applicationId, name, accountMask, purpose }: Payee,
  kind: string,
): Promise<void> {
  const details = { payeeId, name, accountMask, purpose };
  const step = { kind, applicationId, actorId: caller.actor.actorId, details };
  await recordSteps(trx, [step], momentOf(caller));
}
