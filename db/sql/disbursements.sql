-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findAcceptedOffer
select *
from "offer"
where "application_id" = $1 and "status" = $2;

-- findDisbursement
select *
from "disbursement"
where "disbursement_id" = $1;

-- findPayee
select "name", "bank_account_cipher"
from "customer"
where "customer_id" = $1;

-- insertDisbursement
insert into "disbursement" ("disbursement_id", "application_id", "offer_id", "status", "amount_minor", "currency", "made_by", "contract_hash", "payee_id", "account_name", "account_index")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning *;

-- listDisbursements
select *
from "disbursement"
where "application_id" = $1
order by "requested_at";

-- listOpenConditions
select "condition_id", "kind", "status"
from "condition_precedent"
where "application_id" = $1 and "status" in ($2, …);

-- listVoterIds
select distinct "vote"."officer_id"
from "vote"
inner join "stage" on "stage"."stage_id" = "vote"."stage_id"
inner join "approval" on "approval"."approval_id" = "stage"."approval_id"
where "approval"."subject_type" = $1 and "approval"."subject_id" = $2;

-- lockDisbursement
select *
from "disbursement"
where "disbursement_id" = $1
for update;

-- saveDisbursement
update "disbursement"
set "attempt_count" = $1, "status" = $2, "version" = version + 1
where "disbursement_id" = $3
returning *;

update "disbursement"
set "query_count" = $1, "version" = version + 1
where "disbursement_id" = $2
returning *;

update "disbursement"
set "rail_reference" = $1, "effective_date" = $2, "status" = $3, "version" = version + 1
where "disbursement_id" = $4
returning *;

update "disbursement"
set "refusal_code" = $1, "rail_reference" = $2, "status" = $3, "version" = version + 1
where "disbursement_id" = $4
returning *;

update "disbursement"
set "status" = $1, "released_by" = $2, "released_at" = $3, "version" = version + 1
where "disbursement_id" = $4
returning *;

update "disbursement"
set "status" = $1, "version" = version + 1
where "disbursement_id" = $2
returning *;

-- setApplicationBooked
update "application"
set "status" = $1, "loan_id" = $2, "changed_date" = $3, "version" = version + 1
where "application_id" = $4;
