-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listBorrowerNotices
select "notice_id", "template", "channel", "language", "subject", "body", "business_date", "loan_id", "application_id", "read_at"
from "notice"
where "notice_id" in (select min(notice_id::text)::uuid as "first_id" from "notice" where "customer_id" = $1 and "status" <> $2 group by coalesce(loan_id, application_id, case_id), "template", "business_date", "subject", "body")
order by "business_date" desc, "created_at" desc, "notice_id" desc
limit $3
offset $4;

select count(*) as "total", count(*) filter (where read_at is null) as "unread"
from "notice"
where "notice_id" in (select min(notice_id::text)::uuid as "first_id" from "notice" where "customer_id" = $1 and "status" <> $2 group by coalesce(loan_id, application_id, case_id), "template", "business_date", "subject", "body");

-- markNoticeRead
update "notice"
set "read_at" = coalesce(read_at, $1)
where "notice_id" = $2 and "customer_id" = $3;
