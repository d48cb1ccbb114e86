-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findPosition
select *
from "loan_position"
where "loan_id" = $1;

-- listInstallments
select "number", "due_date", (principal_minor + interest_minor + fee_minor + penalty_minor - principal_paid_minor - interest_paid_minor - fee_paid_minor - penalty_paid_minor - waived_minor) as "outstanding_minor"
from "installment"
where "loan_id" = $1
order by "number";

-- replaceAllocations
delete
from "allocation"
where "loan_id" = $1;

insert into "allocation" ("allocation_id", "loan_id", "loan_event_id", "allocation_key", "kind", "effective_date", "line", "installment_number", "component", "amount_minor")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

insert into "allocation" ("allocation_id", "loan_id", "loan_event_id", "allocation_key", "kind", "effective_date", "line", "installment_number", "component", "amount_minor")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), …;

-- replaceInstallments
with "written" as (insert into "installment" ("loan_id", "number", "start_date", "due_date", "principal_minor", "interest_minor", "fee_minor", "penalty_minor", "principal_paid_minor", "interest_paid_minor", "fee_paid_minor", "penalty_paid_minor", "waived_minor", "balance_minor", "paid_date") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict ("loan_id", "number") do update set "start_date" = "excluded"."start_date", "due_date" = "excluded"."due_date", "principal_minor" = "excluded"."principal_minor", "interest_minor" = "excluded"."interest_minor", "fee_minor" = "excluded"."fee_minor", "penalty_minor" = "excluded"."penalty_minor", "principal_paid_minor" = "excluded"."principal_paid_minor", "interest_paid_minor" = "excluded"."interest_paid_minor", "fee_paid_minor" = "excluded"."fee_paid_minor", "penalty_paid_minor" = "excluded"."penalty_paid_minor", "waived_minor" = "excluded"."waived_minor", "balance_minor" = "excluded"."balance_minor", "paid_date" = "excluded"."paid_date") delete
from "installment"
where "loan_id" = $16 and "number" > $17;

with "written" as (insert into "installment" ("loan_id", "number", "start_date", "due_date", "principal_minor", "interest_minor", "fee_minor", "penalty_minor", "principal_paid_minor", "interest_paid_minor", "fee_paid_minor", "penalty_paid_minor", "waived_minor", "balance_minor", "paid_date") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15), … on conflict ("loan_id", "number") do update set "start_date" = "excluded"."start_date", "due_date" = "excluded"."due_date", "principal_minor" = "excluded"."principal_minor", "interest_minor" = "excluded"."interest_minor", "fee_minor" = "excluded"."fee_minor", "penalty_minor" = "excluded"."penalty_minor", "principal_paid_minor" = "excluded"."principal_paid_minor", "interest_paid_minor" = "excluded"."interest_paid_minor", "fee_paid_minor" = "excluded"."fee_paid_minor", "penalty_paid_minor" = "excluded"."penalty_paid_minor", "waived_minor" = "excluded"."waived_minor", "balance_minor" = "excluded"."balance_minor", "paid_date" = "excluded"."paid_date") delete
from "installment"
where "loan_id" = $16 and "number" > $17;

-- savePosition
insert into "loan_position" ("loan_id", "business_date", "currency", "principal_minor", "interest_due_minor", "fee_due_minor", "penalty_due_minor", "overdue_minor", "credit_minor", "interest_earned_minor", "penalty_earned_minor", "days_past_due", "bucket", "next_due_date", "next_due_minor", "last_seq", "oldest_due_date", "credit_since_date")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
on conflict ("loan_id") do update
set "business_date" = $19, "currency" = $20, "principal_minor" = $21, "interest_due_minor" = $22, "fee_due_minor" = $23, "penalty_due_minor" = $24, "overdue_minor" = $25, "credit_minor" = $26, "interest_earned_minor" = $27, "penalty_earned_minor" = $28, "days_past_due" = $29, "bucket" = $30, "next_due_date" = $31, "next_due_minor" = $32, "last_seq" = $33, "oldest_due_date" = $34, "credit_since_date" = $35;
