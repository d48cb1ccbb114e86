-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertInterest
insert into "interest_declaration" ("subject_id", "officer_id", "stage_id", "kind", "comment", "declared_at")
values ($1, $2, $3, $4, $5, $6)
on conflict ("subject_id", "officer_id") do nothing;

-- insertReminder
insert into "stage_reminder" ("reminder_id", "stage_id", "number", "reminded_by_id", "officer_ids", "reminded_at")
values ($1, $2, $3, $4, $5, $6);

-- listBarredIds
select officer_id
from interest_declaration
where subject_id = $1
union select vote.officer_id
from approval join stage on stage.approval_id = approval.approval_id join vote on vote.stage_id = stage.stage_id
where approval.subject_id = $2 and approval.round < $3;

-- listReminders
select "number", "officer_ids"
from "stage_reminder"
where "stage_id" = $1
order by "number";

-- readTaskRows
select (select count(*)::int from advice where seat_id = $1::uuid) as "adviceCount", (select advice_id from advice where seat_id = $2::uuid and status = 'open') as "openAdviceId", (select count(*)::int from case_copy where subject_id = $3) as "copyCount", (select count(*)::int from stage_reminder where stage_id = $4) as "reminderCount", (select max(reminded_at) from stage_reminder where stage_id = $5) as "lastRemindedAt", exists (select from counter_offer where application_id = $6 and status = 'open') as "isCounterOfferOpen", own.voted_at as "votedAt", (select min(later.number) from stage as later join vote on vote.stage_id = later.stage_id where later.approval_id = $7 and later.opened_at >= stage.opened_at and later.stage_id <> stage.stage_id and vote.taken_back_at is null and vote.voted_at >= own.voted_at) as "laterVoteStageNumber", stage.claimed_by_id as "claimedBy", stage.claimed_until as until
from stage
left join lateral (select max(voted_at) as voted_at from vote where vote.stage_id = stage.stage_id and officer_id = $8 and taken_back_at is null) as own on true
where stage.stage_id = $9;

-- saveClaim
update "stage"
set "claimed_by_id" = $1, "claimed_until" = $2
where "stage_id" = $3;
