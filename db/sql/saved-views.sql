-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- deleteView
delete
from "saved_view"
where "saved_view_id" = $1 and "owner_id" = $2;

-- listViews
select "saved_view_id", "owner_id", "name", "queue", "filter", "is_shared"
from "saved_view"
where ("owner_id" = $1 or ("branch_id" = $2 and "is_shared" = $3))
order by "owner_id" = $4 desc, "name";

-- saveView
insert into "saved_view" ("saved_view_id", "owner_id", "branch_id", "name", "queue", "filter", "is_shared")
values ($1, $2, $3, $4, $5, $6, $7)
on conflict ("owner_id", "name") do update
set "queue" = $8, "filter" = $9, "is_shared" = $10
returning "saved_view_id";
