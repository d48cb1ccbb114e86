-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readCustomerPositions
select "loan"."customer_id", "loan"."currency", count(*)::integer as "loans", sum(loan_position.principal_minor)::bigint as "minor", coalesce(max(case when loan_position.days_past_due > 0 then $1::date - loan_position.oldest_due_date end), 0)::integer as "days"
from "loan"
inner join "loan_position" on "loan_position"."loan_id" = "loan"."loan_id"
where loan.customer_id = any($2::uuid[]) and "loan"."status" = $3
group by "loan"."customer_id", "loan"."currency"
order by "loan"."currency";
