#!/usr/bin/env bash
# postgresql-15-periods 1.2.2-1+b1 (Debian 12) on PostgreSQL 15.20
# Guess:  a price's row for a year, in a table with a unique key over product and period, is cut in three by an update of
#         three months in the middle through the FOR PORTION OF view.
# Seen:   the update fails: the row for the first months is inserted while the old row still stands for the whole year, and the
#         exclusion constraint that the extension itself added finds the two overlapping.
# Means:  prices or lots "valid from, valid to" can't be corrected for a part of their time with both features on. Our lots
#         keep one open row and a history that is only ever added to.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-periods=1.2.2-1+b1
start_server "$root/usr/lib/postgresql/15/bin"
query >/dev/null -c 'create extension periods cascade' \
  -c 'create table price (id int generated always as identity primary key, sku text, cents int, since date not null, until date not null)' \
  -c "insert into price (sku, cents, since, until) values ('17612', 995, '2026-01-01', '2027-01-01')" \
  -c "select periods.add_period('price', 'valid', 'since', 'until')" \
  -c "select periods.add_for_portion_view('price', 'valid')"
change="update price__for_portion_of_valid set cents = 1095, since = '2026-04-01', until = '2026-07-01'"
expect 'update of a portion without a unique key, rolled back' '2026-01-01 995, 2026-04-01 1095, 2026-07-01 995' "$(
  query -c begin -c "$change" -c "select string_agg(since || ' ' || cents, ', ' order by since) from price" -c rollback)"
query >/dev/null -c "select periods.add_unique_key('price', array['sku'], 'valid')"
expect 'with one' 'ERROR:  conflicting key value violates exclusion constraint "price_sku_daterange_excl"' \
  "$(query -c "$change" | head -n 1)"
