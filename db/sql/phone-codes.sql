-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- claimPhoneCodes
update "phone_code"
set "claimed_until" = clock_timestamp() + $1 * interval '1 millisecond'
where "phone_code_id" in (select "phone_code_id" from "phone_code" where "status" = $2 and "claimed_until" is null and "expires_at" > clock_timestamp() order by "created_at" limit $3 for update skip locked) and "message_cipher" is not null
returning "phone_code_id", "message_cipher", "language";

-- insertPhoneCode
insert into "phone_code" ("phone_code_id", "phone_index", "code_hash", "message_cipher", "language", "expires_at")
values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 second')
returning "expires_at";

-- listCodeAges
select extract(epoch from clock_timestamp() - created_at)::float8 as "age"
from "phone_code"
where "phone_index" = $1 and "created_at" > clock_timestamp() - interval '1 day'
order by "created_at" desc;

-- lockNewestCode
select "phone_code_id", "code_hash", "attempt_count", "sign_up_count", expires_at <= clock_timestamp() as "is_expired", extract(epoch from clock_timestamp() - used_at)::float8 as "used_ago"
from "phone_code"
where "phone_index" = $1
order by "created_at" desc
limit $2
for update;

-- lockPhone
select pg_advisory_xact_lock(hashtextextended($1, 28));

-- markCode
update "phone_code"
set "attempt_count" = attempt_count + 1
where "phone_code_id" = $1;

update "phone_code"
set "sign_up_count" = sign_up_count + 1
where "phone_code_id" = $1;

update "phone_code"
set "used_at" = clock_timestamp()
where "phone_code_id" = $1;

-- settlePhoneCode
update "phone_code"
set "status" = $1, "failure" = $2, "provider_reference" = $3, "message_cipher" = $4, "claimed_until" = $5
where "phone_code_id" = $6;

-- sweepPhoneCodes
delete
from "phone_code"
where "created_at" < clock_timestamp() - interval '2 days';

update "phone_code"
set "status" = $1, "failure" = $2, "message_cipher" = $3
where "status" = $4 and "expires_at" < clock_timestamp();
