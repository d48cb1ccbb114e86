-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- migrate
select "a"."attname" as "column", "a"."attnotnull" as "not_null", "a"."atthasdef" as "has_default", "c"."relname" as "table", "c"."relkind" as "table_type", "ns"."nspname" as "schema", "typ"."typname" as "type", "dtns"."nspname" as "type_schema", col_description(a.attrelid, a.attnum) as "column_description", pg_get_serial_sequence(quote_ident(ns.nspname) || '.' || quote_ident(c.relname), a.attname) as "auto_incrementing"
from "pg_catalog"."pg_attribute" as "a"
inner join "pg_catalog"."pg_class" as "c" on "a"."attrelid" = "c"."oid"
inner join "pg_catalog"."pg_namespace" as "ns" on "c"."relnamespace" = "ns"."oid"
inner join "pg_catalog"."pg_type" as "typ" on "a"."atttypid" = "typ"."oid"
inner join "pg_catalog"."pg_namespace" as "dtns" on "typ"."typnamespace" = "dtns"."oid"
where "c"."relkind" in ($1, …) and "ns"."nspname" !~ $2 and "ns"."nspname" != $3 and "ns"."nspname" != $4 and has_schema_privilege(ns.nspname, 'USAGE') and "a"."attnum" >= $5 and "a"."attisdropped" != $6
order by "ns"."nspname", "c"."relname", "a"."attnum";

select "id"
from "kysely_migration_lock"
where "id" = $1;

select "name", "timestamp"
from "kysely_migration";

select pg_advisory_unlock(3853314791062309107);

with set_timeout as ( select set_config('lock_timeout', '3600000', true) as config_val ) select pg_advisory_lock(3853314791062309107)
from set_timeout;
