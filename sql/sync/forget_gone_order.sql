create or replace function shipkeeper.forget_gone_order(p_shipstation_order_id text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.seen_order as s
  where s.shipstation_order_id = p_shipstation_order_id
    and not exists (
      select from public.orders_inbox as o where o.shipstation_order_id in (s.shipstation_order_id, 'se-' || s.shipstation_order_id)
    );
end
$$;
comment on function shipkeeper.forget_gone_order(text) is
'Forgets what was seen of an order that ShipStation does not know any more, where no header here has its id: its units are compared no '
'longer. Writes: seen_order.';
revoke all on function shipkeeper.forget_gone_order(text) from public;
