/**
 * Floating rates 浮动利率: a published reference rate 贷款市场报价利率 plus the spread 加点 of the contract, priced anew on
 * the loan's repricing days 重定价日 (中国人民银行公告〔2019〕第15号 and 第30号: check the official text before relying on
 * them). Between two repricing days a published rate changes nothing. What a repricing does to a loan is a rate change
 * like any other; here stands only when it is due and to which rate. Everything follows from the contract, the recorded
 * events and the published rates, so a rate that was published late or corrected gives the same loan in the end.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays, addMonths, civil, isoDate, minDate } from '../calendar.ts';
import type { FloatingRate, FloatingTerms, LoanTerms, RateReference } from '../schedule/terms.ts';
import type { LoanEvent, RateChangeEvent } from './events.ts';
import { effectiveEvents } from './order.ts';

/** A published value, in force from its date until the next one of the same reference. */
export type ReferenceRate = {
  readonly reference: RateReference;
  readonly effectiveDate: IsoDate;
  /** Counts the entries for one date: the highest is the one that holds. */
  readonly number: number;
  readonly ratePpm: number;
};

/** Months between repricing days counted from the first disbursement; january_first follows the civil year. */
const monthsApart = { anniversary: 12, quarterly: 3, monthly: 1 } as const;

/**
 * The first repricing day after a date. A month without the day of the first disbursement takes its last day.
 * @param openedDate of the first disbursement, which is no repricing day itself
 */
export function nextRepricingDate(
  { repricingDay }: Pick<FloatingRate, 'repricingDay'>,
  openedDate: IsoDate,
  afterDate: IsoDate,
): IsoDate {
  const from = afterDate < openedDate ? openedDate : afterDate;
  const { year, month } = civil(from);
  if (repricingDay === 'january_first') return isoDate({ year: year + 1, month: 1, day: 1 });
  const opened = civil(openedDate);
  const step = monthsApart[repricingDay];
  const elapsed = (year - opened.year) * 12 + month - opened.month;
  let count = Math.max(Math.floor(elapsed / step), 1);
  while (addMonths(openedDate, count * step) <= from) count += 1;
  return addMonths(openedDate, count * step);
}

/** The value in force on a date, or null before the first one. */
export function rateInForce(
  rates: readonly ReferenceRate[],
  reference: RateReference,
  date: IsoDate,
): ReferenceRate | null {
  let found: ReferenceRate | null = null;
  for (const rate of rates) {
    if (rate.reference !== reference || rate.effectiveDate > date) continue;
    if (found === null || isLater(rate, found)) found = rate;
  }
  return found;
}

function isLater(a: ReferenceRate, b: ReferenceRate): boolean {
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate > b.effectiveDate;
  return a.number > b.number;
}

/** Reference plus spread, never below nothing nor above what the loan may cost in all. */
export function contractRatePpm(
  { spreadPpm }: Pick<FloatingRate, 'spreadPpm'>,
  referencePpm: number,
  maxChargeRatePpm: LoanTerms['maxChargeRatePpm'],
): number {
  return Math.max(0, Math.min(referencePpm + spreadPpm, maxChargeRatePpm ?? Infinity));
}

/** Terms as the contract pins them: the reference, its value on the day of the offer, spread and repricing day. */
export function floatingTerms(rate: FloatingRate, from: ReferenceRate): FloatingTerms {
  const { reference, spreadPpm, repricingDay } = rate;
  const { ratePpm: referencePpm, effectiveDate: referenceDate } = from;
  return { reference, spreadPpm, repricingDay, referencePpm, referenceDate };
}

export type RepricingRequest = {
  readonly terms: LoanTerms;
  /** Of the first disbursement. */
  readonly openedDate: IsoDate;
  /** All that are recorded. */
  readonly events: readonly LoanEvent[];
  readonly rates: readonly ReferenceRate[];
  /** Repricing days up to this one, included. */
  readonly throughDate: IsoDate;
};

/** A rate change still to be recorded, and the rate that held on its day until now. */
export type Repricing = {
  readonly event: Omit<RateChangeEvent, 'eventId' | 'seq' | 'recordedAt'> &
    Required<Pick<RateChangeEvent, 'referenceRate'>>;
  readonly ratePpmBefore: number;
  /** How many repricings of the same day were recorded before: more than one corrected the first. */
  readonly recordedCount: number;
};

