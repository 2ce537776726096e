create or replace function shipkeeper.handle_unapplied(p_request shipkeeper.request, p_review shipkeeper.lot_review)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_number constant text := shipkeeper.printable(p_review.order_number);
  v_is_refused constant boolean := coalesce(p_review.post_status >= 400 and p_review.post_status <> 429, false);
begin
  if v_is_refused or p_review.posts >= 3 then
    perform shipkeeper.close_review(
      p_review, p_request.cycle_id, p_request.request_id, 'held',
      case when v_is_refused then format('refused (%s)', p_review.post_status) else 'not_applied' end
    );
    perform shipkeeper.say(p_request.cycle_id, 'warning', format(
      '⚠️ Lots of order %s held: %s', v_number,
      case
        when v_is_refused then format('ShipStation answered %s and changed nothing', p_review.post_status)
        else 'ShipStation has not taken the change in three attempts'
      end
    ));
    return;
  end if;
  update shipkeeper.lot_review as r
  set
    state = case when r.approved_digest is not null then 'approved' else 'open' end,
    reason = 'not_applied',
    next_look_at = clock_timestamp() + shipkeeper.retry_wait(r.posts)
  where r.lot_review_id = p_review.lot_review_id;
end
$$;
comment on function shipkeeper.handle_unapplied(shipkeeper.request, shipkeeper.lot_review) is
'After a change that took no effect: decided anew later, three times at most; held at once where ShipStation answered it with anything but '
'429. Writes: lot_review, order_outcome, message.';
revoke all on function shipkeeper.handle_unapplied(shipkeeper.request, shipkeeper.lot_review) from public;
