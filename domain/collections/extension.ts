/**
 * How far an extension 展期 may carry a loan: a later maturity agreed before maturity with nothing else changed. The
 * limit depends on the original term and is data, from 贷款通则 (1996) by default: check the official text before
 * relying on it.
 */
import type { IsoDate } from '../calendar.ts';
import { addMonths } from '../calendar.ts';
import { invariant } from '../invariant.ts';

export type ExtensionLimit = {
  /** Original terms up to this many months; null takes all longer ones. */
  readonly upToMonths: number | null;
  /** Total extension in ppm of the original term, and in months; the shorter holds. */
  readonly maxPpmOfTerm: number | null;
  readonly maxMonths: number | null;
};

/** Up to a year: the term once more; up to five years: half of it; longer: three years. */
export const lendingGeneralRules: readonly ExtensionLimit[] = [
  { upToMonths: 12, maxPpmOfTerm: 1_000_000, maxMonths: null },
  { upToMonths: 60, maxPpmOfTerm: 500_000, maxMonths: null },
  { upToMonths: null, maxPpmOfTerm: null, maxMonths: 36 },
];

/** Whole months by which a loan of this original term may be extended in all. */
export function maxExtensionMonths(
  originalMonths: number,
  limits: readonly ExtensionLimit[] = lendingGeneralRules,
): number {
  const limit = limits.find(
    ({ upToMonths }) => upToMonths === null || originalMonths <= upToMonths,
  );
  invariant(limit !== undefined, 'the last extension limit takes every term');
  const { maxPpmOfTerm, maxMonths } = limit;
  const bounds = [
    ...(maxPpmOfTerm === null ? [] : [Math.floor((originalMonths * maxPpmOfTerm) / 1_000_000)]),
    ...(maxMonths === null ? [] : [maxMonths]),
  ];
  return bounds.length === 0 ? 0 : Math.min(...bounds);
}

export function latestMaturityDate(
  originalMaturityDate: IsoDate,
  originalMonths: number,
  limits: readonly ExtensionLimit[] = lendingGeneralRules,
): IsoDate {
  return addMonths(originalMaturityDate, maxExtensionMonths(originalMonths, limits));
}
