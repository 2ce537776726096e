create or replace function shipkeeper.note_status()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entry shipkeeper.order_status_history;
begin
  insert into shipkeeper.order_status_history as h (
    order_inbox_id, order_number, from_status, to_status, entry, changed_at, changed_by, application_name
  )
  values (
    new.id, new.order_number, case when tg_op = 'UPDATE' then old.status end, new.status, lower(tg_op), clock_timestamp(), session_user,
    current_setting('application_name')
  )
  returning h.* into v_entry;

  if v_entry.from_status is not null
    and (select v_entry.from_status || ' -> ' || v_entry.to_status = any(s.lot_transitions) from shipkeeper.settings as s)
  then
    begin
      perform shipkeeper.take_release(v_entry);
    exception
      -- An operator or a cycle is at work on the review, or this snapshot is older than it: the shop neither waits nor fails.
      when lock_not_available or serialization_failure then
        insert into shipkeeper.untaken_release (order_inbox_id, order_status_history_id)
        values (v_entry.order_inbox_id, v_entry.order_status_history_id);
        perform pg_try_advisory_xact_lock_shared(shipkeeper.release_lock(v_entry.order_inbox_id));
    end;
  end if;
  return null;
end
$$;
comment on function shipkeeper.note_status() is
'Trigger of orders_inbox: keeps every status of every order, whoever writes it, and opens a review of the order''s lots after the '
'transitions of the setting lot_transitions. Waits for nobody. Writes: order_status_history, untaken_release, and what take_release '
'writes.';
revoke all on function shipkeeper.note_status() from public;
