-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- 
release savepoint one_case;

savepoint one_case;

-- claimKey
insert into "command_key" ("command_key", "request_hash", "result")
values ($1, $2, $3)
on conflict ("command_key") do nothing;

-- readResult
select "request_hash", "result"
from "command_key"
where "command_key" = $1;

-- storeResult
update "command_key"
set "result" = $1
where "command_key" = $2;
