-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findStopInForce
select "stop_id", "reason"
from "disbursement_stop"
where "customer_id" = $1 and "lifted_at" is null
order by "set_at"
limit $2;

-- insertDisbursementStop
insert into "disbursement_stop" ("stop_id", "customer_id", "reason", "set_by", "set_at")
values ($1, $2, $3, $4, $5)
returning *;

-- listDisbursementStops
select *
from "disbursement_stop"
where "customer_id" = $1
order by "set_at", "stop_id";

-- lockDisbursementStop
select *
from "disbursement_stop"
where "stop_id" = $1
for update;

-- saveStopLifted
update "disbursement_stop"
set "lifted_by" = $1, "lifted_at" = $2, "lift_reason" = $3
where "stop_id" = $4
returning *;
