/**
 * The statement of a loan 对账单: what its entries changed for the borrower, by effective date. An entry that was
 * undone is left out with its reversal, and what only moves inside the books (suspense, performance, allowance) does
 * not concern the borrower.
 */
import type { IsoDate } from '../calendar.ts';
import type { Component } from '../schedule/terms.ts';
import { creditBalance, debitBalance, type PostedEntry } from './journal.ts';
import type { RuleName } from './posting-rules.ts';

export type StatementLine = {
  readonly effectiveDate: IsoDate;
  readonly kind: RuleName;
  /** Money that moved: positive to the borrower, negative from them. */
  readonly amountMinor: bigint;
  /** Change of what the borrower owes, by component. */
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
  readonly penaltyMinor: bigint;
  readonly feeMinor: bigint;
  /** Change of the money held for the borrower. */
  readonly creditMinor: bigint;
  readonly principalAfterMinor: bigint;
};

/** The books' own affairs, and the receipt of money, which shows where it is placed. */
const hidden: ReadonlySet<RuleName> = new Set<RuleName>([
  'payment_received',
  'fee_amortized',
  'principal_nonperforming',
  'principal_performing',
  'income_suspended',
  'suspense_recognized',
  'impairment',
  'write_off',
  'write_off_memo',
  'recovery_memo',
]);

/**
 * @param entries in order of recording
 * @returns every line in order of effective date
 */
export function statementLines(entries: readonly PostedEntry[]): readonly StatementLine[] {
  const shown = entries
    .filter(({ isReversed, reversesEntryId }) => !isReversed && reversesEntryId === null)
    .filter(({ rule }) => !hidden.has(rule))
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => compareText(a.entry.effectiveDate, b.entry.effectiveDate) || a.index - b.index);
  let principalAfterMinor = 0n;
  return shown.map(({ entry }) => {
    const line = lineOf(entry);
    principalAfterMinor += line.principalMinor;
    return { ...line, principalAfterMinor };
  });
}

function lineOf(entry: PostedEntry): Omit<StatementLine, 'principalAfterMinor'> {
  const own = [entry];
  return {
    effectiveDate: entry.effectiveDate,
    kind: entry.rule,
    // Received money was cleared through 2102 before it was placed.
    amountMinor: creditBalance(own, '1001') - debitBalance(own, '2102'),
    principalMinor:
      debitBalance(own, '1101') + debitBalance(own, '1102') + recovered(entry, 'principal'),
    interestMinor: debitBalance(own, '1111') + recovered(entry, 'interest'),
    penaltyMinor: debitBalance(own, '1112') + recovered(entry, 'penalty'),
    feeMinor: debitBalance(own, '1113') + recovered(entry, 'fee'),
    creditMinor: creditBalance(own, '2101'),
  };
}

/** A written-off claim has left the receivables but is still owed: what is recovered makes it smaller. */
function recovered(entry: PostedEntry, component: Component): bigint {
  return debitBalance([entry], '4104', component);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
