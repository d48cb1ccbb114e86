/**
 * Whoever takes money from a borrower's account when the borrower orders it. An order is known by its key, which the
 * house chooses; an answer that did not come is `unknown`, and the partner is asked by the key, never told again.
 */
import type { IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { QueryAnswer, TransferAnswer } from './payment-rail.ts';

export type DebitOrder = {
  /** `payment-order/<paymentOrderId>`. */
  readonly debitKey: string;
  readonly amount: Money;
  readonly debtorName: string;
  readonly debtorAccount: string;
  /** ISO 11649 creditor reference; the debtor sees it on the statement. */
  readonly reference: string;
  /** The contract whose clause allows the debit, and the day it was signed. */
  readonly mandate: { readonly id: string; readonly signedDate: IsoDate };
  readonly executionDate: IsoDate;
};

export interface DirectDebit {
  send(order: DebitOrder): Promise<TransferAnswer>;
  query(debitKey: string): Promise<QueryAnswer>;
  close(): Promise<void>;
}
