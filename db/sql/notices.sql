-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- claimNotices
with "taken" as (update "notice" set "claimed_until" = clock_timestamp() + $1 * interval '1 millisecond', "attempt_count" = attempt_count + 1 where "notice_id" in (select "notice_id" from "notice" where "status" = $2 and "claimed_until" is null and "available_at" <= clock_timestamp() order by "created_at" limit $3 for update skip locked) returning *) select "notice_id", "channel", "template", "subject", "body", "attempt_count", "customer"."email", "branch"."time_zone", exists (select from consent where consent.customer_id = taken.customer_id and kind = 'contact_outside_hours' and withdrawn_at is null) as "has_night_consent"
from "taken"
left join "customer" on "customer"."customer_id" = "taken"."customer_id"
left join "branch" on "branch"."branch_id" = "customer"."branch_id"
order by "taken"."created_at";

-- dropWithheldNotices
update "notice"
set "status" = $1, "failure" = $2
where "case_id" = $3 and "status" = $4;

-- insertNotices
insert into "notice" ("notice_id", "business_key", "customer_id", "officer_id", "loan_id", "case_id", "application_id", "template", "channel", "language", "subject", "body", "business_date", "status", "decision")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict ("business_key") do nothing;

insert into "notice" ("notice_id", "business_key", "customer_id", "officer_id", "loan_id", "case_id", "application_id", "template", "channel", "language", "subject", "body", "business_date", "status", "decision")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15), …
on conflict ("business_key") do nothing;

-- listWithheldNotices
select "notice_id", "channel", "template", "language", decision->>'nextAllowedAt' as "next_allowed_at"
from "notice"
where "case_id" = $1 and "status" = $2 and decision->>'heldBy' is null
order by "created_at";

-- releaseHeldNotices
update notice
set status = 'queued'
from installation
where notice.status = 'withheld' and notice.decision->>'heldBy' = 'sender' and (notice.decision->>'nextAllowedAt')::timestamptz <= now() + installation.clock_offset_ms * interval '1 millisecond';

-- releaseLapsedNotices
update "notice"
set "status" = case when channel = any($1::text[]) then 'queued' else 'unknown' end, "failure" = case when channel = any($2::text[]) then failure else 'the sender ended before it had an answer' end, "claimed_until" = $3
where "status" = $4 and "claimed_until" < clock_timestamp();

-- settleNotices
update notice
set status = settled.status, failure = settled.failure, provider_reference = settled.reference, claimed_until = null, decision = case when settled.decision is null then notice.decision else coalesce(notice.decision, '{}'::jsonb) || settled.decision end, available_at = clock_timestamp() + settled."delayMs" * interval '1 millisecond', sent_at = case when settled.status = 'sent' then now() + installation.clock_offset_ms * interval '1 millisecond' end
from installation, jsonb_to_recordset($1::jsonb) as settled("noticeId" uuid, status text, "delayMs" integer, failure text, reference text, decision jsonb)
where notice.notice_id = settled."noticeId" and notice.status = 'queued';

-- updateWithheldNotices
update notice
set status = anew.status, subject = anew.subject, body = anew.body, business_date = anew."businessDate", decision = anew.decision
from jsonb_to_recordset($1::jsonb) as anew("noticeId" uuid, status text, subject text, body text, "businessDate" date, decision jsonb)
where notice.notice_id = anew."noticeId" and notice.status = 'withheld';
