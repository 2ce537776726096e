create or replace function shipkeeper.begin_status_history()
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from shipkeeper.lot_state as t where t.history_began_at is not null) then
    return false;
  end if;
  insert into shipkeeper.order_status_history (
    order_inbox_id, order_number, to_status, entry, changed_at, changed_by, application_name
  )
  select o.id, o.order_number, o.status, 'found', clock_timestamp(), session_user, current_setting('application_name')
  from public.orders_inbox as o
  where o.status not in ('shipped', 'cancelled')
    -- What was kept since the triggers were made is whole; before that it may have a gap.
    and not exists (
      select
      from shipkeeper.order_status_history as h
      where h.order_inbox_id = o.id and h.entry in ('insert', 'found')
        and h.changed_at >= (select d.installed_at from shipkeeper.deployment as d)
    )
  order by o.id;
  update shipkeeper.lot_state set history_began_at = clock_timestamp();
  return true;
end
$$;
comment on function shipkeeper.begin_status_history() is
'Writes the statuses of open orders as they are found to the history, once; what came before is unknown. Returns whether it did now. '
'Writes: order_status_history, lot_state.';
revoke all on function shipkeeper.begin_status_history() from public;
