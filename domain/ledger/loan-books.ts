/**
 * What the books of one loan lack, given what a replay says (rule book sections 2 and 6). What belongs to one event
 * is posted event by event: where a replay splits an older payment anew, the old entry is reversed and a new one
 * posted. What accumulates (interest, penalty, fees, deferred ones, waivers) is posted by difference to what is posted already,
 * never as a sum of rounded days. Principal of a non-performing loan stands in 1102, and what such a loan earns
 * without being paid stands in suspense, not in income.
 */
import { daysBetween, type IsoDate } from '../calendar.ts';
import { sum } from '../money.ts';
import type { Component } from '../schedule/terms.ts';
import type { LoanEvent } from '../servicing/events.ts';
import { effectiveEvents } from '../servicing/order.ts';
import type { LoanState } from '../servicing/state.ts';
import type { AccountCode } from './accounts.ts';
import {
  creditBalance,
  debitBalance,
  makeEntry,
  reversalOf,
  type Entry,
  type PostedEntry,
} from './journal.ts';
import type { Parts, PostingComponent, RuleName } from './posting-rules.ts';
import {
  eventRules,
  undoneReceiptKeys,
  wantedEntries,
  type WantedEntry,
} from './wanted-entries.ts';

export type BooksInput = {
  readonly loanId: string;
  readonly events: readonly LoanEvent[];
  readonly state: LoanState;
  /** Every entry of the loan so far, receipts of its payments included. */
  readonly posted: readonly PostedEntry[];
  readonly nonPerforming: boolean;
  /** Month ends, due dates and closings recognize what was earned to the day; other days only what was paid. */
  readonly accrueToDate: boolean;
};

type Book = BooksInput & { readonly added: readonly Entry[] };

const phases: readonly ((book: Book) => readonly Entry[])[] = [
  undoObsolete,
  postFees,
  postAccruals,
  postEvents,
  postDeferredFee,
  postWaivers,
  postCapitalized,
  postPrincipalPerformance,
  postSuspense,
  // Last, because it takes what the others have left.
  postWriteOff,
];

/** The entries that bring the books in line with the state; none when they already are. */
export function planEntries(input: BooksInput): readonly Entry[] {
  let book: Book = { ...input, added: [] };
  for (const phase of phases) book = { ...book, added: [...book.added, ...phase(book)] };
  return book.added;
}

function undoObsolete({ loanId, events, state, posted }: Book): readonly Entry[] {
  const wanted = wantedEntries(loanId, events, state);
  const undone = undoneReceiptKeys(events, state.businessDate);
  const writeOff = posted.find((entry) => isOpen(entry) && entry.rule === 'write_off');
  const isRightlyOff = writeOff !== undefined && takesWhatIsOwed(writeOff, state);
  const isObsolete = (entry: PostedEntry): boolean => {
    if (entry.rule === 'payment_received')
      return [...undone].some((key) => entry.eventKey === key || isUnder(entry.eventKey, key));
    if (writeOffRules.has(entry.rule)) return !isRightlyOff;
    return eventRules.has(entry.rule) && !wanted.some((candidate) => isSame(entry, candidate));
  };
  return posted.filter((entry) => isOpen(entry) && isObsolete(entry)).map(reversalOf);
}

const writeOffRules: ReadonlySet<RuleName | `${RuleName}_reversal`> = new Set<RuleName>([
  'impairment',
  'write_off',
  'write_off_memo',
]);

/** A payment before it that comes back, or counts from another day, leaves another claim to write off. */
function takesWhatIsOwed(writeOff: PostedEntry, { status, writtenOff }: LoanState): boolean {
  if (status !== 'written_off') return false;
  const taken = (accounts: readonly AccountCode[]) =>
    sum(accounts.map((account) => creditBalance([writeOff], account)));
  return (
    taken(['1101', '1102']) === writtenOff.principal &&
    taken(['1111']) === writtenOff.interest &&
    taken(['1112']) === writtenOff.penalty &&
    taken(['1113']) === writtenOff.fee
  );
}

/** Whether the asset has left the balance sheet and stays off it. */
function isOff({ posted, added }: Book): boolean {
  const undone = new Set(added.map(({ reversesEntryId }) => reversesEntryId));
  return posted.some(
    (entry) => isOpen(entry) && entry.rule === 'write_off' && !undone.has(entry.entryId),
  );
}

function postEvents(book: Book): readonly Entry[] {
  const { loanId, events, state, posted } = book;
  const open = posted.filter(isOpen);
  return wantedEntries(loanId, events, state)
    .filter((wanted) => !open.some((entry) => isSame(entry, wanted)))
    .flatMap((wanted) => entryOf(book, wanted));
}

function postFees(book: Book): readonly Entry[] {
  const charged = netDebit(book, ['fee_charged'], '1113', 'fee');
  return byDifference(book, 'fee', 'fee_charged', {
    fee: book.state.feesChargedMinor - charged,
  });
}

