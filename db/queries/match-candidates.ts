/** What lines of a bank statement could be: movements of money nobody has matched yet, and loans somebody may mean. */
import { sql, type Kysely } from 'kysely';
import type { LoanFacts, RecordedMoney, RecordKind } from '../../domain/bank-statement/matching.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

/** Each movement of the house's money with the bank, one row, as the books have it. */
export const movements = sql`
  select 'payment' as kind, payment.payment_id as id, payment.provider_reference as reference,
         payment.provider as channel, payment.loan_id, payment.amount_minor, payment.currency,
         payment.effective_date, 'in' as direction
    from payment
   where payment.status <> 'returned'
  union all
  select 'disbursement', disbursement.disbursement_id, disbursement.rail_reference,
         'rail', loan_event.loan_id, posting.amount_minor, posting.currency, journal_entry.effective_date, 'out'
    from disbursement
    join loan on loan.application_id = disbursement.application_id
    join loan_event on loan_event.loan_id = loan.loan_id
     and loan_event.business_key = 'loan/' || loan.loan_id || '/disbursement/' || disbursement.disbursement_id
    join journal_entry on journal_entry.rule = 'disbursement'
     and journal_entry.event_key = 'loan/' || loan.loan_id || '/event/' || loan_event.loan_event_id
    join posting on posting.journal_entry_id = journal_entry.journal_entry_id and posting.account_code = '1001'
   where disbursement.status = 'confirmed'
  union all
  select 'refund', refund.refund_id, refund.rail_reference, 'rail', refund.loan_id, refund.amount_minor,
         refund.currency, refund.effective_date, 'out'
    from refund
   where refund.status = 'confirmed' and refund.effective_date is not null
`;

/** Joined with a movement, this is the line it was matched with. */
export const matchedLine = sql`
  bank_line.payment_id = case when movement.kind = 'payment' then movement.id end
  or bank_line.disbursement_id = case when movement.kind = 'disbursement' then movement.id end
  or bank_line.refund_id = case when movement.kind = 'refund' then movement.id end
`;

export type CandidateFilter = {
  readonly scope: Scope;
  readonly currency: Currency;
  readonly references: readonly string[];
  readonly amountsMinor: readonly bigint[];
  readonly fromDate: IsoDate;
  readonly toDate: IsoDate;
};

export type CandidateRecord = RecordedMoney & {
  readonly loanId: string | null;
  readonly loanNumber: string | null;
};

/** Movements without a line: by what a line calls itself, or by its amount within some days. */
export async function listRecordCandidates(
  db: Kysely<DB>,
  { scope, currency, references, amountsMinor, fromDate, toDate }: CandidateFilter,
): Promise<CandidateRecord[]> {
  const { rows } = await sql<CandidateRecord & { kind: RecordKind }>`
    select movement.kind, movement.id, movement.reference, movement.amount_minor as "amountMinor",
           movement.effective_date as date, movement.loan_id as "loanId", loan.number as "loanNumber"
      from (${movements}) as movement
      left join loan on loan.loan_id = movement.loan_id
     where movement.currency = ${currency}
       and movement.amount_minor = any(${amountsMinor.map(String)}::bigint[])
       and (movement.reference = any(${references}::text[])
            or movement.effective_date between ${fromDate} and ${toDate})
       and (movement.loan_id is null
            or ${withinScope(scope, { branch: 'loan.branch_id', customer: 'loan.customer_id' })})
       and not exists (select from bank_line where ${matchedLine})
     order by movement.effective_date, movement.id
     limit 1000
  `.execute(db);
  return rows;
}

export type LoanHints = {
  readonly scope: Scope;
  readonly currency: Currency;
  readonly numbers: readonly string[];
  readonly payerNames: readonly string[];
  readonly accountIndexes: readonly Buffer[];
  /** What payers wrote, in capitals and without spaces and dashes. */
  readonly remarks: readonly string[];
};

export type LoanCandidate = Omit<LoanFacts, 'isPayersAccount'> & {
  readonly customerKind: 'person' | 'company';
  readonly accountIndex: Buffer | null;
};

/** Running loans that somebody may mean, by their number, borrower, account or an order to pay. */
export async function listLoanCandidates(
  db: Kysely<DB>,
  { scope, currency, numbers, payerNames, accountIndexes, remarks }: LoanHints,
): Promise<LoanCandidate[]> {
  const { rows } = await sql<LoanCandidate>`
    with ordered as (
      select payment_order.loan_id, array_agg(payment_order.reference) as "references"
        from payment_order
       where payment_order.status = 'awaiting_transfer'
         and exists (select from unnest(${remarks}::text[]) as written
                      where position(payment_order.reference in written) > 0)
       group by payment_order.loan_id
    )
    select loan.loan_id as "loanId", loan.number, customer.name as "customerName", customer.kind as "customerKind",
           customer.bank_account_index as "accountIndex",
           coalesce(ordered."references", '{}') as "orderReferences",
           loan_position.next_due_minor as "nextDueMinor", loan_position.overdue_minor as "overdueMinor"
      from loan
      join customer on customer.customer_id = loan.customer_id
      join loan_position on loan_position.loan_id = loan.loan_id
      left join ordered on ordered.loan_id = loan.loan_id
     where loan.status <> 'closed'
       and loan.currency = ${currency}
       and ${withinScope(scope, { branch: 'loan.branch_id', customer: 'loan.customer_id' })}
       and (loan.number = any(${numbers}::text[])
            or ordered.loan_id is not null
            or customer.name = any(${payerNames}::text[])
            or customer.bank_account_index = any(${accountIndexes}::bytea[]))
     order by loan.created_at desc, loan.loan_id
     limit 500
  `.execute(db);
  return rows;
}

export type PayerFacts = {
  readonly payerName: string | null;
  readonly payerAccountIndex: Buffer | null;
  readonly paymentId: string;
};

/** What the bank said about the payers of these payments. */
export async function listPayers(
  db: Kysely<DB>,
  paymentIds: readonly string[],
): Promise<PayerFacts[]> {
  const rows = await db
    .selectFrom('bank_line')
    .select(['payment_id', 'payer_name', 'payer_account_index'])
    .where(sql<boolean>`payment_id = any(${paymentIds}::uuid[])`)
    .execute();
  return rows.flatMap(({ payment_id, payer_name, payer_account_index }) =>
    payment_id === null
      ? []
      : [{ paymentId: payment_id, payerName: payer_name, payerAccountIndex: payer_account_index }],
  );
}
