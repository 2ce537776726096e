create or replace function shipkeeper.page_number_conflicts(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_group(
    'Order numbers that two orders carry', 'Look which of the two is right, and mend the number or the ShipStation id of the other.',
    max(c.conflicts), count(*), 'shipkeeper_report.number_conflicts',
    shipkeeper.page_table(
      'Order numbers that two orders carry', array['Order', 'Since', 'Reason', 'In ShipStation', 'Here'], '{}', xmlagg(xmlelement(
        name tr,
        shipkeeper.page_cell('Order', shipkeeper.page_text(c.order_number), 'key'),
        shipkeeper.page_cell('Since', shipkeeper.page_time(c.found_at, p_now)),
        shipkeeper.page_cell('Reason', shipkeeper.page_text(replace(c.reason, '_', ' '), 200)),
        shipkeeper.page_cell('In ShipStation', shipkeeper.page_text(shipkeeper.page_units(c.units_in_shipstation), 300), 'wide'),
        shipkeeper.page_cell('Here', shipkeeper.page_text(shipkeeper.page_units(c.units_here), 300), 'wide')
      ) order by c.found_at, c.shipstation_order_id)
    )
  )
  from (
    select
      o.*,
      count(*) over () as conflicts
    from shipkeeper.number_conflict as o
    order by o.found_at, o.shipstation_order_id
    limit 5
  ) as c
$$;
comment on function shipkeeper.page_number_conflicts(timestamptz) is
'The number conflicts on the status page with both sides'' units, those that stand longest; null where there are none.';
revoke all on function shipkeeper.page_number_conflicts(timestamptz) from public;
