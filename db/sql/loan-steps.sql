-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- claimStep
insert into "loan_step" ("loan_id", "kind", "installment_number", "step_date")
values ($1, $2, $3, $4)
on conflict on constraint "loan_step_once" do nothing;

-- listSteps
select "kind", "installment_number", "step_date"
from "loan_step"
where "loan_id" = $1
order by "step_date", "kind", "installment_number";

-- readStepBasis
select "credit_since_date", (select coalesce(json_agg(json_build_object( 'number', number, 'dueDate', due_date, 'isOpen', principal_minor + interest_minor + fee_minor + penalty_minor > principal_paid_minor + interest_paid_minor + fee_paid_minor + penalty_paid_minor + waived_minor) order by number), '[]'::json) from installment where installment.loan_id = loan_position.loan_id) as "rows", (select json_build_object( 'kind', kind, 'installmentNumber', installment_number, 'date', step_date) from loan_step where loan_step.loan_id = loan_position.loan_id order by step_date desc, array_position($1::text[], kind) desc, installment_number desc limit 1) as "last"
from "loan_position"
where "loan_id" = $2;
