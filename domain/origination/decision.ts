/**
 * The automatic decision and its record: approve needs every rule to pass, a failed knock-out declines, anything
 * unknown goes to a person. It is kept whole with its inputs, so that a later pull of data makes a new record and
 * cannot change an old one. The tier's people decide in any case; this record tells them why they are asked.
 */
import type { IsoDate } from '../calendar.ts';
import type { RiskGrade } from '../approval/matrix.ts';
import type { Money, WireMoney } from '../money.ts';
import { compareBigint, divide, fromWireMoney, isAbove, money, toWireMoney } from '../money.ts';
import type { ApplicationData, BureauReport } from './application.ts';
import type { ProductContent } from './product.ts';
import { productCeiling } from './product.ts';
import type { RuleFacts, RuleResult } from './rules.ts';
import { ruleFacts, runRules } from './rules.ts';
import type { ScorecardContent, ScoreFactor, ScoreInputs, ScoreResult } from './scorecard.ts';
import { scoreApplication, scoreInputs } from './scorecard.ts';

/** How many reasons an applicant is given, in plain words. */
const shownReasonCount = 4;

export type Outcome = 'approve' | 'refer' | 'decline';

/** An upper bound on the amount and where it comes from. */
export type Cap = { readonly code: string; readonly amount: Money };

export type Decision = {
  readonly outcome: Outcome;
  /** Reason codes, the heaviest first. */
  readonly reasons: readonly string[];
  /** The tightest cap; null where none applies. */
  readonly cap: Cap | null;
};

/** JSON-safe, as it is stored. */
export type DecisionRecord = {
  readonly inputs: { readonly score: ScoreInputs; readonly facts: RuleFacts };
  readonly rules: readonly RuleResult[];
  readonly factors: readonly ScoreFactor[];
  readonly score: number | null;
  readonly grade: RiskGrade | null;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly caps: readonly { readonly code: string; readonly amount: WireMoney }[];
  readonly amountCap: WireMoney | null;
};

export type AssessmentInput = {
  readonly card: ScorecardContent;
  readonly product: ProductContent;
  readonly application: ApplicationData;
  readonly businessDate: IsoDate;
  /** Null when the bureau did not answer. */
  readonly bureau: BureauReport | null;
  readonly isIdentityVerified: boolean | null;
  /** The latest of the customer's loans here today. */
  readonly ownDaysPastDue: number;
  readonly largestInstallment: Money | null;
  /** Caps from elsewhere, such as the household limit less exposure. */
  readonly caps: readonly Cap[];
};

/** @throws DomainError `score_value_unbinned` */
export function assessApplication(input: AssessmentInput): DecisionRecord {
  const { card, product, application, businessDate } = input;
  const inputs = scoreInputs(application, businessDate);
  const score = scoreApplication(card, application.customerType, inputs);
  const facts = ruleFacts({ ...input, incomeHaircutPpm: card.incomeHaircutPpm });
  const results = runRules(card.rules, application.customerType, facts);
  const caps = [...input.caps, ...gradeCaps(score, product)];
  const requested = application.amount === null ? null : fromWireMoney(application.amount);
  const decision = decide({ results, score, caps, requested });
  return {
    inputs: { score: inputs, facts },
    rules: results,
    factors: score.factors,
    score: score.score,
    grade: score.grade,
    outcome: decision.outcome,
    reasons: decision.reasons,
    caps: caps.map(({ code, amount }) => ({ code, amount: toWireMoney(amount) })),
    amountCap: decision.cap === null ? null : toWireMoney(decision.cap.amount),
  };
}

/** The outcome in three-valued logic: a failed knock-out or the lowest grade declines, then anything open refers. */
export function decide({
  results,
  score,
  caps,
  requested,
}: {
  readonly results: readonly RuleResult[];
  readonly score: Pick<ScoreResult, 'grade' | 'limitPpm' | 'reasons'>;
  readonly caps: readonly Cap[];
  readonly requested: Money | null;
}): Decision {
  const cap = tightestCap(caps);
  const knockOuts = failures(results, 'decline');
  const byGrade = score.limitPpm === 0 ? ['grade_too_low', ...score.reasons] : [];
  if (knockOuts.length > 0 || byGrade.length > 0) {
    return { outcome: 'decline', reasons: [...knockOuts, ...byGrade], cap };
  }
  const isAboveCap = cap !== null && requested !== null && isAbove(requested, cap.amount);
  const open = [
    ...failures(results, 'refer'),
    ...unknowns(results),
    ...(score.grade === null ? ['no_grade'] : []),
    ...(isAboveCap ? ['amount_above_cap'] : []),
  ];
  return { outcome: open.length > 0 ? 'refer' : 'approve', reasons: open, cap };
}

/** Two caps on one amount: the tighter wins, and the first of equals. */
export function tightestCap(caps: readonly Cap[]): Cap | null {
  const sorted = caps.toSorted((a, b) => compareBigint(a.amount.minor, b.amount.minor));
  return sorted[0] ?? null;
}

/** Codes of what the case breaks and people may let pass all the same; what is only unknown is no exception. */
export function exceptionsOf({
  rules,
  reasons,
}: Pick<DecisionRecord, 'rules' | 'reasons'>): readonly string[] {
  const isAboveCap = reasons.includes('amount_above_cap');
  return [...failures(rules, 'refer'), ...(isAboveCap ? ['amount_above_cap'] : [])];
}

/** What an applicant is told of a decline; the words come from the locales by code. */
export function applicantReasons({ reasons }: Pick<Decision, 'reasons'>): readonly string[] {
  return reasons.filter((code) => code !== 'grade_too_low').slice(0, shownReasonCount);
}

function failures(results: readonly RuleResult[], whenFailed: RuleResult['whenFailed']) {
  return results
    .filter((rule) => rule.result === 'fail' && rule.whenFailed === whenFailed)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ code }) => code);
}

/** One reason per silent source, however many rules it leaves open. */
function unknowns(results: readonly RuleResult[]): readonly string[] {
  const open = results.filter(({ result }) => result === 'unknown');
  const heaviestFirst = open.toSorted((a, b) => b.weight - a.weight);
  return [...new Set(heaviestFirst.map(({ source }) => `unknown:${source}`))];
}

function gradeCaps({ limitPpm }: ScoreResult, product: ProductContent): readonly Cap[] {
  if (limitPpm === null) return [];
  const ceiling = productCeiling(product);
  const minor = divide(ceiling.minor * BigInt(limitPpm), 1_000_000n, 'down');
  return [{ code: 'grade_limit', amount: money(minor, ceiling.currency) }];
}
