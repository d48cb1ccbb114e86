#!/bin/sh
# Brings Temporal's two databases to the schema of its release. May be repeated: setup refuses politely where a schema
# is, and update does what is missing.
set -eu

schema=/etc/temporal/schema/postgresql/v12

update() {
  tool="temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal --db $1"
  $tool setup-schema --version 0.0 || true
  $tool update-schema --schema-dir "$schema/$2/versioned"
}

update temporal temporal
update temporal_visibility visibility
