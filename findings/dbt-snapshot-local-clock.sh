#!/usr/bin/env bash
# dbt-core 1.11.16 with dbt-postgres 1.11.0 on PostgreSQL 15.20
# Guess:  a snapshot's dbt_valid_from and dbt_valid_to are UTC, or have an offset, whatever TimeZone the database has.
# Seen:   with strategy check they are timestamps without time zone, from the local clock of the database's TimeZone.
# Means:  in the hour that comes twice in autumn a version can end before it began, and after a change of the setting old and new
#         versions of an order do not line up. alter role dbt set timezone = 'UTC' before the first snapshot.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
python_packages dbt-core==1.11.16 dbt-postgres==1.11.0
start_server "$root/usr/lib/postgresql/15/bin" timezone=Asia/Tokyo
query -c "create table orders as select 1 as id, 'new' as status"
mkdir snapshots
cat >dbt_project.yml <<'YAML'
{name: shop, version: '1.0', profile: shop, flags: {send_anonymous_usage_stats: false}}
YAML
cat >profiles.yml <<YAML
shop:
  target: shop
  outputs:
    shop: {type: postgres, host: "$PGHOST", port: 5432, user: postgres, password: any, dbname: postgres, schema: public, threads: 1}
YAML
cat >snapshots/history.sql <<'SQL'
{% snapshot history %}
{{ config(target_schema='public', unique_key='id', strategy='check', check_cols='all') }}
select * from public.orders
{% endsnapshot %}
SQL
"$folder/venv/bin/dbt" snapshot --profiles-dir=. >dbt.log
expect 'type, and hours ahead of UTC' 'timestamp without time zone|9' "$(query -c "
  select pg_typeof(dbt_valid_from), round(extract(epoch from dbt_valid_from - now() at time zone 'UTC') / 3600) from history")"
