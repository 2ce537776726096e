create or replace function shipkeeper.note_active_lot()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_was_active constant boolean := tg_op <> 'INSERT' and old.active = 1;
  v_is_active constant boolean := tg_op <> 'DELETE' and new.active = 1;
begin
  if v_was_active and (not v_is_active or (old.sku, old.lot) is distinct from (new.sku, new.lot)) then
    delete from shipkeeper.lot_activation as a where a.sku = old.sku and a.lot = old.lot;
    perform shipkeeper.record_change('active_lot', format('%s - %s', old.sku, old.lot), 'active', 'not active', null);
  end if;
  if v_is_active and (not v_was_active or (old.sku, old.lot) is distinct from (new.sku, new.lot)) then
    insert into shipkeeper.lot_activation as a (sku, lot, active_since)
    values (new.sku, new.lot, clock_timestamp())
    on conflict (sku, lot) do update set active_since = excluded.active_since;
    perform shipkeeper.record_change('active_lot', format('%s - %s', new.sku, new.lot), 'not active', 'active', null);
  end if;
  return null;
end
$$;
comment on function shipkeeper.note_active_lot() is
'Trigger of sku_lot: keeps since when a lot is active, and who made it so. Writes: lot_activation, audit.';
revoke all on function shipkeeper.note_active_lot() from public;
