-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findStatement
select "bank_statement"."statement_id" as "statementId", "bank_statement"."channel", "bank_statement"."file_name" as "fileName", "bank_statement"."currency", "bank_statement"."from_date" as "fromDate", "bank_statement"."to_date" as "toDate", "bank_statement"."line_count" as "lineCount", "bank_statement"."in_minor" as "inMinor", "bank_statement"."out_minor" as "outMinor", "officer"."display_name" as "importedByName", "bank_statement"."imported_at" as "importedAt", (select count(*) as "open" from "bank_line" where "bank_line"."statement_id" = "bank_statement"."statement_id" and "bank_line"."matched_by" is null) as "openLineCount"
from "bank_statement"
left join "officer" on "officer"."officer_id" = "bank_statement"."imported_by"
where "bank_statement"."statement_id" = $1;

-- findStatementByHash
select "statement_id" as "statementId", "imported_at" as "importedAt"
from "bank_statement"
where "content_hash" = $1;

-- insertBankLines
insert into "bank_line" ("line_id", "statement_id", "file_row", "channel", "booked_date", "direction", "amount_minor", "currency", "reference", "payer_name", "payer_account_index", "payer_account_mask", "remark", "payment_id", "disbursement_id", "refund_id", "matched_by", "matched_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18), …;

-- insertStatement
insert into "bank_statement" ("statement_id", "channel", "file_name", "content_hash", "currency", "from_date", "to_date", "line_count", "in_minor", "out_minor", "imported_by", "imported_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict ("content_hash") do nothing
returning "statement_id";

-- isMatched
select "line_id"
from "bank_line"
where "disbursement_id" = $1;

select "line_id"
from "bank_line"
where "payment_id" = $1;

-- listBankLines
select "bank_line".*, "officer"."display_name"
from "bank_line"
left join "officer" on "officer"."officer_id" = "bank_line"."matched_by"
order by "bank_line"."booked_date" desc, "bank_line"."file_row", "bank_line"."line_id"
limit $1
offset $2;

select "bank_line".*, "officer"."display_name"
from "bank_line"
left join "officer" on "officer"."officer_id" = "bank_line"."matched_by"
where "bank_line"."matched_by" is null
order by "bank_line"."booked_date" asc, "bank_line"."file_row", "bank_line"."line_id"
limit $1
offset $2;

select count(*) as "total"
from "bank_line";

select count(*) as "total"
from "bank_line"
where "bank_line"."matched_by" is null;

-- listKnownLines
select "statement_id" as "statementId", "reference", "direction", "amount_minor" as "amountMinor", "booked_date" as "bookedDate"
from "bank_line"
where "channel" = $1 and reference = any($2::text[]);

-- listStatements
select "bank_statement"."statement_id" as "statementId", "bank_statement"."channel", "bank_statement"."file_name" as "fileName", "bank_statement"."currency", "bank_statement"."from_date" as "fromDate", "bank_statement"."to_date" as "toDate", "bank_statement"."line_count" as "lineCount", "bank_statement"."in_minor" as "inMinor", "bank_statement"."out_minor" as "outMinor", "officer"."display_name" as "importedByName", "bank_statement"."imported_at" as "importedAt", (select count(*) as "open" from "bank_line" where "bank_line"."statement_id" = "bank_statement"."statement_id" and "bank_line"."matched_by" is null) as "openLineCount"
from "bank_statement"
left join "officer" on "officer"."officer_id" = "bank_statement"."imported_by"
order by "bank_statement"."imported_at" desc, "bank_statement"."statement_id" desc
limit $1
offset $2;

select count(*) as "total"
from "bank_statement";

-- lockBankLine
select *
from "bank_line"
where "line_id" = $1
for update;

-- lockMovement
select
from disbursement
where disbursement_id = $1
for update;

select
from payment
where payment_id = $1
for update;

-- saveMatch
update "bank_line"
set "disbursement_id" = $1, "matched_by" = $2, "matched_at" = $3
where "line_id" = $4;

update "bank_line"
set "payment_id" = $1, "matched_by" = $2, "matched_at" = $3
where "line_id" = $4;
