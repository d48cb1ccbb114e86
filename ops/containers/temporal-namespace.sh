#!/bin/sh
# Makes the namespace when it is missing. Thirty days of closed workflows are kept: the record is in PostgreSQL.
set -eu

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h
