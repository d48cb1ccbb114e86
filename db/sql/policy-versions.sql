-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countOpenCases
select pinned.id as "policyVersionId", count(*)::int as count
from application
cross join lateral ( values (matrix_version_id), … ) as pinned (id)
where status in ('submitted', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready') and pinned.id = any($1::uuid[])
group by pinned.id;

-- findActiveVersion
select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content"
from "policy_version"
where "kind" = $1 and "name" = $2 and "status" = $3;

-- findVersion
select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content"
from "policy_version"
where "policy_version_id" = $1;

-- insertDraft
insert into "policy_version" ("policy_version_id", "kind", "name", "number", "status", "content", "content_hash", "author_id")
values ($1, $2, $3, (select coalesce(max(number), 0) + 1 from policy_version where kind = $4 and name = $5), $6, $7, $8, $9)
returning "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content";

select pg_advisory_xact_lock(hashtextextended($1, 0));

-- listActiveVersions
select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "name";

-- listVersions
select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at"
from "policy_version"
order by "kind", "name", "number" desc
limit $1
offset $2;

select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at"
from "policy_version"
where "kind" = $1
order by "kind", "name", "number" desc
limit $2
offset $3;

select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at"
from "policy_version"
where "kind" = $1 and "name" = $2
order by "kind", "name", "number" desc
limit $3
offset $4;

select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at"
from "policy_version"
where "kind" = $1 and "name" = $2 and "status" = $3
order by "kind", "name", "number" desc
limit $4
offset $5;

select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at"
from "policy_version"
where "kind" = $1 and "status" = $2
order by "kind", "name", "number" desc
limit $3
offset $4;

select count(*) as "total"
from "policy_version";

select count(*) as "total"
from "policy_version"
where "kind" = $1;

select count(*) as "total"
from "policy_version"
where "kind" = $1 and "name" = $2;

select count(*) as "total"
from "policy_version"
where "kind" = $1 and "name" = $2 and "status" = $3;

select count(*) as "total"
from "policy_version"
where "kind" = $1 and "status" = $2;

-- lockVersion
select "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content"
from "policy_version"
where "policy_version_id" = $1
for update;

-- retireActiveVersion
update "policy_version"
set "status" = $1, "version" = version + 1
where "kind" = $2 and "name" = $3 and "status" = $4
returning "policy_version_id";

-- updateVersion
update "policy_version"
set "version" = version + 1, "content" = $1, "content_hash" = $2
where "policy_version_id" = $3
returning "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content";

update "policy_version"
set "version" = version + 1, "status" = $1, "activated_at" = $2
where "policy_version_id" = $3
returning "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content";

update "policy_version"
set "version" = version + 1, "status" = $1, "confirmed_by_id" = $2
where "policy_version_id" = $3
returning "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content";

update "policy_version"
set "version" = version + 1, "status" = $1, "confirmed_by_id" = $2, "effective_date" = $3
where "policy_version_id" = $4
returning "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content";

update "policy_version"
set "version" = version + 1, "status" = $1, "effective_date" = $2
where "policy_version_id" = $3
returning "policy_version_id", "kind", "name", "number", "status", "content_hash", "author_id", "confirmed_by_id", "effective_date", "version", "created_at", "activated_at", "content";
