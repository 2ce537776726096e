#!/usr/bin/env bash
# prometheus-postgres-exporter 0.11.1-3+b5 (Debian 12) on PostgreSQL 15.20
# Guess:  where a query of one's own gives null, there is no sample, as there is none where it gives no row.
# Seen:   the sample is there and is NaN. In Prometheus no comparison with NaN is true, sum() over shops becomes NaN, and absent()
#         does not fire.
# Means:  "seconds since the last order" of a shop without orders hides that of the other shops. Leave such rows out (where ... is
#         not null) or coalesce to a figure that means it; the queries that we ship do one or the other.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1 \
  prometheus-postgres-exporter=0.11.1-3+b5
start_server "$root/usr/lib/postgresql/15/bin"
cat >queries.yaml <<'YAML'
wait:
  query: "select shop, seconds from (values ('a', 5), ('b', null)) as wait (shop, seconds)"
  metrics:
    - shop: {usage: LABEL, description: "Shop."}
    - seconds: {usage: GAUGE, description: "For how long its oldest order waits."}
none:
  query: "select 1 as seconds where false"
  metrics:
    - seconds: {usage: GAUGE, description: "Nothing."}
YAML
address=127.0.0.1:$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
DATA_SOURCE_NAME="host=$PGHOST user=postgres dbname=postgres sslmode=disable" prometheus-postgres-exporter \
  --web.listen-address="$address" --disable-default-metrics --disable-settings-metrics --extend.query-path=queries.yaml 2>exporter.log &
exporter=$!
trap 'kill "$exporter"; end_script' EXIT
for _ in {1..100}; do
  ! python3 -c 'import sys, urllib.request as http; print(http.urlopen("http://" + sys.argv[1] + "/metrics").read().decode())' "$address" \
    >metrics 2>fetch.log || break
  sleep 0.1
done
expect 'samples' 'wait_seconds{shop="a"} 5
wait_seconds{shop="b"} NaN' "$(grep -E '^(wait|none)_' metrics | sed 's/server="[^"]*",//')"
