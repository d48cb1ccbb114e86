/** A schedule for terms that belong to no loan yet. Nothing is written; each row says how it came about. */
import type { Kysely } from 'kysely';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import type { DB } from '../../db/tables.ts';
import { fromWireMoney, type WireMoney } from '../../domain/money.ts';
import { allInAnnualRate, type AllInRate } from '../../domain/schedule/all-in-rate.ts';
import { buildSchedule } from '../../domain/schedule/build.ts';
import {
  termsFromWire,
  type LoanTerms,
  type Schedule,
  type WireTerms,
} from '../../domain/schedule/terms.ts';
import { defaultWaterfalls } from '../../domain/servicing/waterfalls.ts';

export type PreviewInput = {
  readonly terms: Pick<WireTerms, 'currency' | 'annualRatePpm' | 'method' | 'installments'> & {
    readonly [T in keyof WireTerms]?: WireTerms[T] | undefined;
  };
  readonly disbursements: readonly { readonly date: string; readonly amount: WireMoney }[];
  readonly fees: readonly { readonly date: string; readonly amount: WireMoney }[];
};

export type SchedulePreview = { readonly schedule: Schedule; readonly allIn: AllInRate };

/** @throws DomainError what `buildSchedule` refuses */
export async function previewSchedule(
  db: Kysely<DB>,
  { terms: given, disbursements, fees }: PreviewInput,
): Promise<SchedulePreview> {
  const terms = withDefaults(given);
  const paidOut = disbursements.map(dated);
  const schedule = buildSchedule(terms, paidOut, await readWorkCalendar(db));
  const known = fees.map(dated);
  const allIn = allInAnnualRate({ terms, disbursements: paidOut, schedule, fees: known });
  return { schedule, allIn };
}

function dated({ date, amount }: { readonly date: string; readonly amount: WireMoney }) {
  return { date, amount: fromWireMoney(amount) };
}

/** Those of a consumer loan (rule book section 3.1). */
const defaults: Omit<WireTerms, 'currency' | 'annualRatePpm' | 'method' | 'installments'> = {
  every: { count: 1, unit: 'month' },
  dayCount: '30/360',
  installmentRate: 'as_day_count',
  rounding: { mode: 'half_up', installmentMultiple: null },
  grace: { principal: 0, interest: 0, interestFree: 0 },
  monthEnd: 'clamp',
  smoothLastInstallment: false,
  firstDueDate: null,
  downPaymentPpm: 0,
  prepayment: 'reduce_term',
  prepaymentInterest: 'at_due_date',
  dueDateShift: 'none',
  overdueInterest: 'penalty_only',
  balloon: null,
  customRows: null,
  adjustInterest: false,
  advanceMoney: 'hold',
  payoffInterest: 'to_date',
  penalty: {
    upliftPpm: 500_000,
    graceDays: 3,
    startsFrom: 'due_date',
    compoundOnInterest: false,
    compoundOnPenalty: false,
    yearDays: 360,
  },
  waterfalls: defaultWaterfalls,
  materiality: null,
  maxChargeRatePpm: null,
};

function withDefaults(given: PreviewInput['terms']): LoanTerms {
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return termsFromWire({ ...defaults, ...Object.fromEntries(named) } as WireTerms);
}
