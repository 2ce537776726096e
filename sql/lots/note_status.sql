create or replace function shipkeeper.note_status()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entry_id bigint;
begin
  insert into shipkeeper.order_status_history (
    order_inbox_id, order_number, from_status, to_status, entry, changed_at, changed_by, application_name
  )
  values (
    new.id, new.order_number, case when tg_op = 'UPDATE' then old.status end, new.status, lower(tg_op), clock_timestamp(), session_user,
    current_setting('application_name')
  )
  returning order_status_history_id into v_entry_id;

  if tg_op = 'UPDATE' then
    -- Only added to: the shop neither waits for who is at work on a review nor fails in a snapshot that is older than it.
    insert into shipkeeper.untaken_release (order_inbox_id, order_status_history_id)
    select new.id, v_entry_id
    from shipkeeper.settings as s
    where old.status || ' -> ' || new.status = any(s.lot_transitions);
    if found then
      perform pg_try_advisory_xact_lock_shared(shipkeeper.release_lock(new.id));
    end if;
  end if;
  return null;
end
$$;
comment on function shipkeeper.note_status() is
'Trigger of orders_inbox: keeps every status of every order, whoever writes it, and leaves what the setting lot_transitions calls a '
'release to the next step of a cycle. Waits for nobody. Writes: order_status_history, untaken_release.';
revoke all on function shipkeeper.note_status() from public;
