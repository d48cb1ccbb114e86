-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listNotices
select "notice".*
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[])))
order by "created_at" desc, "notice_id" desc
limit $3
offset $4;

select "notice".*
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[]))) and "customer_id" = $3
order by "created_at" desc, "notice_id" desc
limit $4
offset $5;

select "notice".*
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[]))) and "customer_id" = $3 and "case_id" = $4
order by "created_at" desc, "notice_id" desc
limit $5
offset $6;

select "notice".*
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[]))) and "officer_id" = $3 and "case_id" = $4
order by "created_at" desc, "notice_id" desc
limit $5
offset $6;

select "notice".*
from "notice"
where notice.customer_id = $1
order by "created_at" desc, "notice_id" desc
limit $2
offset $3;

select count(*) as "total"
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[])));

select count(*) as "total"
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[]))) and "customer_id" = $3;

select count(*) as "total"
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[]))) and "customer_id" = $3 and "case_id" = $4;

select count(*) as "total"
from "notice"
where (notice.officer_id = $1 or notice.customer_id in (select customer_id from customer where branch_id = any($2::uuid[]))) and "officer_id" = $3 and "case_id" = $4;

select count(*) as "total"
from "notice"
where notice.customer_id = $1;
