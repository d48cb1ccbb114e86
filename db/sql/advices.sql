-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endAdvice
update "advice"
set "status" = $1, "answer" = $2, "ended_at" = $3
where "advice_id" = $4;

-- findAdvice
select *
from "advice"
where "advice_id" = $1;

-- insertAdvice
insert into "advice" ("advice_id", "stage_id", "seat_id", "asked_by_id", "asked_of_id", "question", "asked_at", "answer", "ended_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- listAdvicesOfStage
select "advice".*, "asker"."display_name" as "asked_by_name", "adviser"."display_name" as "asked_of_name"
from "advice"
inner join "officer" as "asker" on "asker"."officer_id" = "advice"."asked_by_id"
inner join "officer" as "adviser" on "adviser"."officer_id" = "advice"."asked_of_id"
where "advice"."stage_id" = $1
order by "advice"."asked_at";
