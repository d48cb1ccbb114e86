/** 敞口 of a customer, alone and with everybody related, against the limits of the products in force. */
import type { Kysely } from 'kysely';
import { money, parseAmount, type Currency, type Money } from '../../domain/money.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { readBasisAmount, readProductExposures } from '../../db/queries/exposure.ts';
import { listActiveVersions } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';

export type LimitUse = {
  readonly exposure: Money;
  readonly limit: Money;
  /** Parts per million of the limit, rounded down. */
  readonly usedPpm: number;
};

export type CustomerExposure = {
  readonly totals: readonly { readonly customer: Money; readonly group: Money }[];
  readonly limits: readonly {
    readonly product: ProductContent;
    readonly customer: LimitUse | null;
    readonly group: LimitUse | null;
  }[];
};

/** Nothing is asked for on top: the amounts are what stands today. */
export async function readCustomerExposure(
  db: Kysely<DB>,
  customerId: string,
): Promise<CustomerExposure> {
  const versions = await listActiveVersions(db, 'product');
  const products = versions.map(({ content }) => content as ProductContent);
  const currencies = [...new Set(products.map(({ currency }) => currency))];
  const limited = products.filter(({ exposureLimits }) => exposureLimits !== undefined);
  return {
    totals: await Promise.all(currencies.map((currency) => totalsIn(db, customerId, currency))),
    limits: await Promise.all(limited.map((product) => usesOf(db, customerId, product))),
  };
}

async function totalsIn(db: Kysely<DB>, customerId: string, currency: Currency) {
  const request = { customerId, amount: money(0n, currency), applicationId: null };
  return {
    customer: await readBasisAmount(db, 'customer_exposure', request),
    group: await readBasisAmount(db, 'group_exposure', request),
  };
}

async function usesOf(db: Kysely<DB>, customerId: string, product: ProductContent) {
  const request = { customerId, amount: money(0n, product.currency), applicationId: null };
  const exposures = await readProductExposures(db, product.code, request);
  const { customer = null, group = null } = product.exposureLimits ?? {};
  return {
    product,
    customer: useOf(exposures.customer, customer),
    group: useOf(exposures.group, group),
  };
}

function useOf(exposure: Money, limitText: string | null): LimitUse | null {
  if (limitText === null) return null;
  const limit = parseAmount(limitText, exposure.currency);
  const usedPpm = limit.minor === 0n ? 0 : Number((exposure.minor * 1_000_000n) / limit.minor);
  return { exposure, limit, usedPpm };
}
