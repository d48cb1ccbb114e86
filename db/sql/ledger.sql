-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertEntries
insert into "journal_entry" ("journal_entry_id", "event_key", "rule", "loan_id", "customer_id", "branch_id", "product", "currency", "effective_date", "posted_date", "reverses_entry_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, greatest($10::date, (select max(through_date) + 1 from closed_period)), $11);

insert into "journal_entry" ("journal_entry_id", "event_key", "rule", "loan_id", "customer_id", "branch_id", "product", "currency", "effective_date", "posted_date", "reverses_entry_id")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, greatest($10::date, (select max(through_date) + 1 from closed_period)), $11), …;

insert into "posting" ("journal_entry_id", "line", "account_code", "side", "amount_minor", "currency", "component")
values ($1, $2, $3, $4, $5, $6, $7), …;

-- listEntries
select "journal_entry".*, (select json_agg(json_build_object('accountCode', account_code, 'side', side, 'amount', amount_minor::text, 'component', component) order by line) from posting where posting.journal_entry_id = journal_entry.journal_entry_id) as "postings"
from "journal_entry"
where "seq" > $1 and "branch_id" = any($2::uuid[])
order by "seq"
limit $3;

select "journal_entry".*, (select json_agg(json_build_object('accountCode', account_code, 'side', side, 'amount', amount_minor::text, 'component', component) order by line) from posting where posting.journal_entry_id = journal_entry.journal_entry_id) as "postings"
from "journal_entry"
where "seq" > $1 and "loan_id" = $2
order by "seq"
limit $3;

-- listEntriesOfEvent
select "journal_entry".*, (select json_agg(json_build_object('accountCode', account_code, 'side', side, 'amount', amount_minor::text, 'component', component) order by line) from posting where posting.journal_entry_id = journal_entry.journal_entry_id) as "postings"
from "journal_entry"
where "event_key" = $1 and "reverses_entry_id" is null and not exists (select "later"."seq" from "journal_entry" as "later" where "later"."reverses_entry_id" = "journal_entry"."journal_entry_id");

-- listLoanEntries
select "journal_entry_id", "event_key", "rule", "effective_date", "reverses_entry_id", (select json_agg(json_build_object('accountCode', account_code, 'side', side, 'amount', amount_minor::text, 'component', component) order by line) from posting where posting.journal_entry_id = journal_entry.journal_entry_id) as "postings"
from "journal_entry"
where "loan_id" = $1
order by "seq";

-- readTrialBalance
select "account"."account_code", "account"."name", "account"."name_zh", "account"."normal_side", "posting"."currency", coalesce(sum(posting.amount_minor) filter (where side = $1), 0)::bigint as "debit", coalesce(sum(posting.amount_minor) filter (where side = $2), 0)::bigint as "credit"
from "posting"
inner join "journal_entry" on "journal_entry"."journal_entry_id" = "posting"."journal_entry_id"
inner join "account" on "account"."account_code" = "posting"."account_code"
where "posted_date" <= $3
group by "account"."account_code", "posting"."currency"
order by "account"."account_code", "posting"."currency";

select "account"."account_code", "account"."name", "account"."name_zh", "account"."normal_side", "posting"."currency", coalesce(sum(posting.amount_minor) filter (where side = $1), 0)::bigint as "debit", coalesce(sum(posting.amount_minor) filter (where side = $2), 0)::bigint as "credit"
from "posting"
inner join "journal_entry" on "journal_entry"."journal_entry_id" = "posting"."journal_entry_id"
inner join "account" on "account"."account_code" = "posting"."account_code"
where "posted_date" <= $3 and "branch_id" = any($4::uuid[])
group by "account"."account_code", "posting"."currency"
order by "account"."account_code", "posting"."currency";

select "account"."account_code", "account"."name", "account"."name_zh", "account"."normal_side", "posting"."currency", coalesce(sum(posting.amount_minor) filter (where side = $1), 0)::bigint as "debit", coalesce(sum(posting.amount_minor) filter (where side = $2), 0)::bigint as "credit"
from "posting"
inner join "journal_entry" on "journal_entry"."journal_entry_id" = "posting"."journal_entry_id"
inner join "account" on "account"."account_code" = "posting"."account_code"
where "posted_date" <= $3 and "loan_id" = $4
group by "account"."account_code", "posting"."currency"
order by "account"."account_code", "posting"."currency";
