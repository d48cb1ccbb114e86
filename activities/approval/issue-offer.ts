/** After the last approve: the approval is closed and the offer put to the applicant, in the same transaction. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { businessDateOf, addMs } from '../../domain/instant.ts';
import { format } from '../../domain/format-money.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { draftOffer, type OfferDraft } from '../../domain/origination/offer.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { termsToWire } from '../../domain/schedule/terms.ts';
import { nextState } from '../../domain/state-machine.ts';
import { toWire } from '../../domain/wire.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { endApproval, type Approval } from '../../db/queries/approvals.ts';
import { listHolders } from '../../db/queries/approvers.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { insertOffer, type NewOffer } from '../../db/queries/offers.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicant } from './case-notices.ts';

const dayMs = 86_400_000;

export async function approveAndOffer(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  clock: BusinessClock,
): Promise<Application> {
  const status = nextState(applicationMachine, application.status, 'approve');
  const approved = await saveApplication(trx, application.applicationId, {
    status,
    decidedAt: clock.now,
    decidedDate: clock.businessDate,
  });
  await endApproval(trx, approval.approvalId, 'approved', clock.now);
  const steps = [stepOf(application, approval, 'application.approved', { status })];
  const offered = await issueOffer(trx, approved, approval, clock, steps);
  await recordSteps(trx, steps, { occurredAt: clock.now, businessDate: clock.businessDate });
  return offered;
}

/** An offer above the cap is not issued: the case stays approved until its product is put right or it expires. */
async function issueOffer(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  clock: BusinessClock,
  steps: CaseStep[],
): Promise<Application> {
  const version = await findVersion(trx, application.productVersionId);
  const product = version?.content as ProductContent;
  const draft = await draftFor(trx, application, product, clock);
  const { simplePpm, compoundPpm } = draft.allIn;
  if (!draft.isWithinCap) {
    const officerIds = await listHolders(trx, 'process_admin');
    const details = { simplePpm, compoundPpm, officerIds };
    steps.push(stepOf(application, approval, 'offer.withheld', details));
    return application;
  }
  const offer = toOffer(application, product, draft, clock);
  const offerId = await insertOffer(trx, offer);
  const { contentHash, expiresAt } = offer;
  const details = { offerId, contentHash, expiresAt, simplePpm, compoundPpm };
  steps.push(stepOf(application, approval, 'offer.issued', details));
  await tellOffer(trx, application, offer, offerId, clock);
  const status = nextState(applicationMachine, application.status, 'issue_offer');
  return saveApplication(trx, application.applicationId, { status });
}

async function draftFor(
  trx: Transaction<DB>,
  { amount, content }: Application,
  product: ProductContent,
  { businessDate }: BusinessClock,
): Promise<OfferDraft> {
  const { method, installmentCount } = content;
  if (method === null || installmentCount === null) {
    throw new Error('A submitted application names method and term');
  }
  const calendar = await readWorkCalendar(trx);
  const approved = { amount, method, installmentCount };
  return draftOffer(product, approved, { disbursementDate: businessDate, calendar });
}

function toOffer(
  { applicationId, round }: Application,
  product: ProductContent,
  { amount, terms, schedule, allIn }: OfferDraft,
  { now }: BusinessClock,
): NewOffer {
  const wireTerms = termsToWire(terms);
  const wireSchedule = toWire(schedule, amount.currency);
  const content = { amount: toWire(amount, amount.currency), terms: wireTerms, allIn };
  return {
    applicationId,
    round,
    amount,
    terms: wireTerms,
    schedule: wireSchedule,
    allInSimplePpm: allIn.simplePpm,
    allInCompoundPpm: allIn.compoundPpm,
    contentHash: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    issuedAt: now,
    expiresAt: addMs(now, product.offerDays * dayMs),
  };
}

async function tellOffer(
  trx: Transaction<DB>,
  application: Application,
  { amount, expiresAt }: NewOffer,
  offerId: string,
  clock: BusinessClock,
): Promise<void> {
  const expiresDate = businessDateOf(expiresAt, clock.timeZone);
  const notice = { occasion: offerId, factsOf: () => ({ amount: format(amount), expiresDate }) };
  await tellApplicant(trx, application, 'offer_issued', notice, clock);
}

function stepOf(
  { applicationId, status }: Application,
  { approvalId }: Approval,
  kind: string,
  details: NonNullable<CaseStep['details']>,
): CaseStep {
  return { kind, applicationId, approvalId, actorId: null, before: { status }, details };
}
