-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- applyRequest
insert into "role_grant" ("role_grant_id", "officer_id", "role", "branch_id", "granted_by", "granted_at")
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing;
