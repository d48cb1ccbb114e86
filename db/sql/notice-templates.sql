-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readNoticeTexts
select "name", "content"
from "policy_version"
where "kind" = $1 and "status" = $2;
