create or replace function shipkeeper.note_active_lot()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_lot record;
  v_is_active boolean;
  v_emptied_by text;
begin
  if tg_op = 'TRUNCATE' then
    -- Which of them come back is seen when this transaction ends.
    update shipkeeper.lot_activation set emptied_by = pg_current_xact_id()::text;
    return null;
  end if;
  for v_lot in
    select l.sku, l.lot from (values (old.sku, old.lot), (new.sku, new.lot)) as l (sku, lot) where l.sku is not null group by 1, 2
  loop
    v_is_active := exists (select from public.sku_lot as s where s.sku = v_lot.sku and s.lot = v_lot.lot and s.active = 1);
    select a.emptied_by into v_emptied_by from shipkeeper.lot_activation as a where a.sku = v_lot.sku and a.lot = v_lot.lot;
    if found and v_is_active and v_emptied_by = pg_current_xact_id()::text then
      update shipkeeper.lot_activation as a set emptied_by = null where a.sku = v_lot.sku and a.lot = v_lot.lot;
    elsif found and v_is_active and v_emptied_by is null then
      null;
    elsif v_is_active then
      insert into shipkeeper.lot_activation as a (sku, lot, active_since)
      values (v_lot.sku, v_lot.lot, clock_timestamp())
      on conflict (sku, lot) do update set active_since = excluded.active_since, emptied_by = null;
      perform shipkeeper.record_change('active_lot', format('%s - %s', v_lot.sku, v_lot.lot), 'not active', 'active', null);
    elsif found then
      delete from shipkeeper.lot_activation as a where a.sku = v_lot.sku and a.lot = v_lot.lot;
      perform shipkeeper.record_change('active_lot', format('%s - %s', v_lot.sku, v_lot.lot), 'active', 'not active', null);
    end if;
  end loop;
  return null;
end
$$;
comment on function shipkeeper.note_active_lot() is
'Trigger of sku_lot, at the end of each transaction: keeps since when a lot is active, and who made it so. One that was active before and '
'is active after it has not changed, however it was written. Writes: lot_activation, audit.';
revoke all on function shipkeeper.note_active_lot() from public;
