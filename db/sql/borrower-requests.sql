-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findBorrowerRequest
select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request_id" = $1 and "borrower_request"."branch_id" = any($2::uuid[]);

select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request_id" = $1 and "borrower_request"."customer_id" = $2;

-- insertBorrowerRequest
insert into "borrower_request" ("borrower_request_id", "number", "customer_id", "branch_id", "loan_id", "application_id", "kind", "reason", "proposal", "body", "due_date", "contact_stopped_until", "requested_date", "requested_at")
values ($1, $2 || lpad(nextval('borrower_request_number')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- listBorrowerRequests
select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."branch_id" = any($1::uuid[])
order by borrower_request.status in ('requested', 'under_review') desc, case when borrower_request.status in ('requested', 'under_review') then borrower_request.due_date end, "borrower_request"."requested_at" desc
limit $2
offset $3;

select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."branch_id" = any($1::uuid[]) and "borrower_request"."kind" = $2 and "borrower_request"."status" = $3
order by borrower_request.status in ('requested', 'under_review') desc, case when borrower_request.status in ('requested', 'under_review') then borrower_request.due_date end, "borrower_request"."requested_at" desc
limit $4
offset $5;

select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."branch_id" = any($1::uuid[]) and starts_with(borrower_request.number, $2)
order by borrower_request.status in ('requested', 'under_review') desc, case when borrower_request.status in ('requested', 'under_review') then borrower_request.due_date end, "borrower_request"."requested_at" desc
limit $3
offset $4;

select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."customer_id" = $1
order by borrower_request.status in ('requested', 'under_review') desc, case when borrower_request.status in ('requested', 'under_review') then borrower_request.due_date end, "borrower_request"."requested_at" desc
limit $2
offset $3;

select count(*) as "total"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."branch_id" = any($1::uuid[]);

select count(*) as "total"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."branch_id" = any($1::uuid[]) and "borrower_request"."kind" = $2 and "borrower_request"."status" = $3;

select count(*) as "total"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."branch_id" = any($1::uuid[]) and starts_with(borrower_request.number, $2);

select count(*) as "total"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request"."customer_id" = $1;

-- lockBorrowerRequest
select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request_id" = $1 and "borrower_request"."branch_id" = any($2::uuid[])
for update of "borrower_request";

select "borrower_request".*, "customer"."name" as "customer_name", "customer"."kind" as "customer_kind", "loan"."number" as "loan_number"
from "borrower_request"
inner join "customer" on "customer"."customer_id" = "borrower_request"."customer_id"
left join "loan" on "loan"."loan_id" = "borrower_request"."loan_id"
where "borrower_request_id" = $1 and "borrower_request"."customer_id" = $2
for update of "borrower_request";

-- markAnswerRead
update "borrower_request"
set "answer_read_at" = $1
where "borrower_request_id" = $2 and "answer" is not null and "answer_read_at" is null;

-- saveBorrowerRequest
update "borrower_request"
set "status" = $1, "version" = version + 1
where "borrower_request_id" = $2;

update "borrower_request"
set "status" = $1, "version" = version + 1, "answer" = $2, "answered_by" = $3, "answered_at" = $4
where "borrower_request_id" = $5;