/**
 * What the repricing days up to a date ask for and the events do not yet say. A day on which the rate stays as it is
 * asks for nothing. A rate that people agreed holds until the next repricing day; a restructure that names a rate ends
 * the float.
 * @returns in order of date; none for a loan with a fixed rate, and none again once they are recorded
 */
export function missingRepricings(request: RepricingRequest): readonly Repricing[] {
  const { terms, openedDate, rates, throughDate } = request;
  const { floating } = terms;
  if (floating === undefined) return [];
  const settings = rateSettings(request.events, throughDate);
  const endDate = floatEnd(settings);
  const lastDate = endDate === null ? throughDate : minDate(throughDate, addDays(endDate, -1));
  const missing: Repricing[] = [];
  let date = nextRepricingDate(floating, openedDate, openedDate);
  while (date <= lastDate) {
    const found = repriceOn(date, { terms, floating, settings, rates, missing });
    if (found !== null) missing.push(found);
    date = nextRepricingDate(floating, openedDate, date);
  }
  return missing;
}

type OnOneDay = Pick<RepricingRequest, 'terms' | 'rates'> & {
  readonly floating: FloatingTerms;
  readonly settings: readonly RateSetting[];
  readonly missing: readonly Repricing[];
};

function repriceOn(
  date: IsoDate,
  { terms, floating, settings, rates, missing }: OnOneDay,
): Repricing | null {
  const inForce = rateInForce(rates, floating.reference, date);
  if (inForce === null) return null;
  const annualRatePpm = contractRatePpm(floating, inForce.ratePpm, terms.maxChargeRatePpm);
  const sameDay = settings.filter((one) => one.isRepricing && one.date === date);
  const recorded = sameDay.at(-1)?.annualRatePpm;
  const ratePpmBefore = recorded ?? rateBefore(date, { terms, settings, missing });
  if (annualRatePpm === ratePpmBefore) return null;
  const { reference, effectiveDate, ratePpm } = inForce;
  const referenceRate = { reference, effectiveDate, ratePpm };
  const event = { kind: 'rate_change', effectiveDate: date, annualRatePpm, referenceRate } as const;
  return { event, ratePpmBefore, recordedCount: sameDay.length };
}

/** The last rate set before a day, by what is recorded and what is about to be. */
function rateBefore(
  date: IsoDate,
  { terms, settings, missing }: Pick<OnOneDay, 'terms' | 'settings' | 'missing'>,
): number {
  const recorded = settings.findLast((one) => one.date < date);
  const added = missing.at(-1)?.event;
  const isNewer = added !== undefined && added.effectiveDate >= (recorded?.date ?? '');
  return (isNewer ? added.annualRatePpm : recorded?.annualRatePpm) ?? terms.annualRatePpm;
}

type RateSetting = {
  readonly date: IsoDate;
  readonly annualRatePpm: number;
  readonly isRepricing: boolean;
  readonly isRestructure: boolean;
};

/** Every event that sets the contract rate, in replay order. */
function rateSettings(events: readonly LoanEvent[], throughDate: IsoDate): readonly RateSetting[] {
  return effectiveEvents(events, throughDate).flatMap((event): RateSetting[] => {
    const { effectiveDate: date } = event;
    if (event.kind === 'rate_change') {
      const { annualRatePpm, referenceRate } = event;
      return [
        { date, annualRatePpm, isRepricing: referenceRate !== undefined, isRestructure: false },
      ];
    }
    if (event.kind !== 'terms_change' || event.change.type !== 'restructure') return [];
    const { annualRatePpm } = event.change;
    return annualRatePpm === null
      ? []
      : [{ date, annualRatePpm, isRepricing: false, isRestructure: true }];
  });
}

/** The day from which a restructure has fixed the rate. */
function floatEnd(settings: readonly RateSetting[]): IsoDate | null {
  return settings.find(({ isRestructure }) => isRestructure)?.date ?? null;
}

/** When a loan is priced next; null for a fixed rate, also one that a restructure fixed. */
export function upcomingRepricingDate(
  terms: LoanTerms,
  openedDate: IsoDate,
  events: readonly LoanEvent[],
  businessDate: IsoDate,
): IsoDate | null {
  if (terms.floating === undefined) return null;
  if (floatEnd(rateSettings(events, businessDate)) !== null) return null;
  return nextRepricingDate(terms.floating, openedDate, businessDate);
}
