-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countSimulationCases
select count(*)::int as count
from application join policy_version as pinned on pinned.policy_version_id = application.matrix_version_id and pinned.kind = 'matrix' and pinned.name = $1 and application.submitted_at <= $2::timestamptz and ($3::timestamptz is null or application.submitted_at >= $4::timestamptz)
left join approval on approval.subject_type = 'application' and approval.subject_id = application.application_id and approval.round = application.round;

-- listSimulationCases
select application.application_id as "applicationId", application.number, to_char(application.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "submittedAt", application.branch_id as "branchId", application.account_manager_id as "accountManagerId", array[application.created_by, application.submitted_by, application.account_manager_id::text] as "makerIds", application.amount_minor as "amountMinor", application.currency, application.grade, application.content->>'productCode' as product, coalesce(application.content->>'customerType', 'person') as "customerType", coalesce(jsonb_typeof(application.content->'security') = 'object', false) as "isSecured", approval.facts, coalesce((select jsonb_agg(jsonb_build_object('key', stage.template->>'key', 'verdict', stage.verdict, 'branchId', stage.branch_id, 'openedAt', to_char(stage.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'closedAt', to_char(stage.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by stage.opened_at, stage.number) from stage where stage.approval_id = approval.approval_id and stage.status <> 'unused'), '[]'::jsonb) as stages
from application join policy_version as pinned on pinned.policy_version_id = application.matrix_version_id and pinned.kind = 'matrix' and pinned.name = $1 and application.submitted_at <= $2::timestamptz and ($3::timestamptz is null or application.submitted_at >= $4::timestamptz)
left join approval on approval.subject_type = 'application' and approval.subject_id = application.application_id and approval.round = application.round
where (application.submitted_at, application.application_id) < ($5::timestamptz, $6::uuid)
order by application.submitted_at desc, application.application_id desc
limit $7;

select application.application_id as "applicationId", application.number, to_char(application.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "submittedAt", application.branch_id as "branchId", application.account_manager_id as "accountManagerId", array[application.created_by, application.submitted_by, application.account_manager_id::text] as "makerIds", application.amount_minor as "amountMinor", application.currency, application.grade, application.content->>'productCode' as product, coalesce(application.content->>'customerType', 'person') as "customerType", coalesce(jsonb_typeof(application.content->'security') = 'object', false) as "isSecured", approval.facts, coalesce((select jsonb_agg(jsonb_build_object('key', stage.template->>'key', 'verdict', stage.verdict, 'branchId', stage.branch_id, 'openedAt', to_char(stage.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'closedAt', to_char(stage.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by stage.opened_at, stage.number) from stage where stage.approval_id = approval.approval_id and stage.status <> 'unused'), '[]'::jsonb) as stages
from application join policy_version as pinned on pinned.policy_version_id = application.matrix_version_id and pinned.kind = 'matrix' and pinned.name = $1 and application.submitted_at <= $2::timestamptz and ($3::timestamptz is null or application.submitted_at >= $4::timestamptz)
left join approval on approval.subject_type = 'application' and approval.subject_id = application.application_id and approval.round = application.round
where true
order by application.submitted_at desc, application.application_id desc
limit $5;
