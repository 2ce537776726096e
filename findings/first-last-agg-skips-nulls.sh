#!/usr/bin/env bash
# postgresql-15-first-last-agg 0.1.4-4-gd63ea3b-6+b1 (Debian 12) on PostgreSQL 15.20
# Guess:  last(lot order by at) is the lot of the last row, null where that row has none.
# Seen:   rows whose value is null are skipped: the last lot that ever was there is given as the present one; first() alike.
# Means:  a report on an order's history says "lot 17612" for an order whose lot was taken out. The window function
#         last_value and (array_agg(lot order by at desc))[1] keep the null; our views use neither aggregate.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-first-last-agg=0.1.4-4-gd63ea3b-6+b1
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension first_last_agg'
expect 'first, last, and the last by array_agg' '17612|17612|none' "$(query -c "
  select first(lot order by at), last(lot order by at), coalesce((array_agg(lot order by at desc))[1], 'none')
  from (values (1, null), (2, '17612'), (3, null)) as history (at, lot)")"
