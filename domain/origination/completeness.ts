/**
 * What an application still lacks, by the rules of its product: fields, documents, consents and checks across
 * fields. Run on each save and on submit. An item is a code with facts; the words come from the locales. A fact
 * nobody has established yet is `unknown` and counts as not satisfied.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays, addMonths, daysBetween } from '../calendar.ts';
import { compareBigint, fromWireMoney } from '../money.ts';
import type { ApplicationConsent, ApplicationData, ApplicationDocument } from './application.ts';
import type {
  ProductContent,
  RequiredBefore,
  RequiredConsent,
  RequiredDocument,
  RequiredField,
} from './product.ts';
import { productCeiling, productFloor } from './product.ts';

export type ItemState = 'satisfied' | 'missing' | 'expired' | 'invalid' | 'unknown';

export type CompletenessItem = {
  /** A JSON pointer into the application's data, or `/documents/<kind>`, `/consents/<kind>`. */
  readonly path: string;
  readonly kind: 'field' | 'document' | 'check';
  readonly state: ItemState;
  readonly severity: 'block' | 'warn';
  readonly appliesBefore: RequiredBefore;
  readonly code: ItemCode;
  /** Facts for the sentence; JSON-safe. */
  readonly params: { readonly [name: string]: string | number };
};

export type ItemCode =
  | 'field_given'
  | 'document_given'
  | 'consent_given'
  | 'product_serves_customer'
  | 'amount_in_product'
  | 'installments_in_product'
  | 'method_in_product'
  | 'purpose_in_product';

type Terms = Pick<CompletenessItem, 'severity' | 'appliesBefore'>;

const steps: readonly RequiredBefore[] = ['submit', 'review', 'approve', 'disburse'];

/** All items, satisfied ones included, in the order checks, fields, documents, consents. */
export function checkCompleteness(
  application: ApplicationData,
  product: ProductContent,
  businessDate: IsoDate,
): readonly CompletenessItem[] {
  return [
    ...checkAgainstProduct(application, product),
    ...product.requiredFields.map((field) => checkField(application, field)),
    ...product.requiredDocuments
      .filter(({ purposes }) => isAskedFor(purposes, application))
      .map((document) => checkDocument(application, document, businessDate)),
    ...product.requiredConsents.map((consent) => checkConsent(application, consent, businessDate)),
  ];
}

/** What must be on the table for one step alone, seen on its day: what earlier steps asked for was held to then. */
export function itemsOfStep(
  items: readonly CompletenessItem[],
  step: RequiredBefore,
): readonly CompletenessItem[] {
  return items.filter(
    ({ state, severity, appliesBefore }) =>
      state !== 'satisfied' && severity === 'block' && appliesBefore === step,
  );
}

/** What keeps the case from a step: everything unsatisfied that blocks this step or one before it. */
export function blockersOf(
  items: readonly CompletenessItem[],
  step: RequiredBefore,
): readonly CompletenessItem[] {
  const reached = steps.slice(0, steps.indexOf(step) + 1);
  return items.filter(
    ({ state, severity, appliesBefore }) =>
      state !== 'satisfied' && severity === 'block' && reached.includes(appliesBefore),
  );
}

function checkAgainstProduct(
  application: ApplicationData,
  product: ProductContent,
): readonly CompletenessItem[] {
  const { amount, currency, installmentCount, methods, purposes } = product;
  const asked = application.installmentCount;
  const isTermOffered =
    asked !== null && asked >= installmentCount.from && asked <= installmentCount.to;
  return [
    check('/customerType', 'product_serves_customer', {
      state: fits(product.customerTypes.includes(application.customerType)),
    }),
    check('/amount', 'amount_in_product', {
      state: amountState(application, product),
      params: { from: amount.from, to: amount.to, currency },
    }),
    check('/installmentCount', 'installments_in_product', {
      state: asked === null ? 'missing' : fits(isTermOffered),
      params: { from: installmentCount.from, to: installmentCount.to },
    }),
    check('/method', 'method_in_product', { state: choiceState(application.method, methods) }),
    check('/purpose', 'purpose_in_product', { state: choiceState(application.purpose, purposes) }),
  ];
}

function amountState({ amount }: ApplicationData, product: ProductContent): ItemState {
  if (amount === null) return 'missing';
  const asked = fromWireMoney(amount);
  const floor = productFloor(product);
  const ceiling = productCeiling(product);
  return fits(
    asked.currency === floor.currency &&
      compareBigint(asked.minor, floor.minor) >= 0 &&
      compareBigint(asked.minor, ceiling.minor) <= 0,
  );
}

