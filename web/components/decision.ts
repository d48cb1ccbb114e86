/** An assessment of the API in the form the why-panel shows, and what would change its outcome. */
import type { z } from 'zod';
import type { assessment } from '../../api/schemas/application.ts';
import type { WireMoney } from '../../domain/money.ts';
import type { RuleResult } from '../../domain/origination/rules.ts';
import type { ScoreFactor } from '../../domain/origination/scorecard.ts';

export type Assessment = z.output<typeof assessment>;

export type Decision = {
  readonly outcome: 'approve' | 'refer' | 'decline';
  /** Codes, the heaviest first. */
  readonly reasons: readonly string[];
  readonly score: number | null;
  readonly grade: string | null;
  readonly amountCap: WireMoney | null;
  readonly rules: readonly RuleResult[];
  readonly factors: readonly ScoreFactor[];
  readonly versions: Readonly<Record<string, string>>;
  readonly createdAt: string;
};

/** The trace is stored as the rules wrote it, so its lines are of the rules' own types. */
export function toDecision(assessment: Assessment, amountCap: WireMoney | null = null): Decision {
  const { outcome, reasons, score, grade, versions, createdAt } = assessment;
  return {
    outcome,
    reasons,
    score,
    grade,
    amountCap,
    rules: assessment.rules as readonly RuleResult[],
    factors: assessment.factors as readonly ScoreFactor[],
    versions,
    createdAt,
  };
}

/** Bars are measured against the largest part. */
export function partShares(factors: readonly ScoreFactor[]): ReadonlyMap<string, number> {
  const largest = Math.max(1, ...factors.map(({ pointsHundredths }) => Math.abs(pointsHundredths)));
  return new Map(
    factors.map(({ attribute, pointsHundredths }) => [
      attribute,
      Math.abs(pointsHundredths) / largest,
    ]),
  );
}
