create or replace function shipkeeper.item_problem(p_item jsonb)
returns text
language sql
immutable
return case
  when jsonb_typeof(p_item) <> 'object' then 'an item is no object'
  when coalesce(jsonb_typeof(p_item -> 'adjustment'), 'null') not in ('boolean', 'null')
    then 'adjustment of an item has a wrong type'
  when not shipkeeper.is_text_or_null(p_item -> 'lineItemKey', 1000) then 'lineItemKey of an item is no usable text'
  when not shipkeeper.is_text_or_null(p_item -> 'sku', 500) then 'sku of an item is no usable text'
  when not shipkeeper.is_text_or_null(p_item -> 'name', 10000) then 'name of an item is no usable text'
  when coalesce(jsonb_typeof(p_item -> 'unitPrice'), 'null') not in ('number', 'null')
    then 'unitPrice of an item has a wrong type'
  when not shipkeeper.is_product_line(p_item) then null
  when not shipkeeper.is_integer(p_item -> 'orderItemId', 1, 9223372036854775807)
    then 'orderItemId of an item is no usable number'
  when not shipkeeper.is_integer(p_item -> 'quantity', 0, 2147483647) then 'quantity of an item is no usable number'
  -- Compared before it is multiplied: a numeric can overflow too.
  when coalesce(abs((p_item ->> 'unitPrice')::numeric) >= 21474836.475, false)
    then 'unitPrice of an item is out of range'
end;
comment on function shipkeeper.item_problem(jsonb) is
'What makes an item of an order unusable, as a phrase without its data; null where nothing does. Of lines that are no product only '
'what tells them apart is looked at.';
revoke all on function shipkeeper.item_problem(jsonb) from public;
