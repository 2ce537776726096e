create or replace function shipkeeper.verify_data()
returns table (finding text, object text, explanation text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    'mixed_lines',
    'order ' || o.order_number,
    'Some of its lines come from ShipStation and some from elsewhere: units may count twice. Delete those that are wrong.'
  from public.orders_inbox as o
  where o.id in (
    select i.order_inbox_id
    from public.order_items_inbox as i
    group by i.order_inbox_id
    having count(*) > count(i.shipstation_order_item_id) and count(i.shipstation_order_item_id) > 0
  )
  union all
  select
    'total_items',
    'order ' || o.order_number,
    format('total_items is %s, its lines add up to %s.', coalesce(o.total_items::text, 'null'), l.units)
  from (
    select i.order_inbox_id, sum(i.quantity) as units
    from public.order_items_inbox as i
    group by i.order_inbox_id
    having count(*) = count(i.shipstation_order_item_id)
  ) as l
  join public.orders_inbox as o on o.id = l.order_inbox_id
  where o.total_items is distinct from l.units
  union all
  select
    'held_without_reason',
    'order ' || g.order_number,
    'It is held and has no ghost to be held for: it got lines meanwhile. The next cycle forgets it.'
  from shipkeeper.ghost as g
  where g.held_reason is not null
    and exists (select from public.order_items_inbox as i where i.order_inbox_id = g.order_inbox_id)
  union all
  select
    'body_left',
    format('cycle %s', b.cycle_id),
    'A body from ShipStation is still stored, and no cycle is at work: the next one erases it.'
  from (
    select r.cycle_id from shipkeeper.request as r where r.answer is not null or r.body is not null
    union
    select p.cycle_id from shipkeeper.page_order as p
  ) as b
  where not exists (select from shipkeeper.lease as l where l.cycle_id = b.cycle_id and l.expires_at > clock_timestamp())
    and not exists (select from shipkeeper.cycle as c where c.cycle_id = b.cycle_id and c.kind = 'check' and c.ended_at is null)
$$;
comment on function shipkeeper.verify_data() is
'One row per inconsistency in the data. Findings: mixed_lines (lines of two owners in one order), total_items (of orders whose lines all '
'come from ShipStation), held_without_reason, body_left. Reads all lines: seconds on millions.';
revoke all on function shipkeeper.verify_data() from public;
