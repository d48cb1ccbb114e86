/**
 * Scorecards as data: bins and points per attribute, applied to what the application says. The score is the base
 * points plus the points of each attribute's bin, rounded half up; reasons are the attributes farthest below their
 * best bin. A value that no bin takes is an error in the card, never zero points; an answer that was not given
 * has a bin of its own.
 */
import type { IsoDate } from '../calendar.ts';
import { fullYears } from '../calendar.ts';
import type { CustomerType, RiskGrade } from '../approval/matrix.ts';
import { DomainError } from '../errors.ts';
import { divide, fromWireMoney } from '../money.ts';
import type { ApplicationData } from './application.ts';
import type { Rule } from './rules.ts';

export const scoreAttributes = [
  'durationMonths',
  'amount',
  'ageYears',
  'employment',
  'checkingStatus',
  'savings',
  'creditHistory',
  'purpose',
  'property',
  'housing',
  'job',
  'otherInstallmentPlans',
  'otherParties',
  'existingCreditCount',
  'dependantCount',
  'residenceYears',
] as const;

export type ScoreAttribute = (typeof scoreAttributes)[number];

/** Null is *not collected*. `amount` is in whole units of the card's currency. */
export type ScoreInputs = { readonly [A in ScoreAttribute]: string | number | null };

export type ScorecardContent = {
  readonly name: string;
  /** Where the points come from, and under which licence. */
  readonly source: string;
  readonly trainedDate: IsoDate;
  readonly customerTypes: readonly CustomerType[];
  readonly currency: string;
  /** `base` points stand for `odds` goods to one bad; `pdo` more points double the odds. */
  readonly base: number;
  readonly odds: number;
  readonly pdo: number;
  readonly basePointsHundredths: number;
  /** With fewer answers than this there is no score and no grade, and a person decides. */
  readonly minKnownCount: number;
  readonly attributes: readonly ScorecardAttribute[];
  /** From the best to the worst; the last takes every score, and a limit of 0 declines. */
  readonly grades: readonly GradeBand[];
  /** Knock-out and referral rules that go with the card. */
  readonly rules: readonly Rule[];
  /** Off income that nothing verifies. */
  readonly incomeHaircutPpm: number;
};

export type ScorecardAttribute = {
  readonly name: ScoreAttribute;
  readonly bins: readonly ScoreBin[];
};

/** `[from, to)`, a list of values, or the answer that is missing. */
export type ScoreBin = ScorePoints &
  (
    | { readonly kind: 'range'; readonly from: number | null; readonly to: number | null }
    | { readonly kind: 'values'; readonly values: readonly string[] }
    | { readonly kind: 'missing' }
  );

type ScorePoints = {
  readonly pointsHundredths: number;
  /** Shown when this bin costs the applicant the most points. */
  readonly reason: string;
};

export type GradeBand = {
  readonly grade: RiskGrade;
  /** Lowest score of the band; null takes the rest. */
  readonly from: number | null;
  /** How much of the product's ceiling the grade may have. */
  readonly limitPpm: number;
};

/** One line of the trace that is kept with the decision. */
export type ScoreFactor = {
  readonly attribute: ScoreAttribute;
  readonly value: string | number | null;
  readonly pointsHundredths: number;
  /** Below the attribute's best bin, 0 or more. */
  readonly shortfallHundredths: number;
  readonly reason: string;
};

export type ScoreResult = {
  /** Null when the card does not apply or too little is known; the grade then is null, too. */
  readonly score: number | null;
  readonly grade: RiskGrade | null;
  readonly limitPpm: number | null;
  readonly factors: readonly ScoreFactor[];
  /** Greatest shortfall first; attributes in their best bin give none. */
  readonly reasons: readonly string[];
};

const nothing: ScoreResult = { score: null, grade: null, limitPpm: null, factors: [], reasons: [] };

/**
 * @throws DomainError `score_value_unbinned` when a bin is missing in the card
 */