function choiceState<T>(chosen: T | null, offered: readonly T[]): ItemState {
  return chosen === null ? 'missing' : fits(offered.includes(chosen));
}

function checkField(application: ApplicationData, field: RequiredField): CompletenessItem {
  const { path, severity, appliesBefore } = field;
  const state = valueAt(application, path) === undefined ? 'missing' : 'satisfied';
  return { path, kind: 'field', state, severity, appliesBefore, code: 'field_given', params: {} };
}

function checkDocument(
  application: ApplicationData,
  required: RequiredDocument,
  businessDate: IsoDate,
): CompletenessItem {
  const { kind, severity, appliesBefore } = required;
  const states = application.documents
    .filter((document) => document.kind === kind)
    .map((document) => documentState(document, required, businessDate));
  return {
    ...item({ severity, appliesBefore }, best(states)),
    path: `/documents/${kind}`,
    kind: 'document',
    code: 'document_given',
    params: {},
  };
}

function documentState(
  document: ApplicationDocument,
  required: RequiredDocument,
  businessDate: IsoDate,
): ItemState {
  if (document.isValid === false) return 'invalid';
  const { maxAgeDays, minValidDays, coversMonths } = required;
  const { expiryDate, coversFrom, coversTo } = document;
  const lastDate = coversMonths === null ? document.issuedDate : coversTo;
  if (minValidDays !== null && expiryDate === null) return 'unknown';
  if (maxAgeDays !== null && lastDate === null) return 'unknown';
  if (coversMonths !== null && (coversFrom === null || coversTo === null)) return 'unknown';
  if (expiryDate !== null && expiryDate < addDays(businessDate, minValidDays ?? 0))
    return 'expired';
  if (maxAgeDays !== null && daysBetween(lastDate ?? businessDate, businessDate) > maxAgeDays) {
    return 'expired';
  }
  return coversMonths === null || doesCover(document, coversMonths) ? 'satisfied' : 'invalid';
}

/** The span of a statement, both ends included, must reach over whole months. */
function doesCover({ coversFrom, coversTo }: ApplicationDocument, months: number): boolean {
  if (coversFrom === null || coversTo === null) return false;
  return addMonths(coversFrom, months) <= addDays(coversTo, 1);
}

function checkConsent(
  application: ApplicationData,
  required: RequiredConsent,
  businessDate: IsoDate,
): CompletenessItem {
  const { kind, severity, appliesBefore, wordingVersion } = required;
  const states = application.consents
    .filter((consent) => consent.kind === kind)
    .map((consent) => consentState(consent, required, businessDate));
  return {
    ...item({ severity, appliesBefore }, best(states)),
    path: `/consents/${kind}`,
    kind: 'document',
    code: 'consent_given',
    params: { wordingVersion },
  };
}

function consentState(
  consent: ApplicationConsent,
  { wordingVersion, maxAgeDays }: RequiredConsent,
  businessDate: IsoDate,
): ItemState {
  if (consent.withdrawnDate !== null) return 'missing';
  if (consent.wordingVersion !== wordingVersion) return 'invalid';
  const ageDays = daysBetween(consent.givenDate, businessDate);
  return maxAgeDays !== null && ageDays > maxAgeDays ? 'expired' : 'satisfied';
}

/** Of several papers of one kind the best counts; none at all is missing. */
function best(states: readonly ItemState[]): ItemState {
  const order: readonly ItemState[] = ['satisfied', 'unknown', 'expired', 'invalid'];
  return order.find((state) => states.includes(state)) ?? 'missing';
}

function item(terms: Terms, state: ItemState): Terms & { readonly state: ItemState } {
  return { ...terms, state };
}

function check(
  path: string,
  code: ItemCode,
  {
    state,
    params = {},
  }: Pick<CompletenessItem, 'state'> & Partial<Pick<CompletenessItem, 'params'>>,
): CompletenessItem {
  return { path, kind: 'check', state, severity: 'block', appliesBefore: 'submit', code, params };
}

function fits(isWithin: boolean): ItemState {
  return isWithin ? 'satisfied' : 'invalid';
}

function isAskedFor(purposes: RequiredDocument['purposes'], { purpose }: ApplicationData): boolean {
  return purposes === null || (purpose !== null && purposes.includes(purpose));
}

/** Null and empty text are no answer. */
function valueAt(data: unknown, pointer: string): unknown {
  let value = data;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value === null || value === '' ? undefined : value;
}
