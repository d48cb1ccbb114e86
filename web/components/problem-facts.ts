/** What a refusal says to a person besides its sentence, and whether it means that something has moved. */
import type { WireMoney } from '../../domain/money.ts';
import type { Problem } from '../api/problem.ts';

const standard = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'errors']);

export type Fact =
  | { readonly name: string; readonly kind: 'money'; readonly value: WireMoney }
  | { readonly name: string; readonly kind: 'date' | 'instant' | 'text'; readonly value: string }
  | { readonly name: string; readonly kind: 'number'; readonly value: number };

/** The facts of a refusal that say something to a person; identifiers and lists do not. */
export function problemFacts(problem: Problem): readonly Fact[] {
  return Object.entries(problem).flatMap(([name, value]) => {
    if (standard.has(name) || /Ids?$|Hash$/.test(name)) return [];
    const fact = toFact(name, value);
    return fact === null ? [] : [fact];
  });
}

/** Refusals that mean that something has moved since the page was read. */
const conflictCodes = new Set([
  'stale_version',
  'stage_not_open',
  'stage_claimed',
  'case_claimed',
  'illegal_transition',
  'quote_stale',
  'offer_changed',
  'change_not_open',
  'condition_not_open',
  'clock_moving',
  'case_ended',
  'already_voted',
  'payment_not_in_suspense',
  'counter_offer_closed',
]);

export function isConflict(problem: Problem): boolean {
  return problem.status === 409 && conflictCodes.has(problem.code);
}

function toFact(name: string, value: unknown): Fact | null {
  if (typeof value === 'number') return { name, kind: 'number', value };
  if (isWireMoney(value)) return { name, kind: 'money', value };
  if (typeof value !== 'string') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { name, kind: 'date', value };
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return { name, kind: 'instant', value };
  return { name, kind: 'text', value };
}

export function isWireMoney(value: unknown): value is WireMoney {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}