export function scoreApplication(
  card: ScorecardContent,
  customerType: CustomerType,
  inputs: ScoreInputs,
): ScoreResult {
  if (!card.customerTypes.includes(customerType)) return nothing;
  const factors = card.attributes.map((attribute) =>
    scoreAttribute(attribute, inputs[attribute.name]),
  );
  const knownCount = factors.filter(({ value }) => value !== null).length;
  const reasons = reasonsOf(factors);
  if (knownCount < card.minKnownCount) return { ...nothing, factors, reasons };
  const hundredths = factors.reduce(
    (sum, factor) => sum + factor.pointsHundredths,
    card.basePointsHundredths,
  );
  const score = Number(divide(BigInt(hundredths), 100n, 'half_up'));
  return { score, ...gradeOf(card, score), factors, reasons };
}

/** The grade of a score, and the share of the product's ceiling that goes with it. */
export function gradeOf(
  { grades, name }: ScorecardContent,
  score: number,
): { readonly grade: RiskGrade; readonly limitPpm: number } {
  const band = grades.find(({ from }) => from === null || score >= from);
  if (band === undefined) throw unbinned(name, score);
  return { grade: band.grade, limitPpm: band.limitPpm };
}

/** What the card reads, out of an application as of a business date. */
export function scoreInputs(application: ApplicationData, businessDate: IsoDate): ScoreInputs {
  const { applicant, amount, installmentCount, purpose } = application;
  return {
    durationMonths: installmentCount,
    amount: amount === null ? null : wholeUnits(amount),
    ageYears: applicant.birthDate ? fullYears(applicant.birthDate, businessDate) : null,
    employment: answer(applicant.employment),
    checkingStatus: answer(applicant.checkingStatus),
    savings: answer(applicant.savings),
    creditHistory: answer(applicant.creditHistory),
    purpose,
    property: answer(applicant.property),
    housing: answer(applicant.housing),
    job: answer(applicant.job),
    otherInstallmentPlans: answer(applicant.otherInstallmentPlans),
    otherParties: answer(applicant.otherParties),
    existingCreditCount: answer(applicant.existingCreditCount),
    dependantCount: answer(applicant.dependantCount),
    residenceYears: answer(applicant.residenceYears),
  };
}

/** An answer that is absent is one that was not given. */
function answer<T>(value: T | null | undefined): T | null {
  return value ?? null;
}

function scoreAttribute(
  { name, bins }: ScorecardAttribute,
  value: string | number | null,
): ScoreFactor {
  const bin = bins.find((candidate) => takes(candidate, value));
  if (bin === undefined) throw unbinned(name, value);
  const best = Math.max(...bins.map(({ pointsHundredths }) => pointsHundredths));
  const { pointsHundredths, reason } = bin;
  return {
    attribute: name,
    value,
    pointsHundredths,
    shortfallHundredths: best - pointsHundredths,
    reason,
  };
}

function takes(bin: ScoreBin, value: string | number | null): boolean {
  switch (bin.kind) {
    case 'missing':
      return value === null;
    case 'values':
      return typeof value === 'string' && bin.values.includes(value);
    case 'range':
      return (
        typeof value === 'number' &&
        (bin.from === null || value >= bin.from) &&
        (bin.to === null || value < bin.to)
      );
  }
}

function reasonsOf(factors: readonly ScoreFactor[]): readonly string[] {
  return factors
    .filter(({ shortfallHundredths }) => shortfallHundredths > 0)
    .toSorted((a, b) => b.shortfallHundredths - a.shortfallHundredths)
    .map(({ reason }) => reason);
}

function wholeUnits(amount: NonNullable<ApplicationData['amount']>): number {
  const { minor } = fromWireMoney(amount);
  const decimals = amount.amount.split('.')[1]?.length ?? 0;
  return Number(minor / 10n ** BigInt(decimals));
}

function unbinned(attribute: string, value: string | number | null) {
  return new DomainError('score_value_unbinned', { attribute, value: String(value) });
}
