-- No order was perhaps picked.
create or replace function shipkeeper.was_perhaps_picked(p_review shipkeeper.lot_review, p_order jsonb)
returns text language sql stable set search_path = pg_catalog, pg_temp as 'select null::text';
