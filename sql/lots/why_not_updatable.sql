create or replace function shipkeeper.why_not_updatable(p_order jsonb)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when p_order ->> 'orderStatus' is distinct from 'awaiting_shipment' then 'status'
    when shipkeeper.order_id(p_order) is null then 'no orderId'
    when jsonb_typeof(p_order -> 'orderKey') is distinct from 'string' or btrim(p_order ->> 'orderKey') = '' then 'no orderKey'
    when coalesce(p_order -> 'externallyFulfilled' = 'true', false) then 'externally fulfilled'
    when coalesce(p_order -> 'advancedOptions' -> 'mergedOrSplit' = 'true', false)
      or coalesce(jsonb_typeof(p_order -> 'advancedOptions' -> 'parentId'), 'null') <> 'null'
      or coalesce(p_order -> 'advancedOptions' -> 'mergedIds', 'null') not in ('null', '[]')
      then 'merged or split'
  end
$$;
comment on function shipkeeper.why_not_updatable(jsonb) is
'Why an order must not be written in ShipStation, by what it says itself: status (only awaiting_shipment is), no orderId, no orderKey (it '
'would become a new order), externally fulfilled, merged or split; null: it may.';
revoke all on function shipkeeper.why_not_updatable(jsonb) from public;
