-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- deleteOwnSession
delete
from "auth"."session"
where "id" = $1 and "userId" = $2;

-- listOwnSessions
select "id" as "sessionId", "createdAt" as "openedAt", "updatedAt" as "lastUsedAt", "ipAddress" as "address", "userAgent" as "device"
from "auth"."session"
where "userId" = $1 and "expiresAt" > now()
order by "createdAt" desc;

-- mergePreferences
insert into "preference" ("user_id", "content")
values ($1, $2)
on conflict ("user_id") do update
set "content" = preference.content || excluded.content, "updated_at" = clock_timestamp()
returning "content";

-- readPreferences
select "content"
from "preference"
where "user_id" = $1;
