create or replace function shipkeeper.take_releases()
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_release shipkeeper.order_status_history;
  v_review shipkeeper.lot_review;
  v_taken integer := 0;
begin
  for v_release in
    with taken as (
      delete from shipkeeper.untaken_release as u
      where u.ctid = any(array(select r.ctid from shipkeeper.untaken_release as r limit 500))
      returning u.order_inbox_id, u.order_status_history_id
    )
    select h.*
    from taken as t
    join shipkeeper.order_status_history as h
      on h.order_inbox_id = t.order_inbox_id and h.order_status_history_id = t.order_status_history_id
    order by h.order_inbox_id, h.order_status_history_id
  loop
    v_taken := v_taken + 1;
    -- The lease keeps everybody else from the reviews.
    if shipkeeper.open_review(
      v_release.order_inbox_id, v_release.order_number, v_release.changed_at, v_release.changed_by,
      v_release.order_status_history_id, v_release.from_status, v_release.to_status
    ) then
      continue;
    end if;
    select r.* into v_review
    from shipkeeper.lot_review as r
    where r.order_inbox_id = v_release.order_inbox_id and r.state <> 'closed'
    for update;
    v_review.order_status_history_id := v_release.order_status_history_id;
    v_review.from_status := v_release.from_status;
    v_review.to_status := v_release.to_status;
    v_review.opened_at := v_release.changed_at;
    v_review.opened_by := v_release.changed_by;
    -- What was perhaps sent is looked at in its turn.
    v_review.next_look_at := case when v_review.state = 'posted' then v_review.next_look_at else v_release.changed_at end;
    perform shipkeeper.move_review(v_review, 'released');
  end loop;
  return v_taken = 500;
end
$$;
comment on function shipkeeper.take_releases() is
'Opens a review of the lots of each order that a program of the shop has released, or begins the one anew that is open: 500 releases a '
'call. Returns whether there may be more. Writes: untaken_release, and what open_review and move_review write.';
revoke all on function shipkeeper.take_releases() from public;
