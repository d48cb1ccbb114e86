/** Applications as their applicants see them: the state in plain words, what is missing, what may be done now. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { businessDateOf } from '../domain/instant.ts';
import { toWireMoney } from '../domain/money.ts';
import type { ApplicationState } from '../domain/origination/application-states.ts';
import { applicationMachine } from '../domain/origination/application-states.ts';
import {
  idleDraftDays,
  lastRound,
  reconsiderationDays,
  returnExpiryDays,
} from '../domain/origination/case-clocks.ts';
import { checkCompleteness } from '../domain/origination/completeness.ts';
import { coolingOffEndDate } from '../domain/origination/exposure.ts';
import type { ProductContent } from '../domain/origination/product.ts';
import { progressOf } from '../domain/origination/progress.ts';
import { mayFire } from '../domain/state-machine.ts';
import type { Application } from '../db/queries/applications.ts';
import {
  findApplicantNews,
  findBorrowerContact,
  findUsualReviewDays,
} from '../db/queries/borrower-views.ts';
import { readApplicationData } from '../db/queries/case-data.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import { listCounterOffers } from '../db/queries/counter-offers.ts';
import { listDocuments, type DocumentRow } from '../db/queries/documents.ts';
import { readProduct } from '../db/queries/policy-contents.ts';
import type { DB } from '../db/tables.ts';
import { reasonText } from '../locales/reason-texts.ts';
import { readDeclineReasons } from './decision-record.ts';
import type * as wire from './schemas/my-applications.ts';

type OwnStatus = (typeof wire.ownStatuses)[number];
type OwnAction = (typeof wire.ownActions)[number];

const ownStatus: { readonly [S in ApplicationState]: OwnStatus } = {
  draft: 'draft',
  submitted: 'checking',
  returned: 'missing_items',
  in_review: 'in_review',
  approved: 'in_review',
  offered: 'offer',
  accepted: 'contract',
  ready: 'contract',
  booked: 'paid_out',
  declined: 'declined',
  expired: 'expired',
  cancelled: 'expired',
  withdrawn: 'withdrawn',
};

/** What staff call a state is theirs; an applicant has these words. */
export function ownStatusOf(state: ApplicationState): OwnStatus {
  return ownStatus[state];
}

/** @returns everything an applicant may know of an application of theirs */
export async function presentOwn(
  db: Kysely<DB>,
  clock: BusinessClock,
  application: Application,
): Promise<z.output<typeof wire.ownApplication>> {
  const { applicationId, status, content } = application;
  const product = await readProduct(db, application.productVersionId);
  const data = await readApplicationData(db, application);
  const counterOffer = (await listCounterOffers(db, applicationId)).find(isOpen);
  const news = await findApplicantNews(db, applicationId);
  const documents = await listDocuments(db, application.customerId);
  return {
    ...presentOwnLine(application, product),
    productCode: product.code,
    installmentCount: content.installmentCount,
    method: content.method,
    purpose: content.purpose,
    applicant: { ...content.applicant },
    steps: [...progressOf(status)],
    missing: missingFrom(checkCompleteness(data, product, clock.businessDate), status),
    documents: documents
      .filter((document) => document.applicationId === applicationId || isHandedIn(data, document))
      .map(presentOwnDocument),
    changedAt: news.changedAt ?? application.createdAt,
    usualReviewDays: await findUsualReviewDays(db),
    contact: (await findBorrowerContact(db, application.customerId)) ?? null,
    returned:
      status === 'returned' ? presentReturn(application, clock, news.returnReasonCode) : null,
    counterOffer: counterOffer === undefined ? null : presentCounter(counterOffer),
    declined: status === 'declined' ? await presentDecline(db, application, product) : null,
    keptUntilDate: status === 'draft' ? addDays(application.changedDate, idleDraftDays) : null,
    loanId: application.loanId,
    actions: actionsOf(application, clock.businessDate, counterOffer !== undefined),
  };
}

