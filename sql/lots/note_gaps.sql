create or replace function shipkeeper.note_gaps(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_state shipkeeper.lot_state;
  v_status_triggers constant text := shipkeeper.trigger_version('public.orders_inbox');
  v_lot_triggers constant text := shipkeeper.trigger_version('public.sku_lot');
begin
  select t.* into strict v_state from shipkeeper.lot_state as t;
  if v_state.status_triggers is distinct from v_status_triggers then
    update shipkeeper.lot_state set status_triggers = v_status_triggers, statuses_kept_since = clock_timestamp();
    perform shipkeeper.say(
      p_cycle, 'warning', '⚠️ A trigger of orders_inbox was off or was replaced by hand: what open orders went through is unknown'
    );
  end if;
  if v_state.lot_triggers is distinct from v_lot_triggers then
    update shipkeeper.lot_state set lot_triggers = v_lot_triggers, lots_kept_since = clock_timestamp();
    delete from shipkeeper.lot_activation as a
    where not exists (select from public.sku_lot as s where s.sku = a.sku and s.lot = a.lot and s.active = 1);
    insert into shipkeeper.lot_activation (sku, lot, active_since)
    select s.sku, s.lot, clock_timestamp() from public.sku_lot as s where s.active = 1
    on conflict (sku, lot) do nothing;
    perform shipkeeper.say(
      p_cycle, 'warning', '⚠️ The trigger of sku_lot was off or was replaced by hand: since when lots are active is unknown'
    );
  end if;
end
$$;
comment on function shipkeeper.note_gaps(bigint) is
'Notices that a trigger was off for a while, or was replaced by hand: then what it keeps has a gap, and begins anew. '
'Writes: lot_state, lot_activation, message.';
revoke all on function shipkeeper.note_gaps(bigint) from public;
