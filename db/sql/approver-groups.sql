-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endGroupChange
update "approver_group_change"
set "status" = $1, "decided_by_id" = $2, "decided_at" = $3
where "change_id" = $4;

-- insertGroup
insert into "approver_group" ("group_id", "name", "created_by_id", "created_at")
values ($1, $2, $3, $4)
on conflict ("group_id") do nothing;

-- insertGroupChange
insert into "approver_group_change" ("change_id", "group_id", "name", "officer_ids", "reason", "proposed_by_id", "proposed_at")
values ($1, $2, $3, $4, $5, $6, $7);

-- listActiveIds
select "officer_id"
from "officer"
where "status" = $1 and officer_id = any($2::uuid[]);

-- listGroupChanges
select change_id as "changeId", group_id as "groupId", name, officer_ids as "officerIds", reason, status, proposed_by_id as "proposedById", proposed_at as "proposedAt", decided_by_id as "decidedById", decided_at as "decidedAt"
from approver_group_change
where group_id = $1
order by proposed_at desc, change_id desc
limit $2;

-- listGroups
select approver_group.group_id as "groupId", approver_group.name, coalesce((select jsonb_agg(jsonb_build_object('officerId', officer.officer_id, 'name', officer.display_name, 'isActive', officer.status = 'active') order by officer.display_name) from approver_group_member as member join officer on officer.officer_id = member.officer_id where member.group_id = approver_group.group_id), '[]'::jsonb) as members
from approver_group
where approver_group.group_id = $1
order by approver_group.group_id;

select approver_group.group_id as "groupId", approver_group.name, coalesce((select jsonb_agg(jsonb_build_object('officerId', officer.officer_id, 'name', officer.display_name, 'isActive', officer.status = 'active') order by officer.display_name) from approver_group_member as member join officer on officer.officer_id = member.officer_id where member.group_id = approver_group.group_id), '[]'::jsonb) as members
from approver_group
where true
order by approver_group.group_id;

select change_id as "changeId", group_id as "groupId", name, officer_ids as "officerIds", reason, status, proposed_by_id as "proposedById", proposed_at as "proposedAt", decided_by_id as "decidedById", decided_at as "decidedAt"
from approver_group_change
where status = 'pending';

-- lockGroupChange
select change_id as "changeId", group_id as "groupId", name, officer_ids as "officerIds", reason, status, proposed_by_id as "proposedById", proposed_at as "proposedAt", decided_by_id as "decidedById", decided_at as "decidedAt"
from approver_group_change
where change_id = $1
for update;

-- replaceMembers
delete
from "approver_group_member"
where "group_id" = $1;

insert into "approver_group_member" ("group_id", "officer_id")
values ($1, $2), …;

update "approver_group"
set "name" = $1
where "group_id" = $2;
