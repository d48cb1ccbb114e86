-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findRefund
select *
from "refund"
where "refund_id" = $1;

-- insertRefund
insert into "refund" ("refund_id", "loan_id", "loan_event_id", "status", "amount_minor", "currency", "requested_by", "confirmed_by", "released_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- listRefunds
select *
from "refund"
where "loan_id" = $1
order by "released_at", "refund_id";

-- listReturnedRefunds
select *
from "refund"
where "loan_id" = $1 and "status" = $2 and not exists (select "loan_event"."seq" from "loan_event" where "loan_event"."loan_id" = "refund"."loan_id" and "loan_event"."kind" = $3 and loan_event.payload ->> 'reversedEventId' = refund.loan_event_id::text);

-- lockRefund
select *
from "refund"
where "refund_id" = $1
for update;

-- saveRefund
update "refund"
set "attempt_count" = $1, "status" = $2, "version" = version + 1
where "refund_id" = $3
returning *;

update "refund"
set "query_count" = $1, "version" = version + 1
where "refund_id" = $2
returning *;

update "refund"
set "rail_reference" = $1, "effective_date" = $2, "status" = $3, "version" = version + 1
where "refund_id" = $4
returning *;

update "refund"
set "rail_reference" = $1, "version" = version + 1
where "refund_id" = $2
returning *;

update "refund"
set "refusal_code" = $1, "rail_reference" = $2, "status" = $3, "version" = version + 1
where "refund_id" = $4
returning *;

update "refund"
set "status" = $1, "rail_reference" = $2, "effective_date" = $3, "version" = version + 1
where "refund_id" = $4
returning *;

update "refund"
set "status" = $1, "refusal_code" = $2, "version" = version + 1
where "refund_id" = $3
returning *;

update "refund"
set "status" = $1, "version" = version + 1
where "refund_id" = $2
returning *;

-- sumRefundsInFlight
select coalesce(sum(amount_minor), 0)::bigint as "minor"
from "refund"
where "loan_id" = $1 and "status" in ($2, …);

-- sumSingleRefunds
select coalesce(sum(amount_minor), 0)::bigint as "minor"
from "refund"
where "loan_id" = $1 and "confirmed_by" is null and "released_at" >= $2 and "status" not in ($3, …);
