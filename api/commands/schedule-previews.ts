/** A schedule for terms that belong to no loan yet. Nothing is written; each row says how it came about. */
import type { Kysely } from 'kysely';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { findReferenceRate } from '../../db/queries/reference-rates.ts';
import type { DB } from '../../db/tables.ts';
import { minDate, type IsoDate } from '../../domain/calendar.ts';
import { fromWireMoney, type WireMoney } from '../../domain/money.ts';
import { allInAnnualRate, type AllInRate } from '../../domain/schedule/all-in-rate.ts';
import { buildSchedule } from '../../domain/schedule/build.ts';
import { defaultTerms } from '../../domain/schedule/default-terms.ts';
import {
  termsFromWire,
  type FloatingRate,
  type FloatingTerms,
  type LoanTerms,
  type Schedule,
  type WireTerms,
} from '../../domain/schedule/terms.ts';
import { contractRatePpm, nextRepricingDate } from '../../domain/servicing/repricing.ts';
import { refuseRequest } from '../problem.ts';

/** `referencePpm` is what the caller assumes; left out, the value in force when the money is paid out. */
export type AssumedFloatingRate = FloatingRate & { readonly referencePpm?: number | undefined };

export type PreviewInput = {
  readonly terms: Pick<WireTerms, 'currency' | 'method' | 'installments'> & {
    readonly [T in Exclude<keyof WireTerms, 'floating'>]?: WireTerms[T] | undefined;
  } & { readonly floating?: AssumedFloatingRate | undefined };
  readonly disbursements: readonly { readonly date: string; readonly amount: WireMoney }[];
  readonly fees: readonly { readonly date: string; readonly amount: WireMoney }[];
};

export type SchedulePreview = {
  readonly schedule: Schedule;
  readonly allIn: AllInRate;
  /** With the day on which the schedule would first change; null for a fixed rate. */
  readonly floating:
    | (FloatingTerms & { readonly annualRatePpm: number; readonly firstRepricingDate: IsoDate })
    | null;
};

/**
 * A floating rate is shown as if the reference never changed.
 * @throws DomainError what `buildSchedule` refuses, `request_invalid` where no reference rate is known
 */
export async function previewSchedule(
  db: Kysely<DB>,
  { terms: given, disbursements, fees }: PreviewInput,
): Promise<SchedulePreview> {
  const paidOut = disbursements.map(dated);
  const openedDate = paidOut.map(({ date }) => date).reduce(minDate);
  const terms = withDefaults({ ...given, ...(await priceOf(db, given, openedDate)) });
  const schedule = buildSchedule(terms, paidOut, await readWorkCalendar(db));
  const known = fees.map(dated);
  const allIn = allInAnnualRate({ terms, disbursements: paidOut, schedule, fees: known });
  return { schedule, allIn, floating: presentFloating(terms, openedDate) };
}

function presentFloating(
  { floating, annualRatePpm }: LoanTerms,
  openedDate: IsoDate,
): SchedulePreview['floating'] {
  if (floating === undefined) return null;
  const firstRepricingDate = nextRepricingDate(floating, openedDate, openedDate);
  return { ...floating, annualRatePpm, firstRepricingDate };
}

async function priceOf(
  db: Kysely<DB>,
  { annualRatePpm, floating, maxChargeRatePpm = null }: PreviewInput['terms'],
  openedDate: IsoDate,
): Promise<{ annualRatePpm: number; floating?: FloatingTerms }> {
  if (floating === undefined) return { annualRatePpm: annualRatePpm ?? refuseUnpriced() };
  const { referencePpm: assumed, ...rate } = floating;
  const { reference } = rate;
  const inForce = assumed === undefined ? await findReferenceRate(db, reference, openedDate) : null;
  const referencePpm = assumed ?? inForce?.ratePpm ?? refuseUnpriced();
  return {
    annualRatePpm: contractRatePpm(rate, referencePpm, maxChargeRatePpm),
    floating: { ...rate, referencePpm, referenceDate: inForce?.effectiveDate ?? null },
  };
}

function refuseUnpriced(): never {
  const detail = 'A rate is needed: annualRatePpm, or floating with a reference rate that is known';
  return refuseRequest([{ in: 'body', pointer: '/terms', detail }]);
}

function dated({ date, amount }: { readonly date: string; readonly amount: WireMoney }) {
  return { date, amount: fromWireMoney(amount) };
}

function withDefaults(given: object): LoanTerms {
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return termsFromWire({ ...defaultTerms, ...Object.fromEntries(named) } as WireTerms);
}
