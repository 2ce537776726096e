-- A 404 for an order that has lines says nothing.
create or replace function shipkeeper.settle_gone_order(p_request shipkeeper.request)
returns void language sql set search_path = pg_catalog, pg_temp as '';
