create or replace function shipkeeper.note_status()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_from constant text := case when tg_op = 'UPDATE' then old.status end;
  v_now constant timestamptz := clock_timestamp();
  v_review shipkeeper.lot_review;
  v_history_id bigint;
begin
  insert into shipkeeper.order_status_history (
    order_inbox_id, order_number, from_status, to_status, entry, changed_at, changed_by, application_name
  )
  values (
    new.id, new.order_number, v_from, new.status, lower(tg_op), v_now, session_user,
    current_setting('application_name')
  )
  returning order_status_history_id into v_history_id;

  if v_from is not null
    and (select v_from || ' -> ' || new.status = any(s.lot_transitions) from shipkeeper.settings as s)
  then
    while not shipkeeper.open_review(
      new.id::bigint, new.order_number, v_now, session_user::text, v_history_id, v_from, new.status
    ) loop
      -- There is one already. Whoever is at work on it is waited for: a release is not passed over.
      select r.* into v_review
      from shipkeeper.lot_review as r
      where r.order_inbox_id = new.id and r.state <> 'closed'
      for update;
      continue when not found;
      v_review.order_status_history_id := v_history_id;
      v_review.from_status := v_from;
      v_review.to_status := new.status;
      v_review.opened_at := v_now;
      v_review.opened_by := session_user::text;
      perform shipkeeper.move_review(v_review, 'released');
      exit;
    end loop;
  end if;
  return null;
end
$$;
comment on function shipkeeper.note_status() is
'Trigger of orders_inbox: keeps every status of every order, whoever writes it, and opens a review of the order''s lots after the '
'transitions of the setting lot_transitions. Writes: order_status_history, and what open_review and move_review write.';
revoke all on function shipkeeper.note_status() from public;
