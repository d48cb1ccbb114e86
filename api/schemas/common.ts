/** Wire forms that many resources share. Amounts are decimal text beside a currency, dates `YYYY-MM-DD`. */
import { z, type ZodType } from 'zod';
import { isIsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { currencies, fromWireMoney, type Currency } from '../../domain/money.ts';

export const id = z.uuid().meta({ description: 'UUID version 7' });
export const isoDate = z
  .string()
  .refine(isIsoDate, {
    error: 'must be a date of the form YYYY-MM-DD',
    params: { code: 'date_malformed' },
  })
  .meta({ format: 'date' });
export const instant = z.string().meta({ format: 'date-time' });
export const currency = z.enum(currencies as [Currency, ...Currency[]]);
export const language = z.enum(['zh-CN', 'en']);

/** Text for people: trimmed, never empty. */
export function text(maxLength: number) {
  return z.string().trim().min(1).max(maxLength);
}

/** What people type to sign in. */
export const userName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.]{1,39}$/, 'must be 2 to 40 lower case letters, digits, "_" or "."');
/** A first password, to be changed by its owner. */
export const password = z.string().min(12).max(128);

/** Parts per million of a rate or a share: 154_000 is 15.4 %. */
export const ppm = z.number().int().min(0).max(100_000_000);
/** The version of a row, as in its ETag. */
export const version = z.number().int().min(1);

/** An amount in an answer. */
export const wireMoney = z
  .object({ amount: z.string().meta({ examples: ['1204.11'] }), currency })
  .meta({ id: 'Money' });

/** An amount in a request; becomes domain money. */
export const money = z
  .strictObject({
    amount: z
      .string()
      .max(24)
      .meta({ examples: ['1204.11'] }),
    currency,
  })
  .transform((value, context) => {
    try {
      return fromWireMoney(value);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { message, code } = error;
      context.addIssue({ code: 'custom', path: ['amount'], message, params: { code } });
      return z.NEVER;
    }
  });

const MAX_PAGE = 1_000_000;
const MAX_SIZE = 200;

const size = z.coerce.number().int().min(1).max(MAX_SIZE).default(50);

/** Spread into a list's query: `z.strictObject({ ...paging, status: ... })`. */
export const paging = { page: z.coerce.number().int().min(1).max(MAX_PAGE).default(1), size };

/** The query of a list without filters. */
export const pageQuery = z.strictObject(paging);

/** Spread into a timeline's query; `cursor` is the `next` of the page before. */
export const cursorPaging = { cursor: z.string().max(100).optional(), size };

/** A page of a list: `total` counts all rows of the filter, `asOf` says when it was counted. */
export function pageOf<Item extends ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    page: z.number().int(),
    size: z.number().int(),
    total: z.number().int(),
    asOf: instant,
  });
}

/** A stretch of a timeline, `next` leads to the one after; null at its end. */
export function timelineOf<Item extends ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** What this person may do with this record now; a console shows exactly these buttons. */
export const actions = z.array(z.string());
