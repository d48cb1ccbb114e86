/** What the checks of a disbursement look at, read on fresh rows; for the command under its locks, and for a reader. */
import type { Kysely } from 'kysely';
import type { Application } from '../../db/queries/applications.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { findStopInForce } from '../../db/queries/disbursement-stops.ts';
import {
  listDisbursements,
  listOpenConditions,
  listVoterIds,
  type AcceptedOffer,
  type Disbursement,
} from '../../db/queries/disbursements.ts';
import { listDocuments } from '../../db/queries/documents.ts';
import { findLoanOfApplication, readDrawn } from '../../db/queries/drawings.ts';
import { readProductExposures } from '../../db/queries/exposure.ts';
import { readPayeeFacts } from '../../db/queries/payees.ts';
import { readProduct } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { ApplicationData, DocumentKind } from '../../domain/origination/application.ts';
import { arrangementFeeOf } from '../../domain/origination/arrangement-fee.ts';
import { checkCompleteness, itemsOfStep } from '../../domain/origination/completeness.ts';
import type {
  DisbursementFacts,
  PayeeFacts,
} from '../../domain/origination/disbursement-checks.ts';
import { exposureChecks } from '../../domain/origination/exposure.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { undrawn, type Drawing } from '../../domain/origination/tranches.ts';
import { allInAnnualRate } from '../../domain/schedule/all-in-rate.ts';
import { buildSchedule } from '../../domain/schedule/build.ts';

/** A disbursement that is being made, or one that exists. */
export type PlannedDisbursement = {
  readonly amount: Money;
  readonly contractHash: string;
  readonly payeeId: string | null;
  /** Null: as the payee is called now. */
  readonly accountName: string | null;
  /** Blind index as text; null: the account on file now. */
  readonly accountIndex: string | null;
  readonly madeBy: string | null;
};

export function plannedOf(
  { amount, contractHash, payeeId, accountName, accountIndex, madeBy }: Disbursement,
  offer: AcceptedOffer,
): PlannedDisbursement {
  return {
    amount,
    // Those made before the hash was kept were checked against the offer when they were made.
    contractHash: contractHash ?? offer.contentHash,
    payeeId,
    accountName,
    accountIndex: accountIndex?.toString('hex') ?? null,
    madeBy,
  };
}

export type FactsRequest = {
  readonly application: Application;
  readonly offer: AcceptedOffer;
  readonly planned: PlannedDisbursement;
  readonly officerId: string;
  readonly businessDate: IsoDate;
};

export async function readDisbursementFacts(
  db: Kysely<DB>,
  { application, offer, planned, officerId, businessDate }: FactsRequest,
): Promise<DisbursementFacts> {
  const { applicationId, customerId, content } = application;
  const { amount, payeeId } = planned;
  const product = await readProduct(db, application.productVersionId);
  const earlier = await listDisbursements(db, applicationId);
  const drawing = await readDrawing(db, application, offer);
  const payee = await readPayeeFacts(db, { customerId, payeeId });
  const conditions = await listOpenConditions(db, applicationId);
  return {
    officerId,
    madeBy: planned.madeBy,
    voterIds: await listVoterIds(db, applicationId),
    amount,
    contractHash: planned.contractHash,
    offerHash: offer.contentHash,
    openConditionIds: conditions.map(({ conditionId }) => conditionId),
    ...(await readPapers(db, application, product, businessDate)),
    drawing,
    businessDate,
    loan: await findLoanOfApplication(db, applicationId),
    payee,
    ...accountAsSeen(planned, payee),
    customerId,
    customerType: content.customerType,
    purpose: content.purpose,
    policy: product.disbursement ?? null,
    exposures: exposureChecks(
      await readProductExposures(db, product.code, {
        applicationId,
        customerId,
        amount: undrawn(drawing),
      }),
      product.exposureLimits,
    ),
    allIn: isOver(drawing, businessDate)
      ? null
      : await readAllIn(db, { product, offer, earlier, amount, businessDate }),
    stop: await findStopInForce(db, customerId),
    refusedCount: refusedSinceConfirmed(earlier),
  };
}