/** A line of the list, which the page begins with. */
export function presentOwnLine(
  { applicationId, number, amount, status, createdAt, submittedAt, version }: Application,
  { names }: Pick<ProductContent, 'names'>,
): z.output<typeof wire.ownApplicationLine> {
  return {
    applicationId,
    number,
    product: names,
    amount: toWireMoney(amount),
    status: ownStatus[status],
    createdAt,
    submittedAt,
    version,
  };
}

export function presentOwnDocument(row: DocumentRow): z.output<typeof wire.ownDocument> {
  const { documentId, applicationId, kind, fileName, sizeBytes } = row;
  const { issuedDate, expiryDate, receivedAt } = row;
  const head = { documentId, applicationId, kind, fileName, sizeBytes };
  return { ...head, issuedDate, expiryDate, receivedAt };
}

function isHandedIn(
  { documents }: { readonly documents: readonly { readonly documentId: string }[] },
  { documentId }: DocumentRow,
): boolean {
  return documents.some((document) => document.documentId === documentId);
}

const ended: readonly ApplicationState[] = [
  'booked',
  'declined',
  'expired',
  'withdrawn',
  'cancelled',
];

/** Nobody is asked for papers of something that is over. */
function missingFrom(items: ReturnType<typeof checkCompleteness>, status: ApplicationState) {
  if (ended.includes(status)) return [];
  return items.filter(({ state }) => state !== 'satisfied').map((item) => ({ ...item }));
}

type CounterOffer = Awaited<ReturnType<typeof listCounterOffers>>[number];

function isOpen({ status }: CounterOffer): boolean {
  return status === 'open';
}

function presentCounter(offer: CounterOffer) {
  const { amount, counterOfferId, ...rest } = offer;
  const { installmentCount, security, annualRatePpm, madeAt } = rest;
  const terms = { amount: toWireMoney(amount), installmentCount, annualRatePpm };
  return { counterOfferId, ...terms, security, madeAt };
}

function presentReturn(
  { returnedAt }: Application,
  { businessDate, timeZone }: BusinessClock,
  reasonCode: string | null,
) {
  const returnedDate = returnedAt === null ? businessDate : businessDateOf(returnedAt, timeZone);
  const reason = reasonCode === null ? null : inBoth(reasonCode);
  return { reason, deadlineDate: addDays(returnedDate, returnExpiryDays) };
}

function inBoth(code: string) {
  return { code, 'zh-CN': reasonText('zh-CN', code), en: reasonText('en', code) };
}

async function presentDecline(
  db: Kysely<DB>,
  application: Application,
  { coolingOffDays }: ProductContent,
) {
  const { declinedDate, reasons } = await readDeclineReasons(db, application);
  return {
    declinedDate,
    reasons: [...reasons],
    objectUntilDate: declinedDate === null ? null : addDays(declinedDate, reconsiderationDays),
    applyAgainDate: declinedDate === null ? null : coolingOffEndDate(declinedDate, coolingOffDays),
  };
}

function mayReconsider({ round, decidedDate, changedDate }: Application, today: IsoDate): boolean {
  return round < lastRound && today <= addDays(decidedDate ?? changedDate, reconsiderationDays);
}

function actionsOf(
  application: Application,
  businessDate: IsoDate,
  hasCounterOffer: boolean,
): OwnAction[] {
  const { status } = application;
  const isWritable = status === 'draft' || (status === 'returned' && !hasCounterOffer);
  const possible: readonly (readonly [OwnAction, boolean])[] = [
    ['edit', isWritable],
    ['submit', isWritable],
    ['discard', status === 'draft'],
    ['withdraw', status !== 'draft' && mayFire(applicationMachine, status, 'withdraw')],
    ['answer_offer', status === 'offered'],
    ['answer_counter_offer', hasCounterOffer],
    ['object', status === 'declined' && mayReconsider(application, businessDate)],
  ];
  return possible.flatMap(([action, isPossible]) => (isPossible ? [action] : []));
}
