create or replace function shipkeeper.page_unit_differences(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_group(
    'Units that differ from ShipStation''s', 'Compare the order''s lines here with those in ShipStation.', max(d.orders), count(*),
    'shipkeeper_report.unit_differences',
    shipkeeper.page_table(
      'Units that differ from ShipStation''s', array['Order', 'In ShipStation', 'Here', 'Seen', 'Status'], array['In ShipStation', 'Here'],
      xmlagg(xmlelement(
        name tr,
        shipkeeper.page_cell('Order', shipkeeper.page_text(d.order_number), 'key'),
        shipkeeper.page_cell('In ShipStation', xmlforest(shipkeeper.page_number(d.units_in_shipstation) as span), 'number'),
        shipkeeper.page_cell('Here', xmlforest(shipkeeper.page_number(d.units_here) as span), 'number'),
        shipkeeper.page_cell('Seen', shipkeeper.page_time(d.seen_at, p_now)),
        shipkeeper.page_cell('Status', shipkeeper.page_text(replace(d.status, '_', ' ')), 'wide')
      ) order by d.seen_at, d.shipstation_order_id)
    )
  )
  from (
    select
      u.*,
      count(*) over () as orders
    from shipkeeper_report.unit_differences as u
    where u.explanation = 'other units here'
    order by u.seen_at, u.shipstation_order_id
    limit 5
  ) as d
$$;
comment on function shipkeeper.page_unit_differences(timestamptz) is
'The orders on the status page that have other units here than in ShipStation, as the alert counts them; null where there are none.';
revoke all on function shipkeeper.page_unit_differences(timestamptz) from public;
