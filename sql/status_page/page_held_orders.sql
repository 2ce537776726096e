create or replace function shipkeeper.page_held_orders(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_group(
    'Held orders', 'Mend the cause, then shipkeeper_operator.release_order.', max(h.orders), count(*),
    'shipkeeper_report.held_orders',
    shipkeeper.page_table('Held orders', array['Order', 'Since', 'Attempts', 'Reason'], array['Attempts'], xmlagg(
      xmlelement(
        name tr,
        shipkeeper.page_cell('Order', shipkeeper.page_text(h.order_number), 'key'),
        shipkeeper.page_cell('Since', shipkeeper.page_time(h.held_at, p_now)),
        shipkeeper.page_cell('Attempts', xmlforest(shipkeeper.page_number(h.attempts) as span), 'number'),
        shipkeeper.page_cell('Reason', xmlconcat(
          xmlforest(replace(h.held_reason, '_', ' ') as span),
          case when h.held_because is not null then xmlelement(
            name span, ' (', shipkeeper.page_text(h.held_by), '): ', shipkeeper.page_text(h.held_because, 200)
          ) end
        ), 'wide')
      ) order by h.held_at, h.order_number
    ))
  )
  from (
    select
      o.*,
      count(*) over () as orders
    from shipkeeper_report.held_orders as o
    order by o.held_at, o.order_number
    limit 5
  ) as h
$$;
comment on function shipkeeper.page_held_orders(timestamptz) is
'The held orders on the status page, those that wait longest; null where there are none.';
revoke all on function shipkeeper.page_held_orders(timestamptz) from public;
