#!/usr/bin/env bash
# postgresql-15-plpgsql-check 2.3.0-1 (Debian 12) on PostgreSQL 15.20
# Guess:  a function whose result depends on the session's TimeZone is rightly stable, however it is written.
# Seen:   with "return at::timestamp" nothing is said; "return at" into the same type of result, the same conversion without a
#         cast of its own, is told that it should be immutable.
# Means:  who obeys can index the function: the index then holds the day as one time zone saw it, and a session in another finds
#         other orders with the index than without it. Write the cast, and at time zone, in every return.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-plpgsql-check=2.3.0-1
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension plpgsql_check' \
  -c 'create function written(at timestamptz) returns timestamp stable language plpgsql as $$ begin return at::timestamp; end $$' \
  -c 'create function silent(at timestamptz) returns timestamp stable language plpgsql as $$ begin return at; end $$'
expect 'advice for each' 'written|
silent|routine is marked as STABLE, should be IMMUTABLE' "$(query -c "
  select name, (
      select message from plpgsql_check_function_tb(name::regproc, performance_warnings => true) where message like '%IMMUTABLE'
    )
  from unnest(array['written', 'silent']) as name")"
local_time="select silent('2026-11-28 23:30+00')"
expect 'and its value' '2026-11-29 08:30:00 2026-11-28 23:30:00' \
  "$(query -c 'set timezone = "Asia/Tokyo"' -c "$local_time") $(query -c 'set timezone = "UTC"' -c "$local_time")"
