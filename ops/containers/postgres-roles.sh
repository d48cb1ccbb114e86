#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: one role and its databases for each tenant of the server, none
# of them a superuser.
set -eu

psql --set=ON_ERROR_STOP=1 --username postgres \
  --set=daiban_password="$DAIBAN_DB_PASSWORD" --set=temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role daiban login password :'daiban_password';
create database daiban owner daiban;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
