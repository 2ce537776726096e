-- What does not hold, one row each: nothing, after every cycle.
select 'lines that ShipStation never had so', o.order_number
from (
  select
    i.order_inbox_id,
    jsonb_agg(
      jsonb_build_array(i.shipstation_order_item_id, coalesce(i.sku_lot, i.sku), i.quantity)
      order by i.shipstation_order_item_id
    ) as lines
  from public.order_items_inbox as i
  group by i.order_inbox_id
  having count(i.shipstation_order_item_id) > 0
) as l
join public.orders_inbox as o on o.id = l.order_inbox_id
where not exists (
  select from proof.version as v where v.shipstation_order_id = o.shipstation_order_id and v.lines = l.lines
)
union all
select 'total_items is not the sum of its lines', o.order_number
from public.orders_inbox as o
join public.order_items_inbox as i on i.order_inbox_id = o.id
group by o.id
having count(*) = count(i.shipstation_order_item_id) and o.total_items is distinct from sum(i.quantity)
union all
select 'verify(): ' || v.finding, v.object
from shipkeeper.verify() as v
-- Of a cycle whose runner is gone the next one erases it: looked at below.
where v.finding <> 'body_left'
union all
select 'an order of ShipStation''s twice', o.shipstation_order_id
from public.orders_inbox as o
where o.shipstation_order_id is not null
group by o.shipstation_order_id
having count(*) > 1
union all
select 'cancelled what was cancelled', c.order_number
from shipkeeper.cancellation as c
where c.previous_status = 'cancelled'
union all
select 'a lot update recorded twice', u.order_number
from shipkeeper.lot_update_audit as u
group by u.order_number, u.order_item_id, u.new_lot
having count(*) > 1
union all
select 'a request without end', r.path
from shipkeeper.request as r
join shipkeeper.cycle as c on c.cycle_id = r.cycle_id
where c.ended_at is not null and r.state <> 'worked'
union all
select 'a body that outlived its cycle', r.path
from shipkeeper.request as r
join shipkeeper.cycle as c on c.cycle_id = r.cycle_id
where c.ended_at is not null and (r.answer is not null or r.body is not null)
union all
select 'a page that outlived its cycle', ((p.content).laid).shipstation_order_id
from shipkeeper.page_order as p
join shipkeeper.cycle as c on c.cycle_id = p.cycle_id
where c.ended_at is not null
union all
select 'a queue that outlived its cycle', q.shipstation_order_id
from shipkeeper.ghost_queue as q
join shipkeeper.cycle as c on c.cycle_id = q.cycle_id
where c.ended_at is not null
union all
select 'written for an unusable answer', o.order_number || ' ' || o.outcome
from shipkeeper.order_outcome as o
join shipkeeper.request as r on r.request_id = o.request_id
where o.outcome in ('backfilled', 'cancelled', 'updated', 'imported', 'linked', 'verified')
  and (r.verdict not in ('answer', 'not_found') or exists (select from proof.spoilt as s where s.request_id = r.request_id));
