create or replace function shipkeeper.page_refused_orders(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_group(
    'Refused orders', 'Each is asked for again by itself. Look at those in ShipStation that stay.', max(r.orders), count(*),
    'shipkeeper_report.refused_orders',
    shipkeeper.page_table('Refused orders', array['Order', 'Since', 'Attempts', 'Next attempt', 'Reason'], array['Attempts'], xmlagg(
      xmlelement(
        name tr,
        shipkeeper.page_cell('Order', case
          when r.order_number is null and r.shipstation_order_id is null then xmlforest('unknown' as span)
          when r.order_number is null then shipkeeper.page_text('ShipStation id ' || r.shipstation_order_id)
          else shipkeeper.page_text(r.order_number)
        end, 'key'),
        shipkeeper.page_cell('Since', shipkeeper.page_time(r.refused_at, p_now)),
        shipkeeper.page_cell('Attempts', xmlforest(shipkeeper.page_number(r.attempts) as span), 'number'),
        shipkeeper.page_cell('Next attempt', shipkeeper.page_time(r.next_attempt_at, p_now)),
        shipkeeper.page_cell('Reason', shipkeeper.page_text(r.reason, 200), 'wide')
      ) order by r.refused_at, r.refused_order_id
    ))
  )
  from (
    select
      o.*,
      count(*) over () as orders
    from shipkeeper.refused_order as o
    order by o.refused_at, o.refused_order_id
    limit 5
  ) as r
$$;
comment on function shipkeeper.page_refused_orders(timestamptz) is
'The refused orders on the status page, those that stand longest; null where there are none.';
revoke all on function shipkeeper.page_refused_orders(timestamptz) from public;
