#!/usr/bin/env bash
# postgresql-15-partman 4.7.2-1 (Debian 12) on PostgreSQL 15.20
# Guess:  months of a table that is partitioned by timestamptz begin where they began, whoever runs the maintenance.
# Seen:   each run counts on from the last bound in the session's TimeZone. After January was made in UTC, a session in New York
#         counts from December 31, 19:00: "January" is there already, so February gets no partition and its rows go to the
#         default one; the partition that is called 02 holds March, up to the 28th, and from then on months begin on the 28th.
# Means:  one run of the maintenance by hand, from a DBA's psql with its own time zone, does it, and nothing is reported. Fix it
#         by alter role ... set timezone = 'UTC' for all who run it; none of our tables is partitioned.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-partman=4.7.2-1
start_server "$root/usr/lib/postgresql/15/bin"
query -c "set timezone = 'UTC'" -c 'create schema partman' -c 'create extension pg_partman schema partman' \
  -c 'create table ev (at timestamptz not null) partition by range (at)' \
  -c "select from partman.create_parent('public.ev', 'at', 'native', 'monthly')" \
  -c "select from partman.create_partition_time('public.ev', array['2049-12-01', '2050-01-01']::timestamptz[])" \
  -c "insert into ev values ('2049-12-15')"
query -c "set timezone = 'America/New_York'" -c 'call partman.run_maintenance_proc()'
seen=$(query -c "set timezone = 'UTC'" -c "
  select relname, regexp_replace(pg_get_expr(relpartbound, oid), ':00:00[+]00|FOR VALUES ', '', 'g')
  from pg_class where relispartition and relname ~ '^ev_p20(49|50)' order by 1")
expect 'partitions, two of them made in UTC' "ev_p2049_12|FROM ('2049-12-01 00') TO ('2050-01-01 00')
ev_p2050_01|FROM ('2050-01-01 00') TO ('2050-02-01 00')
ev_p2050_02|FROM ('2050-03-01 00') TO ('2050-03-28 23')
ev_p2050_03|FROM ('2050-03-28 23') TO ('2050-04-28 23')" "$seen"
