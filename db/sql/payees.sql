-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findEntrustedPayee
select *
from "entrusted_payee"
where "payee_id" = $1;

-- insertPayee
insert into "entrusted_payee" ("payee_id", "application_id", "name", "account_cipher", "account_index", "account_mask", "purpose", "document_id", "recorded_by", "recorded_at")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning *;

-- listPayees
select *
from "entrusted_payee"
where "application_id" = $1
order by "recorded_at", "payee_id";

-- readPayeeFacts
select "name", "account_index", "account_mask", "checked_by"
from "entrusted_payee"
where "payee_id" = $1;

select "name", "bank_account_index", "bank_account_mask", "bank_account_cipher"
from "customer"
where "customer_id" = $1;

-- savePayeeCheck
update "entrusted_payee"
set "checked_by" = $1, "checked_at" = $2, "version" = version + 1
where "payee_id" = $3
returning *;
