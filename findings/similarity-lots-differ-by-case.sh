#!/usr/bin/env bash
# postgresql-15-similarity 1.0-6+b1 (Debian 12), extension pg_similarity, on PostgreSQL 15.20
# Guess:  only equal texts have a similarity of 1, as in fuzzystrmatch, whose distances tell a from A.
# Seen:   L17A and l17a have 1 by jaro, jarowinkler and lev: ASCII letters are folded first; ü and Ü still differ. No setting
#         changes it.
# Means:  for a maker who tells upper from lower case in lots, "similarity = 1" is no equality. A search for lots that were typed
#         wrongly has to look at = as well.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-similarity=1.0-6+b1
start_server "$root/usr/lib/postgresql/15/bin"
query -c 'create extension pg_similarity' -c 'create extension fuzzystrmatch'
expect 'jaro, jarowinkler, lev; levenshtein() of fuzzystrmatch' '1|1|1|2' "$(query -c "
  select jaro('L17A', 'l17a'), jarowinkler('L17A', 'l17a'), lev('L17A', 'l17a'), levenshtein('L17A', 'l17a')")"
