/** The statement tells a borrower what is still owed, also after the claim has left the books. */
import { expect, test } from 'vitest';
import type { PostedEntry } from '../../../domain/ledger/journal.ts';
import { planEntries } from '../../../domain/ledger/loan-books.ts';
import { statementLines } from '../../../domain/ledger/statement.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import type { LoanEvent } from '../../../domain/servicing/events.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import { runningTerms } from '../../support/lending.ts';

const cny = (minor: bigint) => ({ minor, currency: 'CNY' as const });

test('statementLines() takes what is recovered off the debt it pays', () => {
  const at = (seq: number, effectiveDate: string) => ({
    eventId: `e${seq}`,
    seq,
    effectiveDate,
    recordedAt: '2036-01-15T00:00:00.000Z',
  });
  const events: readonly LoanEvent[] = [
    { ...at(1, '2036-01-15'), kind: 'disbursement', amount: cny(10_000_000n), deductedFee: null },
    { ...at(2, '2036-05-01'), kind: 'write_off', reason: 'bankruptcy' },
    { ...at(3, '2036-05-02'), kind: 'recovery', paymentId: 'p3', amount: cny(10_050_000n) },
  ];
  const state = replayLoan(runningTerms, events, '2036-05-02', emptyCalendar);
  const input = { loanId: 'L', events, state, posted: [], nonPerforming: true };
  const entries = planEntries({ ...input, accrueToDate: true });
  const posted = entries.map((entry, index): PostedEntry => ({
    ...entry,
    entryId: `${index}`,
    isReversed: false,
  }));
  const recovered = statementLines(posted).find(({ kind }) => kind === 'recovery');
  const [paid] = state.allocations;
  const of = (component: string) =>
    (paid?.lines ?? [])
      .filter((line) => line.component === component)
      .reduce((total, { amountMinor }) => total - amountMinor, 0n);
  expect(recovered).toMatchObject({
    amountMinor: -10_050_000n,
    principalMinor: of('principal'),
    interestMinor: of('interest'),
    penaltyMinor: of('penalty'),
    principalAfterMinor: state.principalOutstandingMinor,
  });
  // Row by row, principal before interest before penalty.
  expect(recovered?.principalAfterMinor).toBe(149_192n);
});
