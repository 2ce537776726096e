-- All triggers: on the shop's tables, and on those of ours that the shop's programs write through them. Each is made where it is
-- missing or its comment says otherwise, and otherwise no lock is asked for: replacing one stops every writer until all is loaded.
-- Trigger functions run with the owner's rights, so that no program of the shop needs any on ours.
do $$
declare
  v_wanted record;
begin
  for v_wanted in
    select *
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
        'create trigger shipkeeper_lot_activated after insert or update or delete on public.sku_lot '
        'for each row execute function shipkeeper.note_active_lot()'
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
    ) then
      -- Where it was absent, off or changed by hand, statuses were perhaps not kept meanwhile: the history begins anew.
      if v_wanted.name in ('shipkeeper_status_inserted', 'shipkeeper_status_updated')
        and not exists (
          select
          from pg_trigger as t
          where t.tgrelid = v_wanted.relation::regclass
            and t.tgname = v_wanted.name
            and t.tgenabled in ('O', 'A')
            and obj_description(t.oid, 'pg_trigger') is not null
        )
      then
        update shipkeeper.lot_state set history_began_at = null where history_began_at is not null;
      end if;
      execute replace(v_wanted.definition, 'create trigger', 'create or replace trigger');
      execute format('comment on trigger %I on %s is %L', v_wanted.name, v_wanted.relation, v_wanted.definition);
    end if;
  end loop;
end
$$;
