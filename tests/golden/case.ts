/** The shape of a golden loan in JSON, and its terms and events as the domain knows them. */
import type { Currency, Money } from '../../domain/money.ts';
import { parseAmount } from '../../domain/money.ts';
import { decimalToPpm } from '../../domain/schedule/decimal-rate.ts';
import type {
  Disbursement,
  FloatingRate,
  LoanTerms,
  PenaltyTerms,
} from '../../domain/schedule/terms.ts';
import type { CalendarYear, WorkCalendar } from '../../domain/schedule/working-days.ts';
import type { LoanEvent, TermsChange } from '../../domain/servicing/events.ts';
import { missingRepricings, type ReferenceRate } from '../../domain/servicing/repricing.ts';
import type { FeeRule } from '../../domain/servicing/fees.ts';
import type { EarlyFee } from '../../domain/servicing/product-rules.ts';
import { defaultWaterfalls, waterfallPresets } from '../../domain/servicing/waterfalls.ts';
import type { WaterfallName, WaterfallSituation } from '../../domain/servicing/waterfalls.ts';
import { fromWire, type Wire } from '../../domain/wire.ts';

type Text = string;
type MoneyPair = { readonly date: Text; readonly amount: Text };

export type GoldenTerms = Partial<
  Pick<
    LoanTerms,
    | 'currency'
    | 'method'
    | 'installments'
    | 'every'
    | 'dayCount'
    | 'installmentRate'
    | 'grace'
    | 'monthEnd'
    | 'smoothLastInstallment'
    | 'firstDueDate'
    | 'prepayment'
    | 'prepaymentInterest'
    | 'dueDateShift'
    | 'overdueInterest'
    | 'adjustInterest'
    | 'advanceMoney'
    | 'payoffInterest'
    | 'maxChargeRatePpm'
  >
> & {
  readonly disbursements: readonly MoneyPair[];
  readonly annualRate: Text;
  /** A spread below zero is taken off the reference. */
  readonly floating?: Pick<FloatingRate, 'reference' | 'repricingDay'> & { readonly spread: Text };
  readonly rounding?: Partial<
    Omit<LoanTerms['rounding'], 'installmentMultiple'> & { installmentMultiple: Text }
  >;
  readonly downPaymentPercent?: Text;
  readonly balloon?: Text;
  readonly customRows?: readonly { dueDate: Text; principal: Text; interest: Text | null }[];
  readonly penalty?: Partial<PenaltyTerms>;
  readonly waterfall?: WaterfallName;
  readonly materiality?: Text;
  readonly fees?: readonly Wire<FeeRule>[];
};

export type GoldenEvent =
  | ({ readonly type: 'payment'; readonly situation?: WaterfallSituation } & MoneyPair)
  | ({
      readonly type: 'prepayment';
      readonly strategy?: LoanTerms['prepayment'];
      readonly fee?: Text;
    } & MoneyPair)
  | ({
      readonly type: 'payoff';
      readonly quoted: Text;
      readonly goodThrough: Text;
      readonly fee?: Text;
    } & MoneyPair)
  | ({
      readonly type: 'charge';
      readonly component: 'fee' | 'penalty';
      readonly dueDate: Text;
    } & MoneyPair)
  | {
      readonly type: 'waiver';
      readonly date: Text;
      readonly component: 'interest' | 'fee' | 'penalty';
      readonly row?: number;
      readonly amount: Text;
    }
  | { readonly type: 'reversal'; readonly date: Text; readonly of: number }
  | { readonly type: 'rate_change'; readonly date: Text; readonly annualRate: Text }
  | { readonly type: 'terms_change'; readonly date: Text; readonly change: TermsChange }
  | ({ readonly type: 'refund' } & MoneyPair)
  | { readonly type: 'write_off'; readonly date: Text }
  | ({ readonly type: 'recovery' } & MoneyPair);

export type Cells = Readonly<Record<string, string | number | null>>;

