/** Changes of a loan as JSON: quoted when they are asked for, approved by a request. */
import { z } from 'zod';
import { legalGrounds } from '../../domain/servicing/loan-change.ts';
import { waiverReasons, prepaymentStrategies } from '../../domain/choices.ts';
import { id, instant, isoDate, money, ppm, text, version } from './common.ts';
import { loanSchedule } from './loans.ts';
import { entry } from './ledger.ts';

export const loanParams = z.strictObject({ loanId: id });

const rows = z.number().int().min(1).max(360);
const treatment = z.enum(['capitalize', 'carry', 'first_installment', 'waive']);
const count = z.number().int().min(0).max(360);

const termsChange = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('due_date_move'), nextDueDate: isoDate }),
  z.strictObject({ type: z.literal('extension'), extraInstallments: rows }),
  z.strictObject({
    type: z.literal('restructure'),
    // Too few, too many or too high is for the terms to refuse, by name.
    installments: z.number().int(),
    firstDueDate: isoDate.nullable().default(null),
    annualRatePpm: ppm.nullable().default(null),
    grace: z
      .strictObject({ principal: count, interest: count, interestFree: count })
      .default({ principal: 0, interest: 0, interestFree: 0 }),
    arrears: z.strictObject({ interest: treatment, penalty: treatment, fee: treatment }),
  }),
  z.strictObject({ type: z.literal('interest_only'), rows }),
  z.strictObject({ type: z.literal('payment_holiday'), rows }),
  z.strictObject({
    type: z.literal('pause'),
    untilDate: isoDate,
    interest: z.boolean(),
    penalty: z.boolean(),
  }),
]);

/** Today unless given. */
const effectiveDate = isoDate.optional();

export const newChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('payment_reversal'),
    paymentId: id,
    reason: z.enum(['returned', 'duplicate']),
    railCode: z.string().max(20).nullable().default(null),
  }),
  /** The money stays; it counts from another day, or with another strategy. */
  z.strictObject({ kind: z.literal('payment_correction'), paymentId: id, effectiveDate: isoDate }),
  z.strictObject({
    kind: z.literal('waiver'),
    reason: z.enum(waiverReasons),
    lines: z
      .array(
        z.strictObject({
          component: z.enum(['interest', 'fee', 'penalty']),
          installmentNumber: z.number().int().min(1).nullable().default(null),
          amount: money,
        }),
      )
      .min(1)
      .max(100),
    effectiveDate,
  }),
  z.strictObject({
    kind: z.literal('rate_change'),
    annualRatePpm: z.number().int(),
    effectiveDate,
  }),
  z.strictObject({
    kind: z.literal('terms_change'),
    change: termsChange,
    reason: text(400),
    effectiveDate,
  }),
  z.strictObject({
    kind: z.literal('charge'),
    component: z.enum(['fee', 'penalty']),
    code: z.string().regex(/^[a-z_]{3,40}$/),
    amount: money.optional().meta({
      description: "Left out, it is what the rule of this code in the loan's product comes to",
    }),
    dueDate: isoDate.optional(),
    effectiveDate,
  }),
  z.strictObject({ kind: z.literal('refund'), amount: money }),
  /** Counts from today: nobody performs again in the past. */
  z.strictObject({ kind: z.literal('return_to_performing'), reason: text(400) }),
  z.strictObject({
    kind: z.literal('write_off'),
    reason: z.enum(['past_due', ...legalGrounds]),
    evidence: z
      .array(z.strictObject({ documentId: id, note: text(400).nullable().default(null) }))
      .min(1)
      .max(50)
      .meta({ description: "What proves the ground, among the customer's documents" }),
    effectiveDate,
  }),
]);

/** What a payment would do, before it is recorded. */
export const paymentPreview = z.strictObject({
  amount: money,
  effectiveDate: isoDate,
  purpose: z.enum(['installment', 'prepayment']).default('installment'),
  strategy: z.enum(prepaymentStrategies).nullable().default(null),
});

export const changeQuote = z
  .object({
    businessDate: isoDate,
    difference: z.record(z.string(), z.unknown()).meta({
      description:
        'Per row and component, days past due, bucket, maturity and totals: after less before',
    }),
    scheduleBefore: loanSchedule,
    scheduleAfter: loanSchedule,
    entries: z.array(
      entry.pick({ rule: true, effectiveDate: true, postings: true, reversesEntryId: true }),
    ),
  })
  .meta({ id: 'ChangeQuote' });

export const loanChange = z
  .object({
    loanChangeId: id,
    loanId: id,
    kind: z.string(),
    status: z
      .enum(['quoted', 'confirmed', 'applied', 'rejected', 'withdrawn', 'expired', 'lapsed'])
      .meta({ description: 'Quoted until its request is decided and its date has come' }),
    effectiveDate: isoDate,
    events: z.array(z.record(z.string(), z.unknown())),
    quote: z.record(z.string(), z.unknown()),
    quotedSeq: z.number().int(),
    requestedBy: id.nullable(),
    confirmedBy: id.nullable(),
    requestId: id.nullable().meta({ description: 'The request that decides it' }),
    requestedDate: isoDate,
    confirmedDate: isoDate.nullable(),
    createdAt: instant,
    version,
  })
  .meta({ id: 'LoanChange' });

export const loanChanges = z.object({ items: z.array(loanChange) });
