/**
 * The catalogue of refusals: one code per broken rule, a constant title, and a sentence made from facts.
 * An outcome (declined, expired, partly allocated) is a value and never stands here; a programmer's error is an
 * `invariant`. The HTTP status of each code is in `api/problem.ts`, its page in `docs/errors.md`.
 */
import type { Currency } from './money.ts';

export interface ProblemData {
  amount_malformed: { amount: string; currency: Currency; digits: number };
  currency_mismatch: { expected: Currency; actual: Currency };
  date_malformed: { date: string };
  idempotency_key_reused: Record<string, never>;
  illegal_transition: { subject: string; from: string; to: string; event: string };
}

export type DomainErrorCode = keyof ProblemData;

type Problem<Data> = { readonly title: string; readonly detail: (data: Data) => string };

export const problems: { readonly [C in DomainErrorCode]: Problem<ProblemData[C]> } = {
  amount_malformed: {
    title: 'Amount is not written as the currency requires',
    detail: ({ amount, currency, digits }) =>
      `"${amount}" is not an amount in ${currency}, which has exactly ${digits} decimals`,
  },
  currency_mismatch: {
    title: 'Amounts of two currencies do not mix',
    detail: ({ expected, actual }) => `Expected an amount in ${expected}, got ${actual}`,
  },
  date_malformed: {
    title: 'Date does not exist',
    detail: ({ date }) => `"${date}" is not a calendar date of the form YYYY-MM-DD`,
  },
  idempotency_key_reused: {
    title: 'This key was used for another request',
    detail: () => 'The Idempotency-Key was already used for a request with another content',
  },
  illegal_transition: {
    title: 'This step does not exist in the present state',
    detail: ({ subject, from, to, event }) =>
      `A ${subject} cannot go from ${from} to ${to} by ${event}`,
  },
};

export class DomainError<C extends DomainErrorCode = DomainErrorCode> extends Error {
  readonly code: C;
  readonly data: ProblemData[C];

  constructor(code: C, data: ProblemData[C]) {
    super(problems[code].detail(data));
    this.name = 'DomainError';
    this.code = code;
    this.data = data;
  }
}
