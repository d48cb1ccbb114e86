/** Drafts: made, written into under a version, discarded. What a draft lacks is said on each save and blocks nothing yet. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import {
  assertSameCurrency,
  fromWireMoney,
  type Money,
  type WireMoney,
} from '../../domain/money.ts';
import type { ApplicantFacts, ApplicationData } from '../../domain/origination/application.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { productFloor, type ProductContent } from '../../domain/origination/product.ts';
import { nextState } from '../../domain/state-machine.ts';
import { toWireMoney } from '../../domain/money.ts';
import { findApplicant, findApplicantIfAny, type Applicant } from '../../db/queries/applicants.ts';
import {
  insertApplication,
  lockApplication,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import type { ApplicationChanges, ApplicationInput } from '../schemas/application.ts';
import { assertAgreesWithFile } from './application-guards.ts';
import { momentOf, type Caller } from './caller.ts';

/**
 * @throws DomainError `not_found` for customer or product, `currency_mismatch`, `amount_not_positive`,
 * `request_invalid` where it contradicts the customer's file
 */
export async function createApplication(
  trx: Transaction<DB>,
  caller: Caller,
  input: ApplicationInput,
): Promise<Application> {
  const applicant = await findVisibleApplicant(trx, caller, input.customerId);
  const product = await findActiveVersion(trx, 'product', input.product);
  if (product === undefined) throw new DomainError('not_found', { resource: 'product' });
  const amount = readAmount(input.amount, product.content as ProductContent);
  await assertAgreesWithFile(trx, applicant, input);
  const application = await insertApplication(trx, {
    customerId: applicant.customerId,
    branchId: applicant.branchId,
    productVersionId: product.policyVersionId,
    amount,
    content: contentOf(input, applicant),
    createdBy: caller.actor.actorId,
    accountManagerId: input.accountManagerId ?? applicant.accountManagerId,
    createdDate: caller.clock.businessDate,
  });
  const details = {
    status: application.status,
    product: input.product,
    amount: toWireMoney(amount),
  };
  await record(trx, caller, application, { kind: 'application.created', details });
  return application;
}

/**
 * @throws DomainError `not_found`, `stale_version`, `illegal_transition` when the applicant may not write now,
 * `currency_mismatch`, `amount_not_positive`, `request_invalid` where it contradicts the customer's file
 */
export async function updateApplication(
  trx: Transaction<DB>,
  caller: Caller,
  applicationId: string,
  change: { readonly ifMatch: number; readonly changes: ApplicationChanges },
): Promise<Application> {
  const application = await lockVisible(trx, caller, applicationId);
  assertVersion(application, change.ifMatch);
  assertEditable(application);
  const applicant = await findApplicant(trx, application.customerId);
  await assertAgreesWithFile(trx, applicant, change.changes);
  const content = merge(application.content, change.changes);
  const amount = fromWireMoney(content.amount ?? toWireMoney(application.amount));
  assertSameCurrency(application.amount, amount);
  assertPositive(amount);
  const { businessDate } = caller.clock;
  const saved = await saveApplication(trx, applicationId, {
    content,
    amount,
    changedDate: businessDate,
  });
  await record(trx, caller, application, {
    kind: 'application.updated',
    details: { fields: Object.keys(change.changes), version: saved.version },
    before: changedParts(application.content, change.changes),
    after: changedParts(content, change.changes),
  });
  return saved;
}

/** @throws DomainError `not_found`, `illegal_transition` for anything but a draft */
export async function discardApplication(
  trx: Transaction<DB>,
  caller: Caller,
  applicationId: string,
): Promise<Application> {
  const application = await lockVisible(trx, caller, applicationId);
  const status = nextState(applicationMachine, application.status, 'discard');
  const saved = await saveApplication(trx, applicationId, { status });
  await record(trx, caller, application, { kind: 'application.discarded', details: { status } });
  return saved;
}

/** Locks an application the caller may see. @throws DomainError `not_found` */
export async function lockVisible(
  trx: Transaction<DB>,
  { scope }: Pick<Caller, 'scope'>,
  applicationId: string,
): Promise<Application> {
  const application = await lockApplication(trx, applicationId);
  if (application === undefined || !isWithinScope(scope, application)) {
    throw new DomainError('not_found', { resource: 'application' });
  }
  return application;
}

/** Writes one step of the case; the state it left is in `before` unless the step says more. */
export async function record(
  trx: Transaction<DB>,
  caller: Caller,
  application: Application,
  step: Pick<CaseStep, 'kind' | 'details' | 'before' | 'after'>,
): Promise<void> {
  const { applicationId, status } = application;
  const whole = { before: { status }, ...step, applicationId, actorId: caller.actor.actorId };
  await recordSteps(trx, [whole], momentOf(caller));
}

async function findVisibleApplicant(
  trx: Transaction<DB>,
  { scope }: Caller,
  customerId: string,
): Promise<Applicant> {
  const applicant = await findApplicantIfAny(trx, customerId);
  if (applicant === undefined || !isWithinScope(scope, applicant)) {
    throw new DomainError('not_found', { resource: 'customer' });
  }
  return applicant;
}

function readAmount(amount: WireMoney, product: ProductContent): Money {
  const asked = fromWireMoney(amount);
  assertSameCurrency(productFloor(product), asked);
  assertPositive(asked);
  return asked;
}

function assertPositive(amount: Money): void {
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
}

function assertVersion({ version }: Application, expected: number): void {
  if (version !== expected) throw new DomainError('stale_version', { expected, actual: version });
}

/** Only what lies with the applicant can be written into: what approvers look at does not move under their eyes. */
function assertEditable({ status }: Application): void {
  if (status === 'draft' || status === 'returned') return;
  throw new DomainError('illegal_transition', {
    subject: 'application',
    from: status,
    to: status,
    event: 'update',
  });
}

/** What the customer's file knows already is not asked again. */
function contentOf(input: ApplicationInput, applicant: Applicant): ApplicationData {
  const { amount, installmentCount, method, purpose, security, documents } = input;
  const known: ApplicantFacts =
    applicant.birthDate === null ? {} : { birthDate: applicant.birthDate };
  return {
    productCode: input.product,
    customerType: applicant.kind,
    amount,
    installmentCount,
    method,
    purpose,
    applicant: { ...known, ...input.applicant },
    security,
    documents,
    consents: [],
  };
}

function merge(content: ApplicationData, changes: ApplicationChanges): ApplicationData {
  const { applicant, ...rest } = changes;
  const merged = { ...content, ...rest, applicant: { ...content.applicant, ...applicant } };
  const isOtherLoan = rest.amount !== undefined || rest.installmentCount !== undefined;
  if (!isOtherLoan) return merged;
  // A rate was agreed for the terms it was agreed with.
  const { agreedRatePpm: _rate, ...others } = merged;
  return others;
}

function changedParts(content: ApplicationData, changes: ApplicationChanges) {
  const parts = Object.keys(changes) as (keyof ApplicationChanges)[];
  // Through JSON: the audit row keeps what the content's own column keeps.
  return JSON.parse(
    JSON.stringify(Object.fromEntries(parts.map((part) => [part, content[part] ?? null]))),
  ) as NonNullable<CaseStep['before']>;
}
