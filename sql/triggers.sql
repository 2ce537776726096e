-- All triggers: on the shop's tables, and on those of ours that the shop's programs write through them. Each is made where it is
-- missing or its comment says otherwise, and otherwise no lock is asked for: replacing one stops every writer until all is loaded.
-- Trigger functions run with the owner's rights, so that no program of the shop needs any on ours.
do $$
declare
  v_status_triggers constant text := shipkeeper.trigger_version('public.orders_inbox');
  v_lot_triggers constant text := shipkeeper.trigger_version('public.sku_lot');
  v_wanted record;
begin
  for v_wanted in
    select
      w.*,
      w.name in ('shipkeeper_status_inserted', 'shipkeeper_status_updated', 'shipkeeper_lot_activated', 'shipkeeper_lots_emptied')
        as is_always
    from (
      values
      (
        'shipkeeper_status_inserted', 'public.orders_inbox',
        'create trigger shipkeeper_status_inserted after insert on public.orders_inbox '
        'for each row execute function shipkeeper.note_status()'
      ),
      (
        -- Without a list of columns: another trigger may set the status.
        'shipkeeper_status_updated', 'public.orders_inbox',
        'create trigger shipkeeper_status_updated after update on public.orders_inbox '
        'for each row when (old.status is distinct from new.status) execute function shipkeeper.note_status()'
      ),
      (
        'shipkeeper_override_changed', 'public.orders_inbox',
        'create trigger shipkeeper_override_changed after update on public.orders_inbox '
        'for each row when (old.manual_lot_override is distinct from new.manual_lot_override) '
        'execute function shipkeeper.note_override()'
      ),
      (
        'shipkeeper_override_inserted', 'public.orders_inbox',
        'create trigger shipkeeper_override_inserted after insert on public.orders_inbox '
        'for each row when (new.manual_lot_override) execute function shipkeeper.note_override()'
      ),
      (
        'shipkeeper_lot_activated', 'public.sku_lot',
        -- At the end of the transaction: a list that is loaded anew is not another for it.
        'create constraint trigger shipkeeper_lot_activated after insert or update or delete on public.sku_lot '
        'deferrable initially deferred for each row execute function shipkeeper.note_active_lot()'
      ),
      (
        'shipkeeper_lots_emptied', 'public.sku_lot',
        'create trigger shipkeeper_lots_emptied after truncate on public.sku_lot '
        'for each statement execute function shipkeeper.note_active_lot()'
      ),
      (
        'hold_inserted', 'shipkeeper.seen_order',
        'create trigger hold_inserted before insert on shipkeeper.seen_order '
        'for each row when (new.order_status = ''on_hold'') execute function shipkeeper.note_hold()'
      ),
      (
        'hold_updated', 'shipkeeper.seen_order',
        'create trigger hold_updated before update on shipkeeper.seen_order '
        'for each row when ((new.order_status = ''on_hold'') <> (old.order_status = ''on_hold'')) execute function shipkeeper.note_hold()'
      ),
      (
        'settings_changed', 'shipkeeper.settings',
        'create trigger settings_changed after update on shipkeeper.settings '
        'for each row when (old.* is distinct from new.*) execute function shipkeeper.note_setting_changes()'
      ),
      -- Records, added to and never changed. Of one statement each, so that also one that touches no row is refused.
      (
        'append_only', 'shipkeeper.audit',
        'create trigger append_only before update or delete or truncate on shipkeeper.audit '
        'for each statement execute function shipkeeper.refuse_change()'
      ),
      (
        'append_only', 'shipkeeper.order_status_history',
        'create trigger append_only before update or delete or truncate on shipkeeper.order_status_history '
        'for each statement execute function shipkeeper.refuse_change()'
      ),
      (
        'append_only', 'shipkeeper.lot_update_audit',
        'create trigger append_only before update or delete or truncate on shipkeeper.lot_update_audit '
        'for each statement execute function shipkeeper.refuse_change()'
      )
    ) as w (name, relation, definition)
  loop
    if not exists (
      select
      from pg_trigger as t
      where t.tgrelid = v_wanted.relation::regclass
        and t.tgname = v_wanted.name
        and obj_description(t.oid, 'pg_trigger') = v_wanted.definition
        and (t.tgenabled <> 'O' or not v_wanted.is_always)
    ) then
      if v_wanted.definition like 'create constraint trigger%' then
        execute format('drop trigger if exists %I on %s', v_wanted.name, v_wanted.relation);
        execute v_wanted.definition;
      else
        execute replace(v_wanted.definition, 'create trigger', 'create or replace trigger');
      end if;
      execute format('comment on trigger %I on %s is %L', v_wanted.name, v_wanted.relation, v_wanted.definition);
      if v_wanted.is_always then
        -- Also in a session of a replica's role, as a restore or a subscription is one.
        execute format('alter table %s enable always trigger %I', v_wanted.relation, v_wanted.name);
      end if;
    end if;
  end loop;

  -- Made or replaced just now, under a lock that kept every writer out: no gap. One that was off or changed before leaves one.
  update shipkeeper.lot_state as t
  set
    status_triggers = shipkeeper.trigger_version('public.orders_inbox'),
    statuses_kept_since = case
      when t.status_triggers is distinct from v_status_triggers then clock_timestamp() else t.statuses_kept_since
    end,
    lot_triggers = shipkeeper.trigger_version('public.sku_lot'),
    lots_kept_since = case when t.lot_triggers is distinct from v_lot_triggers then clock_timestamp() else t.lots_kept_since end
  where (t.status_triggers, t.lot_triggers)
    is distinct from (shipkeeper.trigger_version('public.orders_inbox'), shipkeeper.trigger_version('public.sku_lot'));
  insert into shipkeeper.lot_activation (sku, lot, active_since)
  select s.sku, s.lot, clock_timestamp() from public.sku_lot as s where s.active = 1
  on conflict (sku, lot) do nothing;
end
$$;
