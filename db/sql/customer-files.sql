-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertConsent
insert into "consent" ("consent_id", "customer_id", "kind", "wording_version", "channel", "given_date", "withdrawn_at")
values ($1, $2, $3, $4, $5, $6, $7)
returning *;

-- insertRelation
insert into "customer_relation" ("customer_id", "related_customer_id", "kind", "share_ppm")
values ($1, $2, $3, $4)
on conflict do nothing;

-- listConsentsOf
select *
from "consent"
where "customer_id" = $1
order by "given_at" desc;

-- listRelations
select "customer"."customer_id", "customer"."number", "customer"."name", "customer"."kind" as "related_kind", "customer_relation"."kind", "customer_relation"."share_ppm"
from "customer_relation"
inner join "customer" on "customer"."customer_id" = case when customer_relation.customer_id = $1::uuid then customer_relation.related_customer_id else customer_relation.customer_id end
where ("customer_relation"."customer_id" = $2 or "customer_relation"."related_customer_id" = $3)
order by "customer"."number", "customer_relation"."kind";

-- lockConsent
select *
from "consent"
where "consent_id" = $1
for update;

-- withdrawConsent
update "consent"
set "withdrawn_at" = $1
where "consent_id" = $2;
