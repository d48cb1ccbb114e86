/** What a borrower would pay under a product as it is being written, beside the version in force. Nothing is stored. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { findActiveVersion } from '../db/queries/policy-versions.ts';
import { readWorkCalendar } from '../db/queries/calendar.ts';
import { findProductReference } from '../db/queries/reference-rates.ts';
import type { DB } from '../db/tables.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { FieldError } from '../domain/errors.ts';
import { fromWireMoney, isAbove, money, toWireMoney, type WireMoney } from '../domain/money.ts';
import type { RepaymentMethod } from '../domain/origination/application.ts';
import { arrangementFeeOf } from '../domain/origination/arrangement-fee.ts';
import { draftOffer } from '../domain/origination/offer.ts';
import {
  productCeiling,
  productFloor,
  type ProductContent,
} from '../domain/origination/product.ts';
import { readContent } from './commands/policy-findings.ts';
import { presentCosts, type CostQuestion } from './own-costs.ts';
import { totalsToWire } from './present-loan.ts';
import { refuseRequest } from './problem.ts';
import type * as wire from './schemas/product-versions.ts';

export type ProductQuestion = {
  readonly content: Readonly<Record<string, unknown>>;
  readonly amount: WireMoney;
  readonly installmentCount: number;
  readonly method: RepaymentMethod;
  readonly disbursementDate: IsoDate;
};

/**
 * @throws DomainError `request_invalid` naming each member of the content that does not fit, or what is asked for
 * outside its bounds; `waterfall_incomplete`; what the terms refuse
 */
export async function previewProduct(
  db: Kysely<DB>,
  { content, disbursementDate, ...rest }: ProductQuestion,
): Promise<z.output<typeof wire.productPreview>> {
  const product = readContent('product', String(content['code']), content) as ProductContent;
  const asked = { ...rest, amount: fromWireMoney(rest.amount) };
  const refused = whyNotOffered(product, asked);
  if (refused !== null) refuseRequest([refused]);
  const active = await findActiveVersion(db, 'product', product.code);
  const current = active?.content as ProductContent | undefined;
  const isSold = current !== undefined && whyNotOffered(current, asked) === null;
  return {
    draft: await costsUnder(db, product, asked, disbursementDate),
    inForce: isSold ? await costsUnder(db, current, asked, disbursementDate) : null,
  };
}

/** The first thing asked for that the product does not offer. */
function whyNotOffered(product: ProductContent, asked: CostQuestion): FieldError | null {
  const { amount, installmentCount, method } = asked;
  const { from, to } = product.installmentCount;
  const at = (pointer: string): FieldError => ({
    in: 'body',
    pointer,
    detail: 'This product is not offered so',
  });
  if (amount.currency !== product.currency) return at('/amount/currency');
  if (isAbove(productFloor(product), amount) || isAbove(amount, productCeiling(product)))
    return at('/amount');
  if (installmentCount < from || installmentCount > to) return at('/installmentCount');
  return product.methods.includes(method) ? null : at('/method');
}

async function costsUnder(
  db: Kysely<DB>,
  product: ProductContent,
  asked: CostQuestion,
  disbursementDate: IsoDate,
): Promise<z.output<typeof wire.productCosts>> {
  const reference = await findProductReference(db, product, disbursementDate);
  if (product.floatingRate !== undefined && reference === null) {
    const detail = 'No reference rate is known for the day of the disbursement';
    refuseRequest([{ in: 'body', pointer: '/content/floatingRate/reference', detail }]);
  }
  const calendar = await readWorkCalendar(db);
  const draft = draftOffer(product, asked, { disbursementDate, calendar, reference });
  const { schedule, isWithinCap } = draft;
  const { currency, levelMinor, years } = schedule;
  return {
    ...presentCosts(draft),
    years: years.map(({ year, ...totals }) => ({ year, ...totalsToWire(totals, currency) })),
    level: levelMinor === null ? null : toWireMoney(money(levelMinor, currency)),
    arrangementFee: toWireMoney(arrangementFeeOf(product.arrangementFee, asked.amount)),
    isWithinCap,
  };
}
