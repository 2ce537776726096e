#!/usr/bin/env bash
# postgresql-15-repack 1.4.8-1+deb12u1 (Debian 12) on PostgreSQL 15.20
# Guess:  pg_repack keeps each row's xmin, as cluster and vacuum full do: the rows did not change.
# Seen:   all rows have one new xmin afterwards, that of the copy.
# Means:  a copy of the orders that reads "what changed" by xmin (some warehouses' loaders do) takes the whole table again after each
#         pg_repack, and rows seem to have been written in one transaction. Order changes by a column of your own: ours have one.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-repack=1.4.8-1+deb12u1
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension pg_repack' -c 'create table o (id int primary key)'
for id in 1 2 3; do query -c "insert into o values ($id)"; done
query -c 'create table was as select id, xmin::text::bigint as writer from o'
kept() { query -c 'select count(*), count(distinct o.xmin::text) from o join was on was.id = o.id and was.writer = o.xmin::text::bigint'; }
query -c 'cluster o using o_pkey'
expect 'rows with the xmin they had, after cluster' '3|3' "$(kept)"
query -c 'vacuum full o'
expect 'after vacuum full' '3|3' "$(kept)"
pg_repack --table=o 2>repack.log
expect 'after pg_repack, and the writers there are' '0|0 1' "$(kept) $(query -c 'select count(distinct xmin::text) from o')"
