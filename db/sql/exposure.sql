-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readBasisAmount
select ( (select coalesce(sum(loan_position.principal_minor), 0) from loan join loan_position on loan_position.loan_id = loan.loan_id where loan.customer_id = any($1::uuid[]) and loan.currency = $2 and loan.status = 'active' and ($3::text is null or exists (select from application where application.application_id = loan.application_id and application.content->>'productCode' = $4))) + (select coalesce(sum(amount_minor), 0) from application where customer_id = any($5::uuid[]) and currency = $6 and status = any($7::text[]) and ($8::text is null or content->>'productCode' = $9) and application_id is distinct from $10::uuid) )::bigint as minor;

-- readDaysPastDue
select coalesce(max($1::date - loan_position.oldest_due_date), 0)::integer as days
from loan join loan_position on loan_position.loan_id = loan.loan_id
where loan.customer_id = $2 and loan.status = 'active' and loan_position.days_past_due > 0;

-- readProductExposures
select ( (select coalesce(sum(loan_position.principal_minor), 0) from loan join loan_position on loan_position.loan_id = loan.loan_id where loan.customer_id = any($1::uuid[]) and loan.currency = $2 and loan.status = 'active' and ($3::text is null or exists (select from application where application.application_id = loan.application_id and application.content->>'productCode' = $4))) + (select coalesce(sum(amount_minor), 0) from application where customer_id = any($5::uuid[]) and currency = $6 and status = any($7::text[]) and ($8::text is null or content->>'productCode' = $9) and application_id is distinct from $10::uuid) )::bigint as minor;
