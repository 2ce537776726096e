create or replace function shipkeeper.forget_gone_order(p_cycle bigint, p_shipstation_order_id text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- With the key of another account every order is unknown.
  if not exists (select from shipkeeper.sync_walk as w where w.cycle_id = p_cycle and w.is_account_proven) then
    return;
  end if;
  delete from shipkeeper.number_conflict as c where c.shipstation_order_id = p_shipstation_order_id;
  delete from shipkeeper.seen_order as s
  where s.shipstation_order_id = p_shipstation_order_id
    and not exists (
      select from public.orders_inbox as o where o.shipstation_order_id in (s.shipstation_order_id, 'se-' || s.shipstation_order_id)
    );
end
$$;
comment on function shipkeeper.forget_gone_order(bigint, text) is
'Forgets what was seen of an order that ShipStation does not know any more, in a cycle in which this account was proven: it has nobody''s '
'number, and where no header here has its id its units are compared no longer. Writes: number_conflict, seen_order.';
revoke all on function shipkeeper.forget_gone_order(bigint, text) from public;
