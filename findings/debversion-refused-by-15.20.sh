#!/usr/bin/env bash
# postgresql-15-debversion 1.1.2-1+b1 on PostgreSQL 15.20, both of Debian 12
# Guess:  an extension that Debian ships for its PostgreSQL 15 can be created in it after every minor update.
# Seen:   create extension debversion fails: its script names >= the negator of two operators, which earlier minor releases
#         took. A dump with the extension in it cannot be restored on the updated server for the same reason.
# Means:  a minor update can stop `create extension` and a restore, not only a major one. We need no extension; a copy of a
#         shop that has some is to be tried on the minor version it will run on.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-debversion=1.1.2-1+b1
start_server "$root/usr/lib/postgresql/15/bin"
expect 'create extension debversion' 'ERROR:  negator operator >= is already the negator of operator <' \
  "$(query -c 'create extension debversion' || true)"