export type GoldenCase = {
  readonly title: string;
  /** Where the numbers come from: a textbook, a rule, a derivation by hand. */
  readonly source: string;
  readonly terms: GoldenTerms;
  readonly calendar?: Readonly<
    Record<string, { status: CalendarYear['status']; holidays: Text[]; makeUpWorkdays: Text[] }>
  >;
  readonly events?: readonly GoldenEvent[];
  /**
   * Published values of the reference in the order in which they became `known`, on their own date unless said
   * otherwise; a further one for the same date corrects the first.
   */
  readonly referenceRates?: readonly {
    readonly date: Text;
    readonly rate: Text;
    readonly known?: Text;
  }[];
  readonly asOf?: Text;
  /** What the product charges for money that comes early. */
  readonly earlyFee?: EarlyFee;
  readonly expected: {
    readonly installment?: Text;
    readonly rowCount?: number;
    /** Rate changes in order of recording: `date rate`. */
    readonly rateChanges?: readonly Text[];
    /** Some rows and some columns; `number` finds the row. */
    readonly rows?: readonly Cells[];
    readonly totals?: Cells;
    readonly years?: readonly Cells[];
    readonly state?: Cells;
    /** Lines of the money events in order: `row component amount`. */
    readonly allocations?: readonly { readonly lines: readonly Text[]; readonly credit?: Text }[];
    readonly payoff?: { readonly date: Text; readonly rule?: LoanTerms['payoffInterest'] } & Cells;
    /** The fee of a prepayment that is only asked for. */
    readonly prepaymentFee?: MoneyPair & { readonly fee: Text };
    readonly allIn?: { readonly deducted?: Text; readonly realDays?: boolean } & Cells;
    readonly error?: Text;
  };
};

const noPenalty: PenaltyTerms = {
  upliftPpm: 500_000,
  graceDays: 3,
  startsFrom: 'due_date',
  compoundOnInterest: false,
  compoundOnPenalty: false,
  yearDays: 360,
};

/** What a case leaves unsaid is the default of the consumer product, with `half_even` rounding. */
export function goldenTerms(terms: GoldenTerms): LoanTerms {
  const currency = terms.currency ?? 'CNY';
  const optional = (text: Text | undefined) =>
    text === undefined ? null : parseAmount(text, currency);
  const { mode = 'half_even', installmentMode, installmentMultiple } = terms.rounding ?? {};
  return {
    currency,
    annualRatePpm: decimalToPpm(terms.annualRate),
    ...floatingOf(terms),
    method: terms.method ?? 'equal_installment',
    installments: terms.installments ?? 12,
    every: terms.every ?? { count: 1, unit: 'month' },
    dayCount: terms.dayCount ?? '30/360',
    installmentRate: terms.installmentRate ?? 'as_day_count',
    rounding: {
      mode,
      ...(installmentMode === undefined ? {} : { installmentMode }),
      installmentMultiple: optional(installmentMultiple),
    },
    grace: { principal: 0, interest: 0, interestFree: 0, ...terms.grace },
    monthEnd: terms.monthEnd ?? 'clamp',
    smoothLastInstallment: terms.smoothLastInstallment ?? false,
    firstDueDate: terms.firstDueDate ?? null,
    downPaymentPpm: decimalToPpm(terms.downPaymentPercent ?? '0', 4),
    prepayment: terms.prepayment ?? 'reduce_term',
    prepaymentInterest: terms.prepaymentInterest ?? 'at_due_date',
    dueDateShift: terms.dueDateShift ?? 'none',
    overdueInterest: terms.overdueInterest ?? 'penalty_only',
    balloon: optional(terms.balloon),
    customRows: customRowsOf(terms, currency),
    adjustInterest: terms.adjustInterest ?? false,
    advanceMoney: terms.advanceMoney ?? 'hold',
    payoffInterest: terms.payoffInterest ?? 'to_date',
    penalty: { ...noPenalty, ...terms.penalty },
    waterfalls: { ...defaultWaterfalls, standard: waterfallPresets[terms.waterfall ?? 'standard'] },
    materiality: optional(terms.materiality),
    maxChargeRatePpm: terms.maxChargeRatePpm ?? null,
    ...(terms.fees === undefined ? {} : { fees: fromWire<FeeRule[]>(terms.fees) }),
  };
}

function floatingOf({ annualRate, floating }: GoldenTerms): Pick<LoanTerms, 'floating'> {
  if (floating === undefined) return {};
  const { reference, repricingDay, spread } = floating;
  const spreadPpm = spread.startsWith('-') ? -decimalToPpm(spread.slice(1)) : decimalToPpm(spread);
  const referencePpm = decimalToPpm(annualRate) - spreadPpm;
  return { floating: { reference, repricingDay, spreadPpm, referencePpm, referenceDate: null } };
}

function customRowsOf({ customRows }: GoldenTerms, currency: Currency): LoanTerms['customRows'] {
  if (customRows === undefined) return null;
  return customRows.map(({ dueDate, principal, interest }) => ({
    dueDate,
    principal: parseAmount(principal, currency),
    interest: interest === null ? null : parseAmount(interest, currency),
  }));
}

export function goldenDisbursements({
  currency = 'CNY',
  disbursements,
}: GoldenTerms): readonly Disbursement[] {
  return disbursements.map(({ date, amount }) => ({ date, amount: parseAmount(amount, currency) }));
}

