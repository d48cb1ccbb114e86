/**
 * Journal entries 记账凭证: balanced sets of postings for one event. An entry is never changed; a mistake is undone
 * by its opposite, which names it, and then posted anew. `effectiveDate` is the economic date, the date of recording
 * is added by whoever stores the entry.
 */
import type { IsoDate } from '../calendar.ts';
import { invariant } from '../invariant.ts';
import type { AccountCode, Side } from './accounts.ts';
import {
  postingRules,
  type Part,
  type Parts,
  type PostingComponent,
  type PostingRule,
  type RuleLine,
  type RuleName,
} from './posting-rules.ts';

export type Posting = {
  readonly accountCode: AccountCode;
  readonly side: Side;
  /** Positive, in minor units of the loan's currency. */
  readonly amountMinor: bigint;
  readonly component: PostingComponent | null;
};

export type Entry = {
  /** With `rule` the business key: an event makes at most one entry per rule. */
  readonly eventKey: string;
  readonly rule: RuleName;
  readonly effectiveDate: IsoDate;
  /** The entry this one undoes. */
  readonly reversesEntryId: string | null;
  readonly postings: readonly Posting[];
};

/** An entry that is in the books. */
export type PostedEntry = Entry & { readonly entryId: string; readonly isReversed: boolean };

export type EntryFacts = {
  readonly eventKey: string;
  readonly rule: RuleName;
  readonly effectiveDate: IsoDate;
  readonly parts: Parts;
  /** Decides whether principal stands in 1101 or in 1102. */
  readonly nonPerforming: boolean;
};

/** Turns the parts of an event into a balanced entry; undefined when every part is zero. */
export function makeEntry(facts: EntryFacts): Entry | undefined {
  const { eventKey, rule, effectiveDate, parts, nonPerforming } = facts;
  const { debit, credit }: PostingRule = postingRules[rule];
  const postings = [
    ...debit.map((line) => toPosting(line, 'debit', parts, nonPerforming)),
    ...credit.map((line) => toPosting(line, 'credit', parts, nonPerforming)),
  ].filter((line) => line.amountMinor > 0n);
  if (postings.length === 0) return undefined;
  const entry = { eventKey, rule, effectiveDate, reversesEntryId: null, postings };
  assertBalanced(entry);
  return entry;
}

/** @throws invariant when debits and credits differ, a line is not positive, or there is none */
export function assertBalanced({ postings, rule }: Entry): void {
  let difference = 0n;
  for (const { side, amountMinor } of postings) {
    invariant(amountMinor > 0n, `a posting of ${rule} is positive`);
    difference += side === 'debit' ? amountMinor : -amountMinor;
  }
  invariant(postings.length >= 2 && difference === 0n, `debits equal credits in ${rule}`);
}

/** The opposite of an entry, effective on the same day. */
export function reversalOf(entry: PostedEntry): Entry {
  return {
    eventKey: entry.eventKey,
    rule: entry.rule,
    effectiveDate: entry.effectiveDate,
    reversesEntryId: entry.entryId,
    postings: entry.postings.map((line) => ({
      ...line,
      side: opposite(line.side),
    })),
  };
}

function toPosting(
  [account, part]: RuleLine,
  side: Side,
  parts: Parts,
  nonPerforming: boolean,
): Posting {
  const amountMinor = parts[part] ?? 0n;
  const principalAccount = nonPerforming ? '1102' : '1101';
  return {
    accountCode: account === 'principal' ? principalAccount : account,
    side: amountMinor < 0n ? opposite(side) : side,
    amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
    component: componentOf(part),
  };
}

function componentOf(part: Part): PostingComponent | null {
  switch (part) {
    case 'suspended_interest':
      return 'interest';
    case 'suspended_penalty':
      return 'penalty';
    case 'amount':
    case 'paid_out':
    case 'deducted_fee':
      return null;
    default:
      return part;
  }
}

function opposite(side: Side): Side {
  return side === 'debit' ? 'credit' : 'debit';
}

/** Debits less credits of an account, of one component or of all. */
export function debitBalance(
  entries: readonly Pick<Entry, 'postings'>[],
  accountCode: AccountCode,
  component?: PostingComponent,
): bigint {
  let balance = 0n;
  for (const { postings } of entries) {
    for (const line of postings) {
      if (line.accountCode !== accountCode) continue;
      if (component !== undefined && line.component !== component) continue;
      balance += line.side === 'debit' ? line.amountMinor : -line.amountMinor;
    }
  }
  return balance;
}

export function creditBalance(
  entries: readonly Pick<Entry, 'postings'>[],
  accountCode: AccountCode,
  component?: PostingComponent,
): bigint {
  return -debitBalance(entries, accountCode, component);
}
