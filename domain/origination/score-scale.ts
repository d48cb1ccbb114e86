/**
 * The statistics behind a scorecard: weight of evidence, information value, and the scale that turns odds into
 * points. Used when a card is made or explained; scoring itself adds whole hundredths of points. These are
 * estimates and so the one place where the domain holds fractions.
 */

/** Goods and bads of one bin in the training data. */
export type BinCount = { readonly goodCount: number; readonly badCount: number };

export type ScoreScale = {
  /** `base` points stand for `odds` goods to one bad. */
  readonly base: number;
  readonly odds: number;
  /** Points that double the odds. */
  readonly pdo: number;
};

/** ln(share of goods ÷ share of bads) per bin; a half is added to both counts of a bin in which one is empty. */
export function weightsOfEvidence(bins: readonly BinCount[]): readonly number[] {
  return shares(bins).map(({ good, bad }) => Math.log(good / bad));
}

/** Σ (share of goods − share of bads) × WoE: below 0.02 an attribute says nothing, above 0.5 suspect leakage. */
export function informationValue(bins: readonly BinCount[]): number {
  return shares(bins).reduce((sum, { good, bad }) => sum + (good - bad) * Math.log(good / bad), 0);
}

/** Points of one unit of log odds. */
export function scaleFactor({ pdo }: ScoreScale): number {
  return pdo / Math.LN2;
}

/** Points at even odds. */
export function scaleOffset(scale: ScoreScale): number {
  return scale.base - scaleFactor(scale) * Math.log(scale.odds);
}

export function pointsOfEvidence(scale: ScoreScale, beta: number, woe: number): number {
  return scaleFactor(scale) * beta * woe;
}

/** Goods to one bad that a score stands for. */
export function oddsAt(scale: ScoreScale, score: number): number {
  return Math.exp((score - scaleOffset(scale)) / scaleFactor(scale));
}

/** The probability of default a score stands for, in whole ppm. */
export function defaultProbabilityPpm(scale: ScoreScale, score: number): number {
  return Math.round(1_000_000 / (1 + oddsAt(scale, score)));
}

function shares(
  bins: readonly BinCount[],
): readonly { readonly good: number; readonly bad: number }[] {
  const goods = bins.reduce((sum, { goodCount }) => sum + goodCount, 0);
  const bads = bins.reduce((sum, { badCount }) => sum + badCount, 0);
  return bins.map(({ goodCount, badCount }) => {
    const added = goodCount === 0 || badCount === 0 ? 0.5 : 0;
    return { good: (goodCount + added) / goods, bad: (badCount + added) / bads };
  });
}
