create or replace view shipkeeper.never_compared as
select
  o.id,
  o.status not in ('shipped', 'cancelled') as is_open
from public.orders_inbox as o
where
  btrim(o.shipstation_order_id) <> ''
  and not exists (
    select 1
    from shipkeeper.seen_order as s
    where
      s.shipstation_order_id = case
        when o.shipstation_order_id like 'se-%' then substr(o.shipstation_order_id, 4) else o.shipstation_order_id
      end
      -- Of the form of API V2 the number alone tells that it is that order.
      and (
        o.shipstation_order_id not like 'se-%'
        or btrim(o.order_number) = s.order_number
        or exists (
          select 1 from shipkeeper.number_difference as n where n.order_inbox_id = o.id and n.shipstation_order_id = s.shipstation_order_id
        )
      )
  );
comment on view shipkeeper.never_compared is
'Orders here with a ShipStation id of which nothing is known as ShipStation has them: they were never seen, or closed and no longer kept.';
comment on column shipkeeper.never_compared.id is 'orders_inbox.id.';
comment on column shipkeeper.never_compared.is_open is 'Whether it is open: neither shipped nor cancelled.';
