-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endCounterOffer
update "counter_offer"
set "status" = $1, "answered_at" = $2, "answered_by" = $3
where "application_id" = $4 and "status" = $5;

-- findCounterOffer
select *
from "counter_offer"
where "counter_offer_id" = $1;

-- insertCounterOffer
insert into "counter_offer" ("counter_offer_id", "application_id", "approval_id", "stage_id", "officer_id", "amount_minor", "currency", "installment_count", "security", "annual_rate_ppm", "made_at", "answered_at", "answered_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- listCounterOffers
select *
from "counter_offer"
where "application_id" = $1
order by "made_at", "counter_offer_id";
