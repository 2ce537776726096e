create or replace function shipkeeper.note_seen_order(
  p_cycle bigint, p_order jsonb, p_modify_date timestamp without time zone, p_units_here bigint
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_id constant text := shipkeeper.order_id(p_order);
begin
  insert into shipkeeper.seen_order as s (
    shipstation_order_id, order_number, order_status, modify_date, carrier_code, service_code, total_amount_cents,
    units, units_here, parent_id, seen_at, cycle_id
  )
  values (
    v_id,
    left(coalesce(p_order ->> 'orderNumber', ''), 200),
    left(p_order ->> 'orderStatus', 100),
    p_modify_date,
    case when shipkeeper.is_text_or_null(p_order -> 'carrierCode', 1000) then p_order ->> 'carrierCode' end,
    case when shipkeeper.is_text_or_null(p_order -> 'serviceCode', 1000) then p_order ->> 'serviceCode' end,
    case
      when jsonb_typeof(p_order -> 'orderTotal') = 'number' and abs((p_order ->> 'orderTotal')::numeric) < 21474836.475
        then round((p_order ->> 'orderTotal')::numeric * 100)::integer
    end,
    (select coalesce(sum(l.quantity), 0) from shipkeeper.product_lines(p_order) as l),
    p_units_here,
    left(p_order -> 'advancedOptions' ->> 'parentId', 20),
    v_now,
    p_cycle
  )
  on conflict (shipstation_order_id) do update
    set
      order_number = excluded.order_number,
      order_status = excluded.order_status,
      modify_date = excluded.modify_date,
      carrier_code = excluded.carrier_code,
      service_code = excluded.service_code,
      total_amount_cents = excluded.total_amount_cents,
      units = excluded.units,
      units_here = excluded.units_here,
      parent_id = excluded.parent_id,
      seen_at = excluded.seen_at,
      cycle_id = excluded.cycle_id,
      was_applied = s.was_applied and coalesce(s.modify_date = excluded.modify_date, false),
      apply_at = case when s.modify_date = excluded.modify_date then s.apply_at end;

  if jsonb_typeof(p_order -> 'advancedOptions' -> 'mergedIds') = 'array' then
    delete from shipkeeper.merged_order as m
    where m.merged_into = v_id
      and not p_order -> 'advancedOptions' -> 'mergedIds' @> to_jsonb(m.shipstation_order_id::numeric);
    insert into shipkeeper.merged_order as m (shipstation_order_id, merged_into, merged_into_number, seen_at)
    select distinct i.id, v_id, left(coalesce(p_order ->> 'orderNumber', ''), 200), v_now
    from jsonb_array_elements_text(p_order -> 'advancedOptions' -> 'mergedIds') as i (id)
    where i.id ~ '^[1-9][0-9]{0,18}$' and i.id <> v_id
    on conflict (shipstation_order_id) do update
      set merged_into = excluded.merged_into, merged_into_number = excluded.merged_into_number, seen_at = excluded.seen_at;
  end if;
end
$$;
comment on function shipkeeper.note_seen_order(bigint, jsonb, timestamp without time zone, bigint) is
'Keeps what an order of ShipStation''s says, without anything of a person, and which orders were merged into it. The order must have '
'passed order_problem. p_modify_date: its modifyDate where that is usable; p_units_here: units of its lines here; null: no header here has '
'its id. Writes: seen_order, merged_order.';
revoke all on function shipkeeper.note_seen_order(bigint, jsonb, timestamp without time zone, bigint) from public;
