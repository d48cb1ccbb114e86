/**
 * Whoever moves money out of the house. A transfer is known by its key, which the house chooses and keeps. An answer
 * that did not come is `unknown`: the money may have moved, so the rail is asked by the key and nothing is sent again.
 */
import type { IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';

export type TransferOrder = {
  /** A path of business nouns: `disbursement/<disbursementId>`. */
  readonly transferKey: string;
  readonly amount: Money;
  readonly creditorName: string;
  readonly creditorAccount: string;
  /** Shown to the creditor; no personal data beyond the loan's own number. */
  readonly remittance: string;
  readonly executionDate: IsoDate;
};

export type TransferAnswer =
  /** The money has been booked to the creditor. */
  | { readonly outcome: 'confirmed'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly code: string; readonly reference: string | null }
  /** Taken over, not yet booked: ask again later. */
  | { readonly outcome: 'pending'; readonly reference: string | null }
  | { readonly outcome: 'unknown'; readonly reason: string };

export type QueryAnswer = TransferAnswer | { readonly outcome: 'not_found' };

export interface PaymentRail {
  /** Whether a second order with the same key is the same transfer. Only then may one that was not found be sent again. */
  readonly isDeduplicating: boolean;
  send(order: TransferOrder): Promise<TransferAnswer>;
  query(transferKey: string): Promise<QueryAnswer>;
  close(): Promise<void>;
}
