create or replace function shipkeeper.take_release(p_release shipkeeper.order_status_history)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- For the key of a review that another transaction has opened and not committed.
set lock_timeout = '1ms'
as $$
declare
  v_review shipkeeper.lot_review;
begin
  while not shipkeeper.open_review(
    p_release.order_inbox_id, p_release.order_number, p_release.changed_at, p_release.changed_by,
    p_release.order_status_history_id, p_release.from_status, p_release.to_status
  ) loop
    -- There is one already.
    select r.* into v_review
    from shipkeeper.lot_review as r
    where r.order_inbox_id = p_release.order_inbox_id and r.state <> 'closed'
    for update nowait;
    continue when not found;
    exit when v_review.order_status_history_id > p_release.order_status_history_id;
    v_review.order_status_history_id := p_release.order_status_history_id;
    v_review.from_status := p_release.from_status;
    v_review.to_status := p_release.to_status;
    v_review.opened_at := p_release.changed_at;
    v_review.opened_by := p_release.changed_by;
    perform shipkeeper.move_review(v_review, 'released');
    exit;
  end loop;
end
$$;
comment on function shipkeeper.take_release(shipkeeper.order_status_history) is
'Opens a review of the lots of an order that was released, or begins the one anew that is open. Errors: 55P03, 40001, where another '
'transaction is at work on that review: it is not waited for. Writes: what open_review and move_review write.';
revoke all on function shipkeeper.take_release(shipkeeper.order_status_history) from public;
