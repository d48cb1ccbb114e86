/**
 * A loan with its books in memory: events are recorded, money is received, and after every step the books are brought in
 * line and asked for every invariant. A second planning never finds anything left to post.
 */
import { expect } from 'vitest';
import { checkBooks } from '../../../domain/ledger/checks.ts';
import {
  assertBalanced,
  debitBalance,
  makeEntry,
  type Entry,
  type PostedEntry,
} from '../../../domain/ledger/journal.ts';
import { planEntries } from '../../../domain/ledger/loan-books.ts';
import { receiptKey } from '../../../domain/ledger/wanted-entries.ts';
import type { LoanTerms } from '../../../domain/schedule/terms.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import type { UnrecordedEvent } from '../../../domain/servicing/loan-change.ts';
import { nonPerformingSince } from '../../../domain/servicing/performance.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import type { LoanState } from '../../../domain/servicing/state.ts';
import { startDate } from '../servicing/loans.ts';

export type Life = {
  readonly terms: LoanTerms;
  readonly events: readonly LoanEvent[];
  readonly posted: readonly PostedEntry[];
  readonly date: string;
  readonly badSince: string | null;
};

export const cny = (minor: bigint) => ({ minor, currency: 'CNY' as const });

export function stateOf({ terms, events, date }: Life): LoanState {
  return replayLoan(terms, events, date, emptyCalendar);
}

/** The event takes the next place in the loan's history. */
export function record<L extends Pick<Life, 'events'>>(life: L, event: UnrecordedEvent): L {
  const seq = life.events.length + 1;
  const recorded = {
    ...event,
    eventId: `e${seq}`,
    seq,
    recordedAt: '2036-01-15T00:00:00.000Z',
  } as LoanEvent;
  return { ...life, events: [...life.events, recorded] };
}

function keyOf({ rule, eventKey, reversesEntryId }: Entry): string {
  return `${rule}${reversesEntryId === null ? '' : '_reversal'} ${eventKey}`;
}

/** As the database would keep them: what is reversed is marked. */
export function store(posted: readonly PostedEntry[], entries: readonly Entry[]): PostedEntry[] {
  const keys = new Set(posted.map(keyOf));
  const added = entries.map((entry, index) => {
    assertBalanced(entry);
    // The database's own rule: an event makes at most one entry per posting rule.
    expect(keys.has(keyOf(entry)), keyOf(entry)).toBe(false);
    keys.add(keyOf(entry));
    return { ...entry, entryId: `${posted.length + index}`, isReversed: false };
  });
  const undone = new Set(added.map(({ reversesEntryId }) => reversesEntryId));
  const before = posted.map((entry) =>
    undone.has(entry.entryId) ? { ...entry, isReversed: true } : entry,
  );
  return [...before, ...added];
}

export function settle(life: Life, accrueToDate: boolean): Life {
  const state = stateOf(life);
  const badSince = nonPerformingSince(life.badSince, state);
  const input = {
    loanId: 'L',
    events: life.events,
    state,
    nonPerforming: badSince !== null,
    accrueToDate: accrueToDate || state.status !== 'active',
  };
  const posted = store(life.posted, planEntries({ ...input, posted: life.posted }));
  expect(checkBooks(state, posted, 0n)).toEqual([]);
  expect(planEntries({ ...input, posted })).toEqual([]);
  expect(leftOver(state, posted)).toEqual([]);
  return { ...life, posted, badSince };
}

export function receive(
  life: Life,
  event: UnrecordedEvent & { readonly paymentId: string; readonly amount: { minor: bigint } },
): Life {
  const receipt = makeEntry({
    eventKey: receiptKey(event.paymentId),
    rule: 'payment_received',
    effectiveDate: event.effectiveDate,
    parts: { amount: event.amount.minor },
    nonPerforming: false,
  });
  return record({ ...life, posted: store(life.posted, [receipt!]) }, event);
}

/** Of a loan that is over nothing is left on the balance sheet; its allowance is used up too. */
function leftOver({ status }: LoanState, posted: readonly PostedEntry[]): readonly string[] {
  const accounts = ['1101', '1102', '1111', '1112', '1113', '1119', '2103', '1191'] as const;
  if (status === 'active') return debitBalance(posted, '1191') === 0n ? [] : ['1191'];
  return accounts.filter((account) => debitBalance(posted, account) !== 0n);
}

/** 100,000.00 with 1,000.00 deducted. */
export function open(terms: LoanTerms): Life {
  const life: Life = { terms, events: [], posted: [], date: startDate, badSince: null };
  return settle(
    record(life, {
      kind: 'disbursement',
      effectiveDate: startDate,
      amount: cny(10_000_000n),
      deductedFee: cny(100_000n),
    }),
    false,
  );
}
