create or replace function shipkeeper.why_not_linked(
  p_cycle bigint, p_order_inbox_id bigint, p_units jsonb, p_gone_id text,
  out reason text, out status text, out other_id text, out units_here jsonb
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_header record;
  v_settings shipkeeper.settings;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  select o.status, o.updated_at, nullif(btrim(o.shipstation_order_id), '') as other_id into v_header
  from public.orders_inbox as o
  where o.id = p_order_inbox_id;
  status := v_header.status;
  other_id := v_header.other_id;
  units_here := shipkeeper.units_by_sku_here(p_order_inbox_id);
  reason := case
    when other_id <> coalesce(p_gone_id, '') then 'another_id'
    when shipkeeper.is_held_by_operator(p_order_inbox_id) then 'held_by_operator'
    when status is distinct from 'uploaded' then 'not_uploaded'
    when v_header.updated_at at time zone v_settings.shop_time_zone > clock_timestamp() - v_settings.link_after
      then 'uploaded_recently'
    when units_here <> p_units or units_here = '{}' then 'units_differ'
    when not exists (select from shipkeeper.sync_walk as w where w.cycle_id = p_cycle and w.is_account_proven)
      then 'account_not_proven'
  end;
end
$$;
comment on function shipkeeper.why_not_linked(bigint, bigint, jsonb, text) is
'What keeps a header from being linked by its number to an order of ShipStation''s with these units per SKU: another_id (that is not '
'p_gone_id, one that ShipStation does not know), '
'held_by_operator, not_uploaded (pending and failed ones above all: linked to a stranger''s order they would never be uploaded), '
'uploaded_recently, units_differ, account_not_proven (no order known by its id came back with its own number in this cycle); '
'null: nothing.';
revoke all on function shipkeeper.why_not_linked(bigint, bigint, jsonb, text) from public;