async function readDrawing(
  db: Kysely<DB>,
  { applicationId }: Application,
  { amount: approved, tranches: rule }: AcceptedOffer,
): Promise<Drawing> {
  const { currency } = approved;
  const { amount: drawn, count, drawUntilDate } = await readDrawn(db, { applicationId, currency });
  return { rule, approved, drawn, drawnCount: count, drawUntilDate };
}

/** Nothing more may be drawn: another check says so, and no rate can be computed of it. */
function isOver({ drawnCount, drawUntilDate }: Drawing, businessDate: IsoDate): boolean {
  return drawnCount > 0 && (drawUntilDate === null || businessDate > drawUntilDate);
}

function accountAsSeen({ accountName, accountIndex }: PlannedDisbursement, payee: PayeeFacts) {
  return {
    accountName: accountName ?? payee.name,
    accountIndex: accountIndex ?? payee.accountIndex,
  };
}

/** Papers that came after the application was handed in count as well. */
async function readPapers(
  db: Kysely<DB>,
  { customerId, content }: Application,
  product: ProductContent,
  businessDate: IsoDate,
): Promise<Pick<DisbursementFacts, 'missingItems' | 'bureauReportDate'>> {
  const known = new Set(content.documents.map(({ documentId }) => documentId));
  const received = (await listDocuments(db, customerId)).filter(
    ({ documentId }) => !known.has(documentId),
  );
  const later = received.map(({ documentId, kind, issuedDate, expiryDate }) => ({
    documentId,
    kind: kind as DocumentKind,
    issuedDate,
    expiryDate,
    coversFrom: null,
    coversTo: null,
    isValid: null,
  }));
  const data: ApplicationData = { ...content, documents: [...content.documents, ...later] };
  const missing = itemsOfStep(checkCompleteness(data, product, businessDate), 'disburse');
  const reportDates = data.documents
    .filter(({ kind, isValid }) => kind === 'bureau_report' && isValid !== false)
    .flatMap(({ issuedDate }) => (issuedDate === null ? [] : [issuedDate]));
  return {
    missingItems: missing.map(({ path }) => path),
    bureauReportDate: reportDates.toSorted().at(-1) ?? null,
  };
}

/** What the terms cost with this money paid out today, after what was paid out before. */
async function readAllIn(
  db: Kysely<DB>,
  {
    product,
    offer,
    earlier,
    amount,
    businessDate,
  }: {
    readonly product: ProductContent;
    readonly offer: AcceptedOffer;
    readonly earlier: readonly Disbursement[];
    readonly amount: Money;
    readonly businessDate: IsoDate;
  },
): Promise<DisbursementFacts['allIn']> {
  const { maxAllInAnnualRatePpm: capPpm, arrangementFee } = product;
  if (capPpm === undefined || amount.minor <= 0n) return null;
  const confirmed = earlier.filter(({ status }) => status === 'confirmed');
  const before = confirmed.map((each) => ({
    date: each.effectiveDate ?? businessDate,
    amount: each.amount,
  }));
  const disbursements = [...before, { date: businessDate, amount }];
  const { terms } = offer;
  const schedule = buildSchedule(terms, disbursements, await readWorkCalendar(db));
  const fees = disbursements
    .map((each) => ({ date: each.date, amount: arrangementFeeOf(arrangementFee, each.amount) }))
    .filter((fee) => fee.amount.minor > 0n);
  const { simplePpm, compoundPpm } = allInAnnualRate({ terms, disbursements, schedule, fees });
  return { ppm: Math.max(simplePpm, compoundPpm), capPpm };
}

/** Each part of a loan has its own three attempts. */
function refusedSinceConfirmed(earlier: readonly Disbursement[]): number {
  const last = earlier.findLastIndex(({ status }) => status === 'confirmed');
  return earlier.slice(last + 1).filter(({ status }) => status === 'refused').length;
}
