create or replace function shipkeeper.concerns_of_round()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from shipkeeper.difference as d where d.looks >= 2) then
    return;
  end if;
  return query
  select
    c.kind, c.id, c.order_number, c.found_at, c.sentence,
    -- To cancel it here would cancel what stands there under another id.
    case
      when c.kind = 'gone_orders' and exists (
        select from shipkeeper.number_conflict as n
        where n.order_inbox_id = c.order_inbox_id and n.status_in_shipstation not in ('shipped', 'cancelled')
      ) then 'made_anew'
      when c.kind = 'missing_orders' and shipkeeper.header_of_number(c.order_number) is not null then 'number_taken'
    end, c.of_kind
  from (
    select
      k.kind, d.shipstation_order_id as id, d.order_inbox_id, d.order_number, d.found_at, k.sentence, count(*) over (partition by k.kind) as of_kind,
      row_number() over (partition by k.kind order by d.found_at, d.shipstation_order_id) as place
    from shipkeeper.difference as d
    cross join lateral (
      select
        shipkeeper.printable(d.order_number) as number, replace(d.here, '_', ' ') as here, replace(d.in_shipstation, '_', ' ') as there
    ) as t
    cross join lateral (
      select
        'gone_orders' as kind, format('Order %s is %s here, and ShipStation does not know it any more (404).', t.number, t.here) as sentence
      where d.what = 'gone'
      union all
      select 'merged_orders', format(
        'Order %s is %s here, and was merged into order %s in ShipStation: its units count twice.', t.number, t.here,
        shipkeeper.printable(d.in_shipstation)
      )
      where d.what = 'merged'
      union all
      select 'status_mismatches', format('Order %s is %s here and %s in ShipStation.', t.number, t.here, shipkeeper.printable(t.there, 30))
      where d.what = 'status'
      union all
      select 'line_mismatches', format('Order %s has as many units here as in ShipStation, and other lines.', t.number)
      where d.what = 'lines'
      union all
      select 'missing_orders', format('Order %s is %s in ShipStation, and not here.', t.number, shipkeeper.printable(t.there, 30))
      where d.what = 'not_here'
    ) as k
    where d.looks >= 2 and shipkeeper.does_difference_last(d)
  ) as c
  where c.place <= 101;
end
$$;
comment on function shipkeeper.concerns_of_round() is
'What of the rounds needs a person: gone_orders, merged_orders, status_mismatches, line_mismatches, missing_orders, each found by two '
'looks and not mended here since.';
revoke all on function shipkeeper.concerns_of_round() from public;
