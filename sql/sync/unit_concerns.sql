create or replace function shipkeeper.unit_concerns()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select
    'unit_mismatches', d.shipstation_order_id, d.number_here, d.seen_at,
    format(
      'Order %s has %s units here and %s in ShipStation%s%s.', shipkeeper.printable(d.number_here), d.units_here, d.units,
      case when d.number_here <> d.order_number then format(', where its number is %s', shipkeeper.printable(d.order_number)) end,
      case when d.other_here <> d.number_here then format(
        ', together with order %s, which has its ShipStation id (%s), too', shipkeeper.printable(d.other_here), d.shipstation_order_id
      ) end
    ),
    case
      when d.other_here <> d.number_here then 'two orders with one id'
      when d.is_open_here then 'other units here'
      else 'closed here'
    end, d.of_kind
  from (
    select
      s.shipstation_order_id, s.order_number, h.number_here, h.other_here, s.seen_at, s.units, h.units_here, h.is_open_here,
      count(*) over () as of_kind
    from (
      -- The offset keeps the planner from reading all that were seen, in the order of that time.
      select o.* from shipkeeper.seen_order as o where o.do_units_differ and o.units_here > 0 offset 0
    ) as s
    -- As shipkeeper_report.unit_differences says it of orders that have lines here, which takes three times as long.
    cross join lateral (
      select
        sum(i.quantity) as units_here, min(o.order_number)::text as number_here, max(o.order_number)::text as other_here,
        bool_or(o.status not in ('shipped', 'cancelled')) as is_open_here
      from public.orders_inbox as o
      join public.order_items_inbox as i on i.order_inbox_id = o.id
      where o.shipstation_order_id in (s.shipstation_order_id, 'se-' || s.shipstation_order_id)
    ) as h
    -- Those that were here when they were seen: of all that are not, there may be many, and each costs a look.
    where h.units_here <> 0
      and h.units_here <> s.units
      and not exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = s.shipstation_order_id and m.denied_at is null)
    order by s.seen_at
    limit 101
  ) as d;
end
$$;
comment on function shipkeeper.unit_concerns() is
'What of the units of seen orders needs a person: unit_mismatches (other units here than in ShipStation, of orders that have lines here).';
revoke all on function shipkeeper.unit_concerns() from public;
