create or replace function shipkeeper.is_product_line(p_item jsonb)
returns boolean
language sql
immutable
return not (
  coalesce(p_item -> 'adjustment' = 'true', false)
  or coalesce(lower(p_item ->> 'lineItemKey') = 'discount', false)
  or coalesce(
    case when jsonb_typeof(p_item -> 'unitPrice') = 'number' then (p_item ->> 'unitPrice')::numeric < 0 end, false
  ) and shipkeeper.plain_text(coalesce(p_item ->> 'sku', '')) = ''
);
comment on function shipkeeper.is_product_line(jsonb) is
'Whether an item of an order is a product: no adjustment line, no lineItemKey "discount" in any case, no negative price with an '
'empty SKU. What is none of these is neither stored nor counted.';
revoke all on function shipkeeper.is_product_line(jsonb) from public;
