#!/usr/bin/env bash
# postgresql-15-hll 2.17-1+b1 (Debian 12) on PostgreSQL 15.20
# Guess:  the number 1001 counts once, whether it came from an int or from a bigint column.
# Seen:   twice: hll_hash_integer and hll_hash_bigint give one number two hashes. hll_hash_any does so, too, as it goes by type.
# Means:  "distinct orders" over a shop's int column and a bigint column of ours or an export doubles. Cast both sides to one type,
#         to text for example; an estimate that is right for each of two tables can be wrong for both together.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-hll=2.17-1+b1
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension hll'
expect 'orders of int and bigint, by hll_hash_any, as text' '2|2|1' "$(query -c "
  select hll_cardinality(hll_empty() || hll_hash_integer(1001) || hll_hash_bigint(1001)),
    hll_cardinality(hll_empty() || hll_hash_any(1001) || hll_hash_any(1001::bigint)),
    hll_cardinality(hll_empty() || hll_hash_text(1001::text) || hll_hash_text(1001::bigint::text))")"
