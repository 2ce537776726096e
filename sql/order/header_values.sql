create or replace function shipkeeper.header_values(p_order jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'order_number', shipkeeper.plain_text(p_order ->> 'orderNumber'),
    'order_date', shipkeeper.sent_date(p_order ->> 'orderDate'),
    'customer_email', p_order ->> 'customerEmail',
    'status', p_order ->> 'orderStatus',
    'shipstation_order_id', shipkeeper.order_id(p_order),
    -- Through numeric, never through float.
    'total_amount_cents', round((p_order ->> 'orderTotal')::numeric * 100)::integer,
    'source_system', 'ShipStation Manual',
    'shipping_carrier_code', p_order ->> 'carrierCode',
    'shipping_service_code', p_order ->> 'serviceCode'
  ))
  || shipkeeper.address_values(p_order -> 'shipTo', 'ship_')
  || shipkeeper.address_values(p_order -> 'billTo', 'bill_');
end
$$;
comment on function shipkeeper.header_values(jsonb) is
'The columns of a new header in orders_inbox, from an order that has passed header_problem and lay_out; what ShipStation does not '
'say is left out.';
revoke all on function shipkeeper.header_values(jsonb) from public;