export function goldenCalendar({ calendar = {} }: GoldenCase): WorkCalendar {
  const years = Object.entries(calendar).map(
    ([year, { status, holidays, makeUpWorkdays }]): [number, CalendarYear] => [
      Number(year),
      { status, holidays: new Set(holidays), makeUpWorkdays: new Set(makeUpWorkdays) },
    ],
  );
  return { years: new Map(years) };
}

/** The disbursements, then the events of the case; `of` counts the latter from 1. */
export function goldenEvents({ terms, events = [] }: GoldenCase): readonly LoanEvent[] {
  const currency = terms.currency ?? 'CNY';
  const paidOut = goldenDisbursements(terms).map(({ date, amount }, index): LoanEvent => ({
    ...recorded(`d${index + 1}`, index + 1, date),
    kind: 'disbursement',
    amount,
    deductedFee: null,
  }));
  const later = events.map((event, index) =>
    eventOf(event, recorded(`e${index + 1}`, paidOut.length + index + 1, event.date), (text) =>
      parseAmount(text, currency),
    ),
  );
  return [...paidOut, ...later];
}

/** The events of the case with the repricings that its published rates cause, recorded until the next rate is known. */
export function recordRepricings(
  golden: GoldenCase,
  given: readonly LoanEvent[],
  asOf: Text,
): readonly LoanEvent[] {
  const terms = goldenTerms(golden.terms);
  if (terms.floating === undefined) return given;
  const { reference } = terms.floating;
  const openedDate = given[0]!.effectiveDate;
  const rates: ReferenceRate[] = [];
  let events = given;
  const published = golden.referenceRates ?? [];
  for (const [index, { date, rate }] of published.entries()) {
    const ratePpm = decimalToPpm(rate);
    rates.push({ reference, effectiveDate: date, number: index + 1, ratePpm });
    const next = published[index + 1];
    const throughDate = next === undefined ? asOf : (next.known ?? next.date);
    const missing = missingRepricings({ terms, openedDate, events, rates, throughDate });
    const added = missing.map(({ event }, at): LoanEvent => {
      const seq = events.length + at + 1;
      return { ...event, ...recorded(`r${seq}`, seq, event.effectiveDate) };
    });
    events = [...events, ...added];
  }
  return events;
}

function recorded(eventId: string, seq: number, date: Text) {
  return { eventId, seq, effectiveDate: date, recordedAt: `${date}T02:00:00.000Z` };
}

function eventOf(
  event: GoldenEvent,
  base: ReturnType<typeof recorded>,
  amountOf: (text: Text) => Money,
): LoanEvent {
  const paymentId = base.eventId;
  const optional = (text: Text | undefined) => (text === undefined ? null : amountOf(text));
  switch (event.type) {
    case 'payment': {
      const { situation = 'standard' } = event;
      return { ...base, kind: 'payment', paymentId, amount: amountOf(event.amount), situation };
    }
    case 'prepayment': {
      const { strategy = null } = event;
      const fee = optional(event.fee);
      return {
        ...base,
        kind: 'prepayment',
        paymentId,
        amount: amountOf(event.amount),
        strategy,
        fee,
      };
    }
    case 'payoff':
      return {
        ...base,
        kind: 'payoff',
        paymentId,
        amount: amountOf(event.amount),
        quotedAmount: amountOf(event.quoted),
        goodThroughDate: event.goodThrough,
        fee: optional(event.fee),
      };
    case 'charge': {
      const { component, dueDate } = event;
      return {
        ...base,
        kind: 'charge',
        component,
        code: 'test',
        amount: amountOf(event.amount),
        dueDate,
      };
    }
    case 'waiver': {
      const { component, row = null, amount } = event;
      const lines = [{ component, installmentNumber: row, amount: amountOf(amount) }];
      return { ...base, kind: 'waiver', reason: 'goodwill', lines };
    }
    case 'reversal':
      return {
        ...base,
        kind: 'reversal',
        reversedEventId: `e${event.of}`,
        reason: 'returned',
        railCode: null,
      };
    case 'rate_change':
      return { ...base, kind: 'rate_change', annualRatePpm: decimalToPpm(event.annualRate) };
    case 'terms_change':
      return { ...base, kind: 'terms_change', change: event.change, reason: 'golden' };
    case 'refund':
      return { ...base, kind: 'refund', amount: amountOf(event.amount) };
    case 'write_off':
      return { ...base, kind: 'write_off', reason: 'golden' };
    case 'recovery':
      return { ...base, kind: 'recovery', paymentId, amount: amountOf(event.amount) };
  }
}
