/** Payoff quotes 结清试算: stored, because the quoted amount closes the loan as long as it is good. */
import type { Kysely, Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Currency, Money, WireMoney } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type PayoffQuoteParts = {
  readonly principal: WireMoney;
  readonly interest: WireMoney;
  readonly fee: WireMoney;
  readonly penalty: WireMoney;
  readonly payoffFee: WireMoney;
  readonly creditBalance: WireMoney;
};

export type StoredPayoffQuote = {
  readonly payoffQuoteId: string;
  readonly loanId: string;
  readonly businessDate: IsoDate;
  readonly payoffDate: IsoDate;
  readonly goodThroughDate: IsoDate;
  readonly amount: Money;
  readonly parts: PayoffQuoteParts;
  readonly quotedBy: string;
  readonly quotedAt: Instant;
};

export async function insertPayoffQuote(
  trx: Transaction<DB>,
  quote: Omit<StoredPayoffQuote, 'payoffQuoteId' | 'quotedAt'>,
): Promise<string> {
  const payoffQuoteId = newId();
  await trx
    .insertInto('payoff_quote')
    .values({
      payoff_quote_id: payoffQuoteId,
      loan_id: quote.loanId,
      business_date: quote.businessDate,
      payoff_date: quote.payoffDate,
      good_through_date: quote.goodThroughDate,
      amount_minor: quote.amount.minor,
      currency: quote.amount.currency,
      parts: JSON.stringify(quote.parts),
      quoted_by: quote.quotedBy,
    })
    .execute();
  return payoffQuoteId;
}

export async function findPayoffQuote(
  db: Kysely<DB>,
  payoffQuoteId: string,
): Promise<StoredPayoffQuote | undefined> {
  const row = await db
    .selectFrom('payoff_quote')
    .selectAll()
    .where('payoff_quote_id', '=', payoffQuoteId)
    .executeTakeFirst();
  return row && toQuote(row);
}

/** The cheapest quote of the loan that is good on `date`: a borrower may rely on any of them. */
export async function findQuoteGoodOn(
  db: Kysely<DB>,
  loanId: string,
  date: IsoDate,
): Promise<StoredPayoffQuote | undefined> {
  const row = await db
    .selectFrom('payoff_quote')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('good_through_date', '>=', date)
    .where('business_date', '<=', date)
    .orderBy('amount_minor')
    .limit(1)
    .executeTakeFirst();
  return row && toQuote(row);
}

type Row = {
  payoff_quote_id: string;
  loan_id: string;
  business_date: IsoDate;
  payoff_date: IsoDate;
  good_through_date: IsoDate;
  amount_minor: bigint;
  currency: Currency;
  parts: unknown;
  quoted_by: string;
  quoted_at: Instant;
};

function toQuote(row: Row): StoredPayoffQuote {
  return {
    payoffQuoteId: row.payoff_quote_id,
    loanId: row.loan_id,
    businessDate: row.business_date,
    payoffDate: row.payoff_date,
    goodThroughDate: row.good_through_date,
    amount: { minor: row.amount_minor, currency: row.currency },
    parts: row.parts as PayoffQuoteParts,
    quotedBy: row.quoted_by,
    quotedAt: row.quoted_at,
  };
}
