-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listDeclineReasons
select vote.reason_code
from approval join stage on stage.approval_id = approval.approval_id join vote on vote.stage_id = stage.stage_id
where approval.subject_type = 'application' and approval.subject_id = $1 and approval.round = $2 and stage.verdict = 'decline' and vote.answer = 'decline' and vote.taken_back_at is null
order by vote.voted_at;

-- listRecordedSteps
select approval_event.kind, approval_event.stage_id as "stageId", approval_event.actor_id as "actorId", officer.display_name as "actorName", approval_event.occurred_at as "occurredAt", approval_event.details
from approval_event
left join officer on officer.officer_id::text = approval_event.actor_id
where approval_event.application_id = $1
order by approval_event.seq;

-- readRecordedStages
select stage.stage_id as "stageId", approval.round, approval.tier, approval.matrix_version_id as "matrixVersionId", stage.number, stage.attempt, stage.submission_number as "submissionNumber", stage.template->>'key' as key, stage.template->>'mode' as mode, stage.status, stage.verdict, stage.opened_at as "openedAt", stage.closed_at as "closedAt", (extract(epoch from stage.closed_at - stage.opened_at) / 60)::int as "openMinutes", (select coalesce(json_agg(json_build_object('officerId', seat.officer_id, 'name', officer.display_name, 'role', seat.role, 'source', seat.source, 'status', seat.status, 'addedBy', seat.added_by_id) order by seat.position, seat.seat_id), '[]'::json) from seat join officer using (officer_id) where seat.stage_id = stage.stage_id) as seats, (select coalesce(json_agg(json_build_object('officerId', vote.officer_id, 'name', officer.display_name, 'onBehalfOf', nullif(seat.officer_id, vote.officer_id), 'answer', vote.answer, 'reasonCode', vote.reason_code, 'comment', vote.comment, 'votedAt', to_char("vote"."voted_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'takenBackAt', to_char("vote"."taken_back_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by vote.voted_at, vote.vote_id), '[]'::json) from vote join officer on officer.officer_id = vote.officer_id join seat on seat.seat_id = vote.seat_id where vote.stage_id = stage.stage_id) as votes
from approval join stage on stage.approval_id = approval.approval_id
where approval.subject_type = 'application' and approval.subject_id = $1
order by approval.round, stage.opened_at, stage.attempt, stage.number;
