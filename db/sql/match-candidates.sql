-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listLoanCandidates
with ordered as ( select payment_order.loan_id, array_agg(payment_order.reference) as "references" from payment_order where payment_order.status = 'awaiting_transfer' and exists (select from unnest($1::text[]) as written where position(payment_order.reference in written) > 0) group by payment_order.loan_id ) select loan.loan_id as "loanId", loan.number, customer.name as "customerName", customer.kind as "customerKind", customer.bank_account_index as "accountIndex", coalesce(ordered."references", '{}') as "orderReferences", loan_position.next_due_minor as "nextDueMinor", loan_position.overdue_minor as "overdueMinor"
from loan join customer on customer.customer_id = loan.customer_id join loan_position on loan_position.loan_id = loan.loan_id
left join ordered on ordered.loan_id = loan.loan_id
where loan.status <> 'closed' and loan.currency = $2 and "loan"."branch_id" = any($3::uuid[]) and (loan.number = any($4::text[]) or ordered.loan_id is not null or customer.name = any($5::text[]) or customer.bank_account_index = any($6::bytea[]))
order by loan.created_at desc, loan.loan_id
limit 500;

-- listPayers
select "payment_id", "payer_name", "payer_account_index"
from "bank_line"
where payment_id = any($1::uuid[]);

-- listRecordCandidates
select movement.kind, movement.id, movement.reference, movement.amount_minor as "amountMinor", movement.effective_date as date, movement.loan_id as "loanId", loan.number as "loanNumber"
from ( select 'payment' as kind, payment.payment_id as id, payment.provider_reference as reference, payment.provider as channel, payment.loan_id, payment.amount_minor, payment.currency, payment.effective_date, 'in' as direction from payment where payment.status <> 'returned' union all select 'disbursement', disbursement.disbursement_id, disbursement.rail_reference, 'rail', loan_event.loan_id, posting.amount_minor, posting.currency, journal_entry.effective_date, 'out' from disbursement join loan on loan.application_id = disbursement.application_id join loan_event on loan_event.loan_id = loan.loan_id and loan_event.business_key = 'loan/' || loan.loan_id || '/disbursement/' || disbursement.disbursement_id join journal_entry on journal_entry.rule = 'disbursement' and journal_entry.event_key = 'loan/' || loan.loan_id || '/event/' || loan_event.loan_event_id join posting on posting.journal_entry_id = journal_entry.journal_entry_id and posting.account_code = '1001' where disbursement.status = 'confirmed' union all select 'refund', refund.refund_id, refund.rail_reference, 'rail', refund.loan_id, refund.amount_minor, refund.currency, refund.effective_date, 'out' from refund where refund.status = 'confirmed' and refund.effective_date is not null ) as movement
left join loan on loan.loan_id = movement.loan_id
where movement.currency = $1 and movement.amount_minor = any($2::bigint[]) and (movement.reference = any($3::text[]) or movement.effective_date between $4 and $5) and (movement.loan_id is null or "loan"."branch_id" = any($6::uuid[])) and not exists (select from bank_line where bank_line.payment_id = case when movement.kind = 'payment' then movement.id end or bank_line.disbursement_id = case when movement.kind = 'disbursement' then movement.id end or bank_line.refund_id = case when movement.kind = 'refund' then movement.id end )
order by movement.effective_date, movement.id
limit 1000;
