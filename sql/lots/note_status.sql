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
  v_history_id bigint;
begin
  insert into shipkeeper.order_status_history (
    order_inbox_id, order_number, from_status, to_status, entry, changed_at, changed_by, application_name
  )
  values (
    new.id, new.order_number, v_from, new.status, lower(tg_op), v_now, session_user, current_setting('application_name')
  )
  returning order_status_history_id into v_history_id;

  if v_from is not null
    and (select v_from || ' -> ' || new.status = any(s.lot_transitions) from shipkeeper.settings as s)
  then
    insert into shipkeeper.lot_review as r (
      order_inbox_id, order_number, order_status_history_id, from_status, to_status, opened_at, opened_by, next_look_at
    )
    values (new.id, new.order_number, v_history_id, v_from, new.status, v_now, session_user, v_now)
    on conflict (order_inbox_id) where state <> 'closed' do update
      set
        order_status_history_id = excluded.order_status_history_id,
        from_status = excluded.from_status,
        to_status = excluded.to_status,
        opened_at = excluded.opened_at,
        opened_by = excluded.opened_by,
        -- What was perhaps sent is looked at first, whatever else happens to the order.
        state = case when r.state = 'posted' then 'posted' else 'open' end,
        -- What an operator agreed to was the order before this.
        approved_by = case when r.state = 'posted' then r.approved_by end,
        approved_digest = case when r.state = 'posted' then r.approved_digest end,
        approved_changes = case when r.state = 'posted' then r.approved_changes end,
        post_body = null,
        next_look_at = excluded.next_look_at;
  end if;
  return null;
end
$$;
comment on function shipkeeper.note_status() is
'Trigger of orders_inbox: keeps every status of every order, whoever writes it, and opens a review of the order''s lots after the '
'transitions of the setting lot_transitions. Writes: order_status_history, lot_review.';
revoke all on function shipkeeper.note_status() from public;
