/**
 * Which event is posted where: the one table of debits and credits, also printed in `docs/posting-rules.md`. A line
 * names an account and the part of the event that goes there; parts that are zero make no posting. `principal` as an
 * account stands for 1101 while the loan performs and for 1102 once it does not. A negative part, such as interest
 * that a backdated payment took away again, goes to the opposite side.
 */
import type { AccountCode } from './accounts.ts';

/** What a posting is about; `credit` is money held for the borrower. */
export type PostingComponent = 'penalty' | 'fee' | 'interest' | 'principal' | 'credit';

/** An amount of an event: one of its components, or the whole of it in one or another role. */
export type Part =
  | PostingComponent
  | 'amount'
  | 'paid_out'
  | 'deducted_fee'
  | 'suspended_interest'
  | 'suspended_penalty';
export type Parts = { readonly [P in Part]?: bigint };

export type RuleLine = readonly [account: AccountCode | 'principal', part: Part];
export type PostingRule = {
  readonly event: string;
  readonly debit: readonly RuleLine[];
  readonly credit: readonly RuleLine[];
};

const receivables: readonly RuleLine[] = [
  ['principal', 'principal'],
  ['1111', 'interest'],
  ['1112', 'penalty'],
  ['1113', 'fee'],
];

export const postingRules = {
  disbursement: {
    event: 'Money paid out; a fee deducted from it is deferred',
    debit: [['1101', 'principal']],
    credit: [
      ['1001', 'paid_out'],
      ['2103', 'deducted_fee'],
    ],
  },
  accrual: {
    event: 'Interest and penalty earned, less what is already posted',
    debit: [
      ['1111', 'interest'],
      ['1112', 'penalty'],
    ],
    credit: [
      ['4101', 'interest'],
      ['4102', 'penalty'],
    ],
  },
  accrual_suspended: {
    event: 'The same while the loan is non-performing',
    debit: [
      ['1111', 'interest'],
      ['1112', 'penalty'],
    ],
    credit: [
      ['1119', 'interest'],
      ['1119', 'penalty'],
    ],
  },
  fee_amortized: {
    event:
      'A fee deducted at disbursement, earned evenly over the term, less what is already posted',
    debit: [['2103', 'amount']],
    credit: [['4103', 'amount']],
  },
  fee_charged: {
    event: 'Fee charged',
    debit: [['1113', 'fee']],
    credit: [['4103', 'fee']],
  },
  payment_received: {
    event: 'Payment received, not yet placed',
    debit: [['1001', 'amount']],
    credit: [['2102', 'amount']],
  },
  payment_allocated: {
    event: 'Payment allocated by the waterfall',
    debit: [['2102', 'amount']],
    credit: receivables,
  },
  excess_held: {
    event: 'Excess held as credit balance',
    debit: [['2102', 'credit']],
    credit: [['2101', 'credit']],
  },
  credit_used: {
    event: 'Credit balance used on a due date',
    debit: [['2101', 'credit']],
    credit: receivables,
  },
  credit_refunded: {
    event: 'Credit balance paid back at once, outside the payment rail',
    debit: [['2101', 'credit']],
    credit: [['1001', 'credit']],
  },
  refund_sent: {
    event: 'Credit balance on its way back over the payment rail',
    debit: [['2101', 'credit']],
    credit: [['2104', 'credit']],
  },
  refund_paid: {
    event: 'The payment rail has paid the refund',
    debit: [['2104', 'credit']],
    credit: [['1001', 'credit']],
  },
  waiver: {
    event: 'Interest, penalty or fee waived',
    debit: [
      ['5102', 'interest'],
      ['5102', 'penalty'],
      ['5102', 'fee'],
    ],
    credit: [
      ['1111', 'interest'],
      ['1112', 'penalty'],
      ['1113', 'fee'],
    ],
  },
  waiver_suspended: {
    event: 'The same while the loan is non-performing: what was never income is no expense',
    debit: [
      ['1119', 'interest'],
      ['1119', 'penalty'],
      ['5102', 'fee'],
    ],
    credit: [
      ['1111', 'interest'],
      ['1112', 'penalty'],
      ['1113', 'fee'],
    ],
  },
  capitalized: {
    event: 'Interest, penalty or fee turned into principal by a restructure',
    debit: [['principal', 'principal']],
    credit: [
      ['1111', 'interest'],
      ['1112', 'penalty'],
      ['1113', 'fee'],
    ],
  },
  principal_nonperforming: {
    event: 'Becomes non-performing: principal',
    debit: [['1102', 'principal']],
    credit: [['1101', 'principal']],
  },
  income_suspended: {
    event: 'Becomes non-performing: interest and penalty recognized but unpaid',
    debit: [
      ['4101', 'interest'],
      ['4102', 'penalty'],
    ],
    credit: [
      ['1119', 'interest'],
      ['1119', 'penalty'],
    ],
  },
  principal_performing: {
    event: 'Back to performing: principal',
    debit: [['1101', 'principal']],
    credit: [['1102', 'principal']],
  },
  suspense_recognized: {
    event: 'Suspended interest and penalty paid, or the loan back to performing',
    debit: [
      ['1119', 'interest'],
      ['1119', 'penalty'],
    ],
    credit: [
      ['4101', 'interest'],
      ['4102', 'penalty'],
    ],
  },
  impairment: {
    event: 'Loss allowance topped up before a write-off',
    debit: [['5101', 'amount']],
    credit: [['1191', 'amount']],
  },
  write_off: {
    event: 'Written off against the loss allowance; the suspended part was never income',
    debit: [
      ['1191', 'amount'],
      ['1119', 'suspended_interest'],
      ['1119', 'suspended_penalty'],
    ],
    credit: receivables,
  },
  write_off_memo: {
    event: 'The claim stays alive outside the balance sheet',
    debit: [['9111', 'amount']],
    credit: [['9112', 'amount']],
  },
  recovery: {
    event: 'Money received on a written-off loan, by what it pays of the claim',
    debit: [['2102', 'amount']],
    credit: [
      ['4104', 'principal'],
      ['4104', 'interest'],
      ['4104', 'penalty'],
      ['4104', 'fee'],
    ],
  },
  commitment_signed: {
    event: 'Offer accepted: the amount is promised and not yet drawn',
    debit: [['9101', 'amount']],
    credit: [['9102', 'amount']],
  },
  commitment_drawn: {
    event: 'The promised amount was paid out',
    debit: [['9102', 'amount']],
    credit: [['9101', 'amount']],
  },
  commitment_lapsed: {
    event: 'What was promised will not be drawn any more',
    debit: [['9102', 'amount']],
    credit: [['9101', 'amount']],
  },
  recovery_memo: {
    event: 'The recovered part of the claim leaves the memorandum',
    debit: [['9112', 'amount']],
    credit: [['9111', 'amount']],
  },
} as const satisfies Readonly<Record<string, PostingRule>>;

export type RuleName = keyof typeof postingRules;
