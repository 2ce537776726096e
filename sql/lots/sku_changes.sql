create or replace function shipkeeper.sku_changes(
  p_order jsonb, out changes jsonb, out outcome text, out reason text, out look_at timestamptz
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_settings shipkeeper.settings;
  v_line record;
  v_lots bigint;
  v_lot text;
  v_since timestamptz;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  changes := '[]';

  for v_line in
    select
      l.place,
      l.item ->> 'sku' as text,
      (l.item ->> 'orderItemId')::numeric::bigint as order_item_id,
      p.sku,
      p.lot,
      p.reason,
      count(*) over (partition by p.sku) > 1
      and min(p.lot) over (partition by p.sku) <> max(p.lot) over (partition by p.sku) as is_split
    from jsonb_array_elements(p_order -> 'items') with ordinality as l (item, place)
    cross join lateral shipkeeper.parse_sku(l.item ->> 'sku') as p
    where shipkeeper.is_product_line(l.item)
    order by l.place
  loop
    if v_line.reason = 'tail_is_no_lot' then
      outcome := 'skipped';
      reason := 'unparseable_sku';
      return;
    elsif v_line.lot is null
      and (not v_settings.lot_for_plain_sku or not exists (select from public.sku_lot as s where s.sku = v_line.sku))
    then
      continue;
    end if;

    select count(*), min(s.lot), max(coalesce(a.active_since, t.history_began_at, clock_timestamp()))
    into v_lots, v_lot, v_since
    from public.sku_lot as s
    cross join shipkeeper.lot_state as t
    left join shipkeeper.lot_activation as a on a.sku = s.sku and a.lot = s.lot
    where s.sku = v_line.sku and s.active = 1;
    if v_lots <> 1 then
      outcome := 'skipped';
      reason := case when v_lots = 0 then 'no_active_lot' else 'ambiguous_active_lot' end;
      return;
    elsif v_since > clock_timestamp() - v_settings.lot_active_for then
      outcome := 'skipped';
      reason := 'lot_too_fresh';
      look_at := v_since + v_settings.lot_active_for;
      return;
    elsif v_line.is_split then
      outcome := 'held';
      reason := 'split_lots';
      return;
    elsif v_line.lot is distinct from v_lot then
      changes := changes || jsonb_build_object(
        'order_item_id', v_line.order_item_id,
        'from', v_line.text,
        'to', v_line.sku || ' - ' || v_lot,
        'base_sku', v_line.sku,
        'old_lot', v_line.lot,
        'new_lot', v_lot
      );
    end if;
  end loop;

  if changes = '[]' then
    outcome := 'current';
    reason := 'current';
  end if;
end
$$;
comment on function shipkeeper.sku_changes(jsonb) is
'The SKUs of an order that do not carry the active lot, with what they shall be: order_item_id, from, to, base_sku, old_lot, new_lot. '
'outcome and reason where nothing may be changed: unparseable_sku, no_active_lot, ambiguous_active_lot, lot_too_fresh (look_at: when '
'it will not be any more), split_lots, current. All lines or none. The order must have passed order_problem.';
revoke all on function shipkeeper.sku_changes(jsonb) from public;
