#!/usr/bin/env bash
# postgresql-15-wal2json 2.5-1+b1 on PostgreSQL 15.20, both of Debian 12
# Guess:  an output plugin that is installed can be used for a replication slot by a superuser, as in 15.18.
# Seen:   since the minor release of August 2026 only plugins named in the new setting output_plugin_libraries, and none is by
#         default but PostgreSQL's own two: the slot is refused until the DBA adds the name and reloads.
# Means:  a shop's change feed (Debezium, a warehouse's copy) stops at a minor update though nobody changed it, and its slot
#         keeps WAL meanwhile until the disk is full. Before the update: alter system set output_plugin_libraries =
#         pgoutput, test_decoding, wal2json; written without quotes around the whole list, which would be one name.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  postgresql-15-wal2json=2.5-1+b1
start_server "$root/usr/lib/postgresql/15/bin" wal_level=logical
slot="select slot_name from pg_create_logical_replication_slot('feed', 'wal2json')"
expect 'setting' 'pgoutput, test_decoding' "$(query -c 'show output_plugin_libraries')"
expect 'slot' 'ERROR:  library "wal2json" may not be used as an output plugin' "$(query -c "$slot" | head -n 1)"
expect 'slot once it is named' 'feed' "$(query -c "set output_plugin_libraries = pgoutput, wal2json" -c "$slot")"
