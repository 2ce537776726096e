create or replace function shipkeeper.order_id(p_order jsonb)
returns text
language sql
immutable
return case
  when shipkeeper.is_integer(p_order -> 'orderId', 1, 9223372036854775807)
    then trunc((p_order ->> 'orderId')::numeric)::text
end;
comment on function shipkeeper.order_id(jsonb) is
'orderId of an order of ShipStation''s as the shop writes it, plain digits; null where it is no usable number.';
revoke all on function shipkeeper.order_id(jsonb) from public;
