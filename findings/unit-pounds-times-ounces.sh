#!/usr/bin/env bash
# postgresql-15-unit 7.7-1 (Debian 12) on PostgreSQL 15.20
# Guess:  '2 lb 3 oz' is 35 ounces, or refused; '1/2 lb' is half a pound, as 0.5 * '1 lb' is.
# Seen:   units that stand side by side are multiplied, before a division is done: the first is 0.077 kg^2, the second
#         1 / (2 lb), and neither is an error until something else is added to it.
# Means:  weights as people write them into a shop's column become nonsense without an error. Take numbers and a unit from
#         two columns, as ShipStation's weight has them; check that @ 'oz' works before anything is kept.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-unit=7.7-1
# The extension copies its data from where the package would be installed.
sed -i "s#/usr/share/postgresql#$root&#" "$root"/usr/share/postgresql/15/extension/unit--*.sql
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension unit'
expect '2 lb 3 oz, 1/2 lb, 2 lb + 3 oz in oz' '0.0771547642958313 kg^2|1.10231131092439 kg^-1|35 oz' "$(query -c "
  select '2 lb 3 oz'::unit, '1/2 lb'::unit, ('2 lb'::unit + '3 oz') @ 'oz'")"
