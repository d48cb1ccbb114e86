/**
 * Whether the books of a loan agree with its replay: the invariants of rule book section 6.3, each by name, with
 * what should be and what is. The list is empty when all is well.
 */
import { sum } from '../money.ts';
import type { Component } from '../schedule/terms.ts';
import type { LoanState } from '../servicing/state.ts';
import type { AccountCode } from './accounts.ts';
import { creditBalance, debitBalance, type PostedEntry } from './journal.ts';
import { paidOnBooks } from './loan-books.ts';
import type { PostingComponent } from './posting-rules.ts';

export type BookDifference = {
  readonly check: string;
  readonly expectedMinor: bigint;
  readonly actualMinor: bigint;
};

/**
 * @param unappliedMinor received for this loan and not yet taken into account
 * @param inTransitMinor refunds that the payment rail has not yet answered for
 */
export function checkBooks(
  state: LoanState,
  entries: readonly PostedEntry[],
  unappliedMinor: bigint,
  inTransitMinor = 0n,
): readonly BookDifference[] {
  const isWrittenOff = state.status === 'written_off';
  const principal = debitBalance(entries, '1101') + debitBalance(entries, '1102');
  const receivable = (account: AccountCode, component: PostingComponent) =>
    debitBalance(entries, account, component);
  const suspended = creditBalance(entries, '1119');
  const claims = debitBalance(entries, '9111');
  const deferred = creditBalance(entries, '2103');
  const capitalized = state.capitalized.interest + state.capitalized.penalty;
  const owed = receivable('1111', 'interest') + receivable('1112', 'penalty') + capitalized;
  return [
    equal('principal', isWrittenOff ? 0n : state.principalOutstandingMinor, principal),
    equal('customer_credit', state.creditBalanceMinor, creditBalance(entries, '2101')),
    equal('unallocated_receipts', unappliedMinor, creditBalance(entries, '2102')),
    equal('refunds_in_transit', inTransitMinor, creditBalance(entries, '2104')),
    ...settledChecks(state, entries),
    equal('deferred_fee', state.status === 'active' ? inRange(deferred) : 0n, deferred),
    atMost('interest_recognized', recognizedLimit(state, 'interest'), accrued(entries, '1111')),
    atMost('penalty_recognized', recognizedLimit(state, 'penalty'), accrued(entries, '1112')),
    equal('written_off_claims', isWrittenOff ? claimLeft(state) : 0n, claims),
    atMost('suspense', isWrittenOff ? 0n : owed, suspended),
  ].filter((difference) => difference !== null);
}

/** Receivables are what was recognized less what was paid, waived, capitalized or written off; never below zero. */
function settledChecks(state: LoanState, entries: readonly PostedEntry[]) {
  const check = (account: AccountCode, component: 'interest' | 'penalty' | 'fee') => {
    const recognized = component === 'fee' ? state.feesChargedMinor : accrued(entries, account);
    const settled =
      paidOnBooks(state, component) +
      state.waived[component] +
      state.capitalized[component] +
      state.writtenOff[component];
    const balance = debitBalance(entries, account, component);
    return [
      equal(`${component}_receivable`, recognized - settled, balance),
      atMost(`${component}_not_negative`, balance, 0n),
    ];
  };
  return [...check('1111', 'interest'), ...check('1112', 'penalty'), ...check('1113', 'fee')];
}

function accrued(entries: readonly PostedEntry[], account: AccountCode): bigint {
  return debitBalance(
    entries.filter(({ rule }) => rule === 'accrual' || rule === 'accrual_suspended'),
    account,
  );
}

function recognizedLimit(state: LoanState, component: 'interest' | 'penalty'): bigint {
  const earned = component === 'interest' ? state.interestEarnedMinor : state.penaltyEarnedMinor;
  const settled =
    paidOnBooks(state, component) + state.waived[component] + state.capitalized[component];
  return earned > settled ? earned : settled;
}

function claimLeft({ writtenOff, allocations }: LoanState): bigint {
  const components: readonly Component[] = ['principal', 'interest', 'penalty', 'fee'];
  const claim = sum(components.map((component) => writtenOff[component]));
  const recovered = allocations
    .filter(({ kind }) => kind === 'recovery')
    .map(({ amountMinor, creditMinor }) => amountMinor - creditMinor);
  return claim - sum(recovered);
}

/** Never more earned than was deferred. */
function inRange(balanceMinor: bigint): bigint {
  return balanceMinor < 0n ? 0n : balanceMinor;
}

function equal(check: string, expectedMinor: bigint, actualMinor: bigint): BookDifference | null {
  return expectedMinor === actualMinor ? null : { check, expectedMinor, actualMinor };
}

function atMost(check: string, limitMinor: bigint, actualMinor: bigint): BookDifference | null {
  return actualMinor <= limitMinor ? null : { check, expectedMinor: limitMinor, actualMinor };
}