function postAccruals(book: Book): readonly Entry[] {
  const { state, nonPerforming } = book;
  return byDifference(book, 'accrual', nonPerforming ? 'accrual_suspended' : 'accrual', {
    interest: accrualLack(book, '1111', 'interest', state.interestEarnedMinor),
    penalty: accrualLack(book, '1112', 'penalty', state.penaltyEarnedMinor),
  });
}

/**
 * A fee deducted at the disbursement belongs to the whole term: it is earned evenly, day by day, and what is left when
 * the loan is closed or written off is earned at once. A longer term gives a part back to the days added.
 */
function postDeferredFee(book: Book): readonly Entry[] {
  const entries = [...book.posted, ...book.added];
  const deferredMinor = creditBalance(
    entries.filter(({ rule }) => rule === 'disbursement'),
    '2103',
  );
  const amount = earnedFee(book, deferredMinor) - netDebit(book, ['fee_amortized'], '2103');
  // What a returned payment or a longer term gives back is posted at once, whatever the day.
  const mayWait = book.state.status === 'active' && !book.accrueToDate && amount > 0n;
  return mayWait ? [] : byDifference(book, 'deferred-fee', 'fee_amortized', { amount });
}

function earnedFee({ state, events }: Book, deferredMinor: bigint): bigint {
  const { status, businessDate, maturityDate } = state;
  const openedDate = effectiveEvents(events, businessDate).find(
    ({ kind }) => kind === 'disbursement',
  )?.effectiveDate;
  if (status !== 'active' || openedDate === undefined || maturityDate === null)
    return deferredMinor;
  const termDays = daysBetween(openedDate, maturityDate);
  const days = daysBetween(openedDate, businessDate);
  return days >= termDays ? deferredMinor : (deferredMinor * BigInt(days)) / BigInt(termDays);
}

/** What was paid, waived or capitalized is always recognized, so that no receivable falls below zero. */
function accrualLack(
  book: Book,
  account: '1111' | '1112',
  component: 'interest' | 'penalty',
  earnedMinor: bigint,
): bigint {
  const { waived, capitalized, writtenOff } = book.state;
  const paid = paidOnBooks(book.state, component);
  const settled = paid + waived[component] + capitalized[component] + writtenOff[component];
  const most = earnedMinor > settled ? earnedMinor : settled;
  const posted = netDebit(book, ['accrual', 'accrual_suspended'], account, component);
  // A correction that took interest away is posted at once, whatever the day.
  if (book.accrueToDate || posted > most) return most - posted;
  return settled > posted ? settled - posted : 0n;
}

/** What was received before a write-off; later money pays a claim that is no asset any more. */
export function paidOnBooks(state: LoanState, component: Component): bigint {
  const recovered = state.allocations
    .filter(({ kind }) => kind === 'recovery')
    .flatMap(({ lines }) => lines.filter((line) => line.component === component));
  return state.paid[component] - sum(recovered.map(({ amountMinor }) => amountMinor));
}

function postWaivers(book: Book): readonly Entry[] {
  const { waived } = book.state;
  const lack = (account: AccountCode, component: 'interest' | 'penalty' | 'fee') =>
    waived[component] + netDebit(book, ['waiver', 'waiver_suspended'], account, component);
  return byDifference(book, 'waiver', book.nonPerforming ? 'waiver_suspended' : 'waiver', {
    interest: lack('1111', 'interest'),
    penalty: lack('1112', 'penalty'),
    fee: lack('1113', 'fee'),
  });
}

function postCapitalized(book: Book): readonly Entry[] {
  const { capitalized } = book.state;
  const lack = (account: AccountCode, component: 'interest' | 'penalty' | 'fee') =>
    capitalized[component] + netDebit(book, ['capitalized'], account, component);
  const parts = {
    interest: lack('1111', 'interest'),
    penalty: lack('1112', 'penalty'),
    fee: lack('1113', 'fee'),
  };
  const principal = parts.interest + parts.penalty + parts.fee;
  return byDifference(book, 'capitalized', 'capitalized', { ...parts, principal });
}

/** The allowance is topped up first by what it will take; the claim goes on in the memorandum. */
function postWriteOff(book: Book): readonly Entry[] {
  const { loanId, state } = book;
  if (state.status !== 'written_off' || state.writtenOffDate === null || isOff(book)) return [];
  const suspended_interest = balanceOf(book, '1119', 'interest', 'credit');
  const suspended_penalty = balanceOf(book, '1119', 'penalty', 'credit');
  const { principal, interest, penalty, fee } = state.writtenOff;
  const claim = sum([principal, interest, penalty, fee]);
  const amount = claim - suspended_interest - suspended_penalty;
  const post = (rule: RuleName, parts: Parts): readonly Entry[] =>
    entryOf(book, {
      key: `loan/${loanId}/write-off/${state.writtenOffDate}`,
      rule,
      effectiveDate: state.writtenOffDate ?? state.businessDate,
      parts,
    });
  return [
    ...post('impairment', { amount }),
    ...post('write_off', { ...state.writtenOff, amount, suspended_interest, suspended_penalty }),
    ...post('write_off_memo', { amount: claim }),
  ];
}

