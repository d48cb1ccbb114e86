-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countExportRows
select count(*)::int as count
from application join customer on customer.customer_id = application.customer_id
where true and ($1::uuid is null or "application"."branch_id" = $2::uuid) and ($3::date is null or application.created_date >= $4::date) and ($5::date is null or application.created_date <= $6::date);

select count(*)::int as count
from customer
where true and ($1::uuid is null or "customer"."branch_id" = $2::uuid) and ($3::date is null or customer.created_at::date >= $4::date) and ($5::date is null or customer.created_at::date <= $6::date);

select count(*)::int as count
from loan join customer on customer.customer_id = loan.customer_id join policy_version on policy_version.policy_version_id = loan.product_version_id join loan_position on loan_position.loan_id = loan.loan_id
where "loan"."branch_id" = any($1::uuid[]) and ($2::uuid is null or "loan"."branch_id" = $3::uuid) and ($4::date is null or loan.opened_date >= $5::date) and ($6::date is null or loan.opened_date <= $7::date);

select count(*)::int as count
from loan join customer on customer.customer_id = loan.customer_id join policy_version on policy_version.policy_version_id = loan.product_version_id join loan_position on loan_position.loan_id = loan.loan_id
where true and ($1::uuid is null or "loan"."branch_id" = $2::uuid) and ($3::date is null or loan.opened_date >= $4::date) and ($5::date is null or loan.opened_date <= $6::date);

select count(*)::int as count
from posting join journal_entry on journal_entry.journal_entry_id = posting.journal_entry_id
left join loan on loan.loan_id = journal_entry.loan_id
where true and ($1::uuid is null or "journal_entry"."branch_id" = $2::uuid) and ($3::date is null or journal_entry.posted_date >= $4::date) and ($5::date is null or journal_entry.posted_date <= $6::date);

-- listExportRows
select (application.application_id)::text as key, application.number, customer.number as customer_number, customer.name as customer_name, customer.kind as customer_kind, application.content->>'productCode' as product, application.currency, application.amount_minor as amount, application.status, application.grade, application.tier, application.created_date, application.decided_date
from application join customer on customer.customer_id = application.customer_id
where true and ($1::uuid is null or "application"."branch_id" = $2::uuid) and ($3::date is null or application.created_date >= $4::date) and ($5::date is null or application.created_date <= $6::date) and ($7::text is null or (application.application_id)::text > $8)
order by (application.application_id)::text
limit $9;

select (customer.customer_id)::text as key, customer.number, customer.kind, customer.kind as customer_kind, customer.name as customer_name, customer.identity_mask, customer.phone_mask, customer.language, customer.created_at::date as created_date
from customer
where true and ($1::uuid is null or "customer"."branch_id" = $2::uuid) and ($3::date is null or customer.created_at::date >= $4::date) and ($5::date is null or customer.created_at::date <= $6::date) and ($7::text is null or (customer.customer_id)::text > $8)
order by (customer.customer_id)::text
limit $9;

select (loan.loan_id)::text as key, loan.number, customer.number as customer_number, customer.name as customer_name, customer.kind as customer_kind, policy_version.name as product, loan.status, loan.currency, loan.principal_minor as principal, loan_position.principal_minor as outstanding, loan_position.overdue_minor as overdue, loan_position.days_past_due, loan.opened_date, loan.closed_date
from loan join customer on customer.customer_id = loan.customer_id join policy_version on policy_version.policy_version_id = loan.product_version_id join loan_position on loan_position.loan_id = loan.loan_id
where "loan"."branch_id" = any($1::uuid[]) and ($2::uuid is null or "loan"."branch_id" = $3::uuid) and ($4::date is null or loan.opened_date >= $5::date) and ($6::date is null or loan.opened_date <= $7::date) and ($8::text is null or (loan.loan_id)::text > $9)
order by (loan.loan_id)::text
limit $10;

select (loan.loan_id)::text as key, loan.number, customer.number as customer_number, customer.name as customer_name, customer.kind as customer_kind, policy_version.name as product, loan.status, loan.currency, loan.principal_minor as principal, loan_position.principal_minor as outstanding, loan_position.overdue_minor as overdue, loan_position.days_past_due, loan.opened_date, loan.closed_date
from loan join customer on customer.customer_id = loan.customer_id join policy_version on policy_version.policy_version_id = loan.product_version_id join loan_position on loan_position.loan_id = loan.loan_id
where true and ($1::uuid is null or "loan"."branch_id" = $2::uuid) and ($3::date is null or loan.opened_date >= $4::date) and ($5::date is null or loan.opened_date <= $6::date) and ($7::text is null or (loan.loan_id)::text > $8)
order by (loan.loan_id)::text
limit $9;

select (posting.journal_entry_id::text || '/' || lpad(posting.line::text, 6, '0'))::text as key, journal_entry.seq as entry, journal_entry.posted_date, journal_entry.effective_date, journal_entry.rule, loan.number as loan_number, posting.account_code, posting.side, journal_entry.currency, posting.amount_minor as amount
from posting join journal_entry on journal_entry.journal_entry_id = posting.journal_entry_id
left join loan on loan.loan_id = journal_entry.loan_id
where true and ($1::uuid is null or "journal_entry"."branch_id" = $2::uuid) and ($3::date is null or journal_entry.posted_date >= $4::date) and ($5::date is null or journal_entry.posted_date <= $6::date) and ($7::text is null or (posting.journal_entry_id::text || '/' || lpad(posting.line::text, 6, '0'))::text > $8)
order by (posting.journal_entry_id::text || '/' || lpad(posting.line::text, 6, '0'))::text
limit $9;
