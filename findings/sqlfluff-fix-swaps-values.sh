#!/usr/bin/env bash
# sqlfluff 4.5.0 (dialect postgres, default rules) on PostgreSQL 15.20
# Guess:  sqlfluff fix puts plain columns before computed ones (ST06) only where their order means nothing: it leaves
#         insert ... select, a cte or a view with a column list alone, and so the rest.
# Seen:   not in update ... set (a, b) = (select ...), in a materialized view with a column list, in a function's begin atomic: the
#         values change places without a word. It runs and writes the price into the quantity.
# Means:  run "fix" on SQL that has tests, or exclude ST06; "lint" tells people to do the same by hand. Our migrations are linted
#         and never fixed by it. Name each value where it goes: set quantity = s.quantity, cents = s.cents from (...) as s.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages sqlfluff==4.5.0
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create table item (quantity int, cents int)' -c 'insert into item values (2, 500)'
cat >update.sql <<'SQL'
update item set (quantity, cents) = (select item.quantity + 1, item.cents);
SQL
cat >view.sql <<'SQL'
create materialized view doubled (quantity, cents) as
select
    2 * quantity,
    cents
from item;
SQL
cat >function.sql <<'SQL'
create function tripled() returns table (quantity int, cents int) language sql
begin atomic
    select
        3 * item.quantity,
        item.cents
    from item;
end;
SQL
results() {
  query -c begin -f update.sql -f view.sql -f function.sql -c 'select * from item' -c 'select quantity, cents from doubled' \
    -c 'select quantity, cents from tripled()' -c rollback
}
expect 'quantity and cents' '3|500
6|500
9|500' "$(results)"
"$folder/venv/bin/sqlfluff" fix --quiet --dialect=postgres update.sql view.sql function.sql >fix.log || true
expect 'after the fix' '500|3
3|1000
3|1500' "$(results)"
