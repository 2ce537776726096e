create or replace function shipkeeper.order_problem(p_order jsonb, p_shipstation_order_id text)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select (shipkeeper.lay_out_order(p_order, p_shipstation_order_id)).problem
$$;
comment on function shipkeeper.order_problem(jsonb, text) is
'What makes an order of ShipStation''s unusable, as a phrase without its data; null where nothing does. It must be the order that '
'was asked for, and every part that will be read must have its type and range.';
revoke all on function shipkeeper.order_problem(jsonb, text) from public;
