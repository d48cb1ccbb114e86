/** The lists of the payments desk as JSON. */
import { z } from 'zod';
import { disbursementStates } from '../../domain/origination/disbursement-states.ts';
import { refundStates } from '../../domain/choices.ts';
import { actions, id, instant, isoDate, pageOf, paging, wireMoney } from './common.ts';

const name = z.string().nullable();
const masked = z.string().meta({ description: 'Masked for persons' });
const changeStates = [
  'quoted',
  'confirmed',
  'applied',
  'rejected',
  'withdrawn',
  'expired',
  'lapsed',
] as const;
const changeKinds = [
  'reversal',
  'prepayment',
  'waiver',
  'rate_change',
  'terms_change',
  'write_off',
  'refund',
  'charge',
  'return_to_performing',
] as const;
const paymentStates = ['received', 'applied', 'suspense', 'returned'] as const;

export const disbursementQuery = z.strictObject({
  ...paging,
  status: z.enum(disbursementStates).optional(),
});

export const deskDisbursement = z
  .object({
    disbursementId: id,
    applicationId: id,
    applicationNumber: z.string(),
    customerName: masked,
    status: z.enum(disbursementStates),
    amount: wireMoney,
    madeByName: name,
    releasedByName: name,
    requestedAt: instant,
    releasedAt: instant.nullable(),
    railReference: z.string().nullable(),
    refusalCode: z.string().nullable(),
    actions,
  })
  .meta({ id: 'DeskDisbursement' });

export const deskDisbursements = pageOf(deskDisbursement);

export const refundQuery = z.strictObject({ ...paging, status: z.enum(refundStates).optional() });

export const deskRefund = z
  .object({
    refundId: id,
    loanId: id,
    loanNumber: z.string(),
    customerName: masked,
    status: z.enum(refundStates),
    amount: wireMoney,
    requestedByName: name,
    releasedAt: instant,
    railReference: z.string().nullable(),
    refusalCode: z.string().nullable(),
    actions,
  })
  .meta({ id: 'DeskRefund' });

export const deskRefunds = pageOf(deskRefund);

export const paymentQuery = z.strictObject({ ...paging, status: z.enum(paymentStates).optional() });

export const deskPayment = z
  .object({
    paymentId: id,
    loanId: id.nullable(),
    loanNumber: z.string().nullable(),
    customerName: masked.nullable(),
    status: z.enum(paymentStates),
    amount: wireMoney,
    purpose: z.enum(['installment', 'prepayment', 'payoff']),
    provider: z.string(),
    providerReference: z.string(),
    effectiveDate: isoDate,
    receivedDate: isoDate,
    receivedAt: instant,
  })
  .meta({ id: 'DeskPayment' });

export const deskPayments = pageOf(deskPayment);

export const changeQuery = z.strictObject({
  ...paging,
  kind: z.enum(changeKinds).optional(),
  status: z.enum(changeStates).optional(),
});

export const deskChange = z
  .object({
    loanChangeId: id,
    loanId: id,
    loanNumber: z.string(),
    customerName: masked,
    kind: z.enum(changeKinds),
    status: z.enum(changeStates),
    effectiveDate: isoDate,
    requestedByName: name,
    confirmedByName: name,
    requestId: id.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'DeskChange' });

export const deskChanges = pageOf(deskChange);
