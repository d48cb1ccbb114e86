-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listWaitingDisbursements
select "disbursement"."disbursement_id", "application"."number", "officer"."display_name"
from "disbursement"
inner join "application" on "application"."application_id" = "disbursement"."application_id"
inner join "officer" on "officer"."officer_id" = "disbursement"."made_by"
where "disbursement"."status" = $1 and "disbursement"."made_by" <> $2 and "application"."branch_id" = any($3::uuid[])
order by "disbursement"."requested_at"
limit $4;
