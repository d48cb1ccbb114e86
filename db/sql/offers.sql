-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- acceptOffer
update "offer"
set "status" = $1, "accepted_at" = $2, "accepted_by" = $3
where "offer_id" = $4;

-- endOpenOffer
update "offer"
set "status" = $1
where "application_id" = $2 and "status" in ($3, …);

-- findLatestOffer
select *
from "offer"
where "application_id" = $1
order by "issued_at" desc, "offer_id" desc
limit $2;

-- insertOffer
insert into "offer" ("offer_id", "application_id", "round", "status", "amount_minor", "currency", "terms", "schedule", "all_in_simple_ppm", "all_in_compound_ppm", "content_hash", "tranches", "issued_at", "expires_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
