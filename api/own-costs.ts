/** What a loan would cost its borrower, all of it: rows, totals, and the all-in annual rate beside the nominal one. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { IsoDate } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { money, toWireMoney, type Currency, type Money } from '../domain/money.ts';
import type { RepaymentMethod } from '../domain/origination/application.ts';
import { draftOffer, type OfferDraft } from '../domain/origination/offer.ts';
import type { ProductContent } from '../domain/origination/product.ts';
import type { Schedule } from '../domain/schedule/terms.ts';
import { toWire, type Wire } from '../domain/wire.ts';
import type { Application } from '../db/queries/applications.ts';
import { readWorkCalendar } from '../db/queries/calendar.ts';
import { readProduct } from '../db/queries/policy-contents.ts';
import type { Offer } from '../db/queries/offers.ts';
import { findProductReference } from '../db/queries/reference-rates.ts';
import type { DB } from '../db/tables.ts';
import { totalsToWire } from './present-loan.ts';
import { refuseRequest } from './problem.ts';
import type * as wire from './schemas/my-applications.ts';

export type CostQuestion = {
  readonly amount: Money;
  readonly installmentCount: number;
  readonly method: RepaymentMethod;
};

/**
 * As if the money were paid out today.
 * @throws DomainError `amount_not_positive`, `request_invalid` outside the product's bounds
 */
export async function previewCosts(
  db: Kysely<DB>,
  product: ProductContent,
  asked: CostQuestion,
  businessDate: IsoDate,
): Promise<z.output<typeof wire.costPreview>> {
  assertOffered(product, asked);
  const calendar = await readWorkCalendar(db);
  const reference = await findProductReference(db, product, businessDate);
  return presentCosts(
    draftOffer(product, asked, { disbursementDate: businessDate, calendar, reference }),
  );
}

/** What an offer would cost, in the words its reader gets. */
export function presentCosts({
  amount,
  schedule,
  allIn,
  terms,
}: OfferDraft): z.output<typeof wire.costPreview> {
  return {
    amount: toWireMoney(amount),
    annualRatePpm: terms.annualRatePpm,
    allInSimplePpm: allIn.simplePpm,
    allInCompoundPpm: allIn.compoundPpm,
    ...presentRows(toWire(schedule, schedule.currency) as unknown as Wire<Schedule>),
    totals: totalsOf(schedule),
    isProvisional: schedule.provisional,
  };
}

/**
 * What the draft asks for would cost, as it is written now.
 * @throws DomainError as `previewCosts`, `application_incomplete` before the terms are known
 */
export async function previewApplicationCosts(
  db: Kysely<DB>,
  { amount, content, productVersionId }: Application,
  businessDate: IsoDate,
): Promise<z.output<typeof wire.costPreview>> {
  const { installmentCount, method } = content;
  if (installmentCount === null || method === null)
    throw new DomainError('application_incomplete', { items: ['/installmentCount', '/method'] });
  const product = await readProduct(db, productVersionId);
  return previewCosts(db, product, { amount, installmentCount, method }, businessDate);
}

function assertOffered(product: ProductContent, asked: CostQuestion): void {
  const { from, to } = product.installmentCount;
  if (asked.amount.minor <= 0n)
    throw new DomainError('amount_not_positive', { amount: asked.amount });
  const isTerm = asked.installmentCount >= from && asked.installmentCount <= to;
  const isMethod = product.methods.includes(asked.method);
  if (isTerm && isMethod) return;
  const pointer = isTerm ? '/method' : '/installmentCount';
  refuseRequest([{ in: 'query', pointer, detail: 'This product is not offered so' }]);
}

function totalsOf({ totals, currency }: Schedule) {
  const { principal, interest, fees, due } = totalsToWire(totals, currency);
  return { principal, interest, fees, due };
}

type WireRow = z.output<typeof wire.costPreview>['rows'][number];

function presentRows({ rows }: Wire<Schedule>): { rows: WireRow[] } {
  const list = rows as unknown as readonly WireRow[];
  return {
    rows: list.map(({ number, dueDate, due, principal, interest, balance }) => ({
      number,
      dueDate,
      due,
      principal,
      interest,
      balance,
    })),
  };
}

/** The offer, with nothing in it that its reader could not check. */
export function presentOwnOffer(offer: Offer): z.output<typeof wire.ownOffer> {
  const { offerId, status, amount, terms, schedule, contentHash } = offer;
  const { issuedAt, expiresAt, acceptedAt, allInSimplePpm, allInCompoundPpm } = offer;
  return {
    offerId,
    status,
    amount: toWireMoney(amount),
    installmentCount: terms.installments,
    method: terms.method,
    annualRatePpm: terms.annualRatePpm,
    allInSimplePpm,
    allInCompoundPpm,
    ...presentRows(schedule),
    totals: wireTotals(schedule, amount.currency),
    contentHash,
    issuedAt,
    expiresAt,
    acceptedAt,
  };
}

type WireTotals = Record<'principal' | 'interest' | 'fees' | 'due', { amount: string } | undefined>;

function wireTotals({ totals }: Wire<Schedule>, currency: Currency) {
  const given = totals as unknown as WireTotals;
  const of = (key: keyof WireTotals) => ({
    amount: given[key]?.amount ?? toWireMoney(money(0n, currency)).amount,
    currency,
  });
  return { principal: of('principal'), interest: of('interest'), fees: of('fees'), due: of('due') };
}
