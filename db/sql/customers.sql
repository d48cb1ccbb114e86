-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findByIdentity
select "customer_id", "branch_id"
from "customer"
where "identity_index" = $1;

-- findCustomer
select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer_id" = $1 and "customer"."branch_id" = any($2::uuid[]);

select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer_id" = $1 and "customer"."customer_id" = $2;

select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer_id" = $1 and true;

-- findSealedCustomer
select "name", "birth_date", "email", "identity_cipher", "phone_cipher", "bank_account_cipher"
from "customer"
where "customer_id" = $1;

-- insertCustomer
insert into "customer" ("customer_id", "number", "kind", "name", "birth_date", "identity_cipher", "identity_index", "identity_mask", "phone_cipher", "phone_index", "phone_mask", "bank_account_cipher", "bank_account_index", "bank_account_mask", "email", "language", "branch_id", "account_manager_id")
values ($1, 'C-' || lpad(nextval('customer_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
returning "number";

-- linkUser
update "customer"
set "user_id" = $1
where "customer_id" = $2 and "user_id" is null;

-- listCustomers
select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer"."branch_id" = any($1::uuid[])
order by "customer_id" desc
limit $2
offset $3;

select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer"."customer_id" = $1
order by "customer_id" desc
limit $2
offset $3;

select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where true
order by "customer_id" desc
limit $1
offset $2;

select count(*)::int as "total"
from "customer"
where "customer"."branch_id" = any($1::uuid[]);

select count(*)::int as "total"
from "customer"
where "customer"."customer_id" = $1;

select count(*)::int as "total"
from "customer"
where true;

-- lockCustomer
select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer_id" = $1 and "customer"."branch_id" = any($2::uuid[])
for update;

select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer_id" = $1 and "customer"."customer_id" = $2
for update;

-- searchCustomers
select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer"."branch_id" = any($1::uuid[]) and "identity_index" = $2
order by "number"
limit $3;

select "customer"."customer_id", "customer"."number", "customer"."kind", "customer"."name", "customer"."birth_date", "customer"."identity_mask", "customer"."phone_mask", "customer"."bank_account_mask", "customer"."email", "customer"."language", "customer"."branch_id", "customer"."account_manager_id", "customer"."version", "customer"."created_at"
from "customer"
where "customer"."branch_id" = any($1::uuid[]) and "phone_index" = $2
order by "number"
limit $3;

-- updateCustomer
update "customer"
set "bank_account_cipher" = $1, "bank_account_index" = $2, "bank_account_mask" = $3, "version" = version + 1
where "customer_id" = $4
returning "version";

update "customer"
set "email" = $1, "bank_account_cipher" = $2, "bank_account_index" = $3, "bank_account_mask" = $4, "version" = version + 1
where "customer_id" = $5
returning "version";

update "customer"
set "email" = $1, "language" = $2, "version" = version + 1
where "customer_id" = $3
returning "version";

update "customer"
set "email" = $1, "phone_cipher" = $2, "phone_index" = $3, "phone_mask" = $4, "version" = version + 1
where "customer_id" = $5
returning "version";

update "customer"
set "language" = $1, "version" = version + 1
where "customer_id" = $2
returning "version";

update "customer"
set "name" = $1, "version" = version + 1
where "customer_id" = $2
returning "version";

update "customer"
set "phone_cipher" = $1, "phone_index" = $2, "phone_mask" = $3, "version" = version + 1
where "customer_id" = $4
returning "version";
