/** After the last approve: the approval is closed and the offer put to the applicant, in the same transaction. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { businessDateOf, addMs } from '../../domain/instant.ts';
import { format } from '../../domain/format-money.ts';
import { toWireMoney } from '../../domain/money.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import {
  exposureChecks,
  findBreach,
  type ExposureCheck,
} from '../../domain/origination/exposure.ts';
import { draftOffer, type OfferDraft } from '../../domain/origination/offer.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { termsToWire } from '../../domain/schedule/terms.ts';
import { nextState } from '../../domain/state-machine.ts';
import { toWire } from '../../domain/wire.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { endApproval, type Approval } from '../../db/queries/approvals.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { readProductExposures } from '../../db/queries/exposure.ts';
import { insertOffer, type NewOffer } from '../../db/queries/offers.ts';
import { readProduct } from '../../db/queries/policy-contents.ts';
import { findProductReference } from '../../db/queries/reference-rates.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicant, tellOfferWithheld } from './case-notices.ts';

const dayMs = 86_400_000;

export async function approveAndOffer(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  clock: BusinessClock,
): Promise<void> {
  const product = await readProduct(trx, application.productVersionId);
  const draft = await draftFor(trx, application, product, clock);
  const exposures = await readProductExposures(trx, product.code, application);
  const breach = findBreach(exposureChecks(exposures, product.exposureLimits));
  const mayIssue = draft.isWithinCap && breach === undefined;
  const status = nextState(applicationMachine, application.status, 'approve');
  const steps = [stepOf(application, approval, 'application.approved', { status })];
  await endApproval(trx, approval.approvalId, 'approved', clock.now);
  // An offer above a limit is not issued: the case stays approved until somebody puts it right or it expires.
  steps.push(
    mayIssue
      ? await issue(trx, application, approval, { product, draft, clock })
      : await withhold(trx, application, approval, { draft, breach, clock }),
  );
  await saveApplication(trx, application.applicationId, {
    status: mayIssue ? nextState(applicationMachine, status, 'issue_offer') : status,
    decidedAt: clock.now,
    decidedDate: clock.businessDate,
  });
  await recordSteps(trx, steps, { occurredAt: clock.now, businessDate: clock.businessDate });
}

async function withhold(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  parts: {
    readonly draft: OfferDraft;
    readonly breach: ExposureCheck | undefined;
    readonly clock: BusinessClock;
  },
): Promise<CaseStep> {
  const { draft, breach, clock } = parts;
  const { simplePpm, compoundPpm } = draft.allIn;
  await tellOfferWithheld(trx, application, clock);
  const reason = draft.isWithinCap ? 'exposure_exceeded' : 'all_in_rate_above_cap';
  const amounts =
    breach === undefined
      ? {}
      : { exposure: toWireMoney(breach.exposure), limit: toWireMoney(breach.limit) };
  const details = { reason, simplePpm, compoundPpm, ...amounts };
  return stepOf(application, approval, 'offer.withheld', details);
}

async function issue(
  trx: Transaction<DB>,
  application: Application,
  approval: Approval,
  parts: {
    readonly product: ProductContent;
    readonly draft: OfferDraft;
    readonly clock: BusinessClock;
  },
): Promise<CaseStep> {
  const offer = toOffer(application, parts.product, parts.draft, parts.clock);
  const offerId = await insertOffer(trx, offer);
  await tellOffer(trx, application, offer, offerId, parts.clock);
  const { contentHash, expiresAt, allInSimplePpm, allInCompoundPpm } = offer;
  const details = { offerId, contentHash, expiresAt, allInSimplePpm, allInCompoundPpm };
  return stepOf(application, approval, 'offer.issued', details);
}

async function draftFor(
  trx: Transaction<DB>,
  { amount, content }: Application,
  product: ProductContent,
  { businessDate }: BusinessClock,
): Promise<OfferDraft> {
  const { method, installmentCount, agreedRatePpm } = content;
  if (method === null || installmentCount === null) {
    throw new Error('A submitted application names method and term');
  }
  const calendar = await readWorkCalendar(trx);
  const agreed = agreedRatePpm === undefined ? {} : { agreedRatePpm };
  const approved = { amount, method, installmentCount, ...agreed };
  const reference = await findProductReference(trx, product, businessDate);
  return draftOffer(product, approved, { disbursementDate: businessDate, calendar, reference });
}

function toOffer(
  { applicationId, round }: Application,
  product: ProductContent,
  { amount, terms, schedule, allIn }: OfferDraft,
  { now }: BusinessClock,
): NewOffer {
  const wireTerms = termsToWire(terms);
  const wireSchedule = toWire(schedule, amount.currency);
  const tranches = product.tranches ?? null;
  const content = {
    amount: toWire(amount, amount.currency),
    terms: wireTerms,
    allIn,
    ...(tranches === null ? {} : { tranches }),
  };
  return {
    applicationId,
    round,
    amount,
    terms: wireTerms,
    schedule: wireSchedule,
    allInSimplePpm: allIn.simplePpm,
    allInCompoundPpm: allIn.compoundPpm,
    tranches,
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
