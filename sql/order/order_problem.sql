create or replace function shipkeeper.order_problem(p_order jsonb, p_shipstation_order_id text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_problem text;
  v_units numeric;
  v_ids bigint;
  v_distinct_ids bigint;
begin
  if jsonb_typeof(p_order) is distinct from 'object' then
    return 'answer is no order';
  elsif not shipkeeper.is_integer(p_order -> 'orderId', 1, 9223372036854775807) then
    return 'orderId is no usable number';
  elsif trunc((p_order ->> 'orderId')::numeric)::text <> p_shipstation_order_id then
    return 'answer is another order';
  elsif jsonb_typeof(p_order -> 'orderStatus') is distinct from 'string' then
    return 'orderStatus is missing or no text';
  elsif jsonb_typeof(p_order -> 'items') is distinct from 'array' then
    return 'items are missing or no list';
  end if;

  select shipkeeper.item_problem(i.item) into v_problem
  from jsonb_array_elements(p_order -> 'items') with ordinality as i (item, place)
  where shipkeeper.item_problem(i.item) is not null
  order by i.place
  limit 1;
  if v_problem is not null then
    return v_problem;
  end if;

  select
    sum((i.item ->> 'quantity')::numeric),
    count(*),
    count(distinct (i.item ->> 'orderItemId')::numeric)
  into v_units, v_ids, v_distinct_ids
  from jsonb_array_elements(p_order -> 'items') as i (item)
  where shipkeeper.is_product_line(i.item);
  if v_units > 2147483647 then
    return 'quantities add up to more than an integer holds';
  elsif v_ids <> v_distinct_ids then
    return 'two items have one orderItemId';
  end if;
  return null;
end
$$;
comment on function shipkeeper.order_problem(jsonb, text) is
'What makes an order of ShipStation''s unusable, as a phrase without its data; null where nothing does. It must be the order that '
'was asked for, and every part that will be read must have its type and range.';
revoke all on function shipkeeper.order_problem(jsonb, text) from public;
