/**
 * A borrower orders a payment: by direct debit, which a partner carries out, or by a transfer of their own, for which
 * they get a reference. Nothing is paid yet; the loan moves when the money has arrived.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { findCustomer } from '../../db/queries/customers.ts';
import {
  expireTransferOrders,
  insertPaymentOrder,
  listPaymentOrders,
  type PaymentOrder,
} from '../../db/queries/payment-orders.ts';
import type { PaymentPurpose } from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney, type Money } from '../../domain/money.ts';
import type { PrepaymentStrategy } from '../../domain/schedule/terms.ts';
import { creditorReference } from '../../domain/servicing/creditor-reference.ts';
import type { Services } from '../context.ts';
import type { Caller } from './caller.ts';
import { checkPayment, lockVisibleLoan } from './payments.ts';

export type PaymentOrderInput = {
  readonly loanId: string;
  readonly amount: Money;
  readonly purpose: PaymentPurpose;
  readonly method: PaymentOrder['method'];
  readonly payoffQuoteId?: string | undefined;
  readonly strategy?: PrepaymentStrategy | undefined;
};

type Orderer = Caller & { readonly services: Pick<Services, 'takesDirectDebits'> };

const underWay: readonly PaymentOrder['status'][] = ['queued', 'sending', 'unknown'];

/**
 * @throws DomainError `not_found`, `currency_mismatch`, `amount_not_positive`, `loan_not_active`, `payoff_not_quoted`,
 * `payment_below_payoff`, `payment_implausible`, `prepayment_not_allowed`, `money_in_flight`, `payment_order_open`, `direct_debit_unavailable`, `debit_account_missing`
 */
export async function orderPayment(
  trx: Transaction<DB>,
  caller: Orderer,
  input: PaymentOrderInput,
): Promise<PaymentOrder> {
  const loan = await lockVisibleLoan(trx, caller, input.loanId);
  const { businessDate } = caller.clock;
  const dated = { ...input, effectiveDate: businessDate };
  const payoffQuoteId = await checkPayment(trx, loan, dated, businessDate);
  const orders = await listPaymentOrders(trx, loan.loanId);
  assertNoneUnderWay(orders);
  if (input.method === 'direct_debit') await assertDebitable(trx, caller, loan.customerId);
  await expireTransferOrders(trx, loan.loanId);
  const order = await insertPaymentOrder(trx, {
    loanId: loan.loanId,
    customerId: loan.customerId,
    amount: input.amount,
    purpose: input.purpose,
    method: input.method,
    payoffQuoteId: payoffQuoteId ?? null,
    strategy: input.strategy ?? null,
    // The loan is locked, so that no two orders of it count the same.
    reference: creditorReference(`${loan.number}${orders.length + 1}`),
    businessDate,
    status: input.method === 'direct_debit' ? 'queued' : 'awaiting_transfer',
  });
  await audit(trx, caller, order);
  return order;
}

function assertNoneUnderWay(orders: readonly PaymentOrder[]): void {
  const open = orders.find(({ status }) => underWay.includes(status));
  if (open === undefined) return;
  const { paymentOrderId, status } = open;
  throw new DomainError('payment_order_open', { paymentOrderId, status });
}

async function assertDebitable(
  trx: Transaction<DB>,
  { services, scope }: Orderer,
  customerId: string,
): Promise<void> {
  if (!services.takesDirectDebits) throw new DomainError('direct_debit_unavailable', {});
  const customer = await findCustomer(trx, scope, customerId);
  if (customer === undefined || customer.bankAccountMask === null)
    throw new DomainError('debit_account_missing', {});
}

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  { paymentOrderId, loanId, amount, purpose, method, reference }: PaymentOrder,
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'payment_order.made',
    subjectType: 'loan',
    subjectId: loanId,
    after: { paymentOrderId, amount: toWireMoney(amount), purpose, method, reference },
    businessDate: clock.businessDate,
    requestId,
  });
}