function postPrincipalPerformance(book: Book): readonly Entry[] {
  if (book.nonPerforming) {
    const principal = balanceOf(book, '1101', 'principal', 'debit');
    return byDifference(book, 'performance', 'principal_nonperforming', { principal });
  }
  const principal = balanceOf(book, '1102', 'principal', 'debit');
  return byDifference(book, 'performance', 'principal_performing', { principal });
}

/**
 * Suspense equals what a non-performing loan has earned without being paid, capitalized interest included; a write-off
 * takes all of it.
 */
function postSuspense(book: Book): readonly Entry[] {
  if (isOff(book)) return [];
  const interest = suspenseLack(book, '1111', 'interest');
  const penalty = suspenseLack(book, '1112', 'penalty');
  return [
    ...byDifference(book, 'suspense', 'income_suspended', {
      interest: interest > 0n ? interest : 0n,
      penalty: penalty > 0n ? penalty : 0n,
    }),
    ...byDifference(book, 'suspense', 'suspense_recognized', {
      interest: interest < 0n ? -interest : 0n,
      penalty: penalty < 0n ? -penalty : 0n,
    }),
  ];
}

function suspenseLack(
  book: Book,
  account: '1111' | '1112',
  component: 'interest' | 'penalty',
): bigint {
  const suspended = balanceOf(book, '1119', component, 'credit');
  if (!book.nonPerforming) return -suspended;
  const { capitalized, principalOutstandingMinor } = book.state;
  const capitalizedUnpaid =
    capitalized[component] < principalOutstandingMinor
      ? capitalized[component]
      : principalOutstandingMinor;
  const receivable = balanceOf(book, account, component, 'debit');
  return receivable + capitalizedUnpaid - suspended;
}

function byDifference(book: Book, topic: string, rule: RuleName, parts: Parts): readonly Entry[] {
  const { loanId, state } = book;
  const effectiveDate: IsoDate = state.businessDate;
  const key = `loan/${loanId}/${topic}/${effectiveDate}`;
  return entryOf(book, { key, rule, effectiveDate, parts });
}

/** A key that was used before gets the next number: a second split of one payment, a second accrual of one day. */
function entryOf(book: Book, { key, rule, effectiveDate, parts }: WantedEntry): readonly Entry[] {
  const used = new Set(
    [...book.posted, ...book.added]
      .filter((entry) => entry.rule === rule && entry.eventKey.startsWith(key))
      .map((entry) => entry.eventKey),
  );
  let eventKey = key;
  for (let number = 2; used.has(eventKey); number += 1) eventKey = `${key}/${number}`;
  const { nonPerforming } = book;
  const entry = makeEntry({ eventKey, rule, effectiveDate, parts, nonPerforming });
  return entry === undefined ? [] : [entry];
}

function isOpen(entry: PostedEntry): boolean {
  return !entry.isReversed && entry.reversesEntryId === null;
}

/** Whether an entry says what is wanted; whether its principal stands in 1101 or 1102 is another question. */
function isSame(posted: PostedEntry, wanted: WantedEntry): boolean {
  if (posted.rule !== wanted.rule || posted.effectiveDate !== wanted.effectiveDate) return false;
  if (posted.eventKey !== wanted.key && !isUnder(posted.eventKey, wanted.key)) return false;
  const entry = makeEntry({ ...wanted, eventKey: wanted.key, nonPerforming: false });
  return entry !== undefined && postingsText(posted) === postingsText(entry);
}

/** A second entry of an event, or the receipt of a payment that came through suspense. */
function isUnder(eventKey: string, key: string): boolean {
  return eventKey.startsWith(`${key}/`);
}

function postingsText({ postings }: Pick<Entry, 'postings'>): string {
  const texts = postings.map(
    ({ accountCode, side, amountMinor }) =>
      `${accountCode === '1102' ? '1101' : accountCode} ${side} ${amountMinor}`,
  );
  return texts.sort().join(', ');
}

function netDebit(
  { posted, added }: Book,
  rules: readonly RuleName[],
  account: AccountCode,
  component?: PostingComponent,
): bigint {
  const entries = [...posted, ...added].filter(({ rule }) => rules.includes(rule));
  return debitBalance(entries, account, component);
}

function balanceOf(
  { posted, added }: Book,
  account: AccountCode,
  component: PostingComponent,
  side: 'debit' | 'credit',
): bigint {
  const entries = [...posted, ...added];
  return side === 'debit'
    ? debitBalance(entries, account, component)
    : creditBalance(entries, account, component);
}
