-- What stands otherwise here than there: said, whether an alert is open that names the order, and how it differs. From the shop's two tables
-- and the stand-in's documents (temporary table dump) alone; of Shipkeeper's only whether an alert is open.
with there as (
  select
    d.document ->> 'orderId' as id, d.document ->> 'orderNumber' as number, d.document ->> 'orderStatus' as status,
    d.document ->> 'orderStatus' not in ('shipped', 'cancelled') as is_open,
    (
      select jsonb_object_agg(u.sku, u.units)
      from (
        select i ->> 'sku' as sku, sum((i ->> 'quantity')::integer) as units
        from jsonb_array_elements(d.document -> 'items') as i group by 1
      ) as u
    ) as units
  from dump as d
),
here as (
  select
    o.id, o.order_number as number, o.shipstation_order_id, o.status, o.status not in ('shipped', 'cancelled') as is_open,
    (
      select jsonb_object_agg(u.sku, u.units)
      from (select i.sku, sum(i.quantity) as units from public.order_items_inbox as i where i.order_inbox_id = o.id group by i.sku) as u
    ) as units
  from public.orders_inbox as o
),
difference as (
  select h.number, t.number as number_there, case
      when t.id is null then 'open here, and not there'
      when h.status <> t.status then format('%s here, and %s there', h.status, t.status)
      when h.number <> t.number then format('number %s there', t.number)
      else format('units %s here, and %s there', h.units, t.units)
    end as what
  from here as h
  left join there as t on t.id = h.shipstation_order_id
  where case
    when t.id is null then h.is_open
    when not h.is_open and not t.is_open then false
    else (h.status, h.number, h.units) is distinct from (t.status, t.number, t.units)
  end
  union all
  -- In heal_only other programs bring orders in: what they have not is theirs. One whose number is here under another id nobody can bring in.
  select null, t.number, format('order %s is %s there, and not here', t.id, t.status)
  from there as t
  where t.is_open and not exists (select from here as h where h.shipstation_order_id = t.id)
    and (
      (select s.sync_mode from shipkeeper.settings as s) = 'full'
      or exists (select from here as h where h.number = t.number)
    )
)
select
  case
    when exists (
      select from shipkeeper.alert as a where a.ended_at is null and a.order_number in (d.number, d.number_there)
    ) then 'reported'
    else 'unsaid'
  end || ': order ' || coalesce(d.number, d.number_there) || ': ' || d.what
from difference as d
order by 1;
