create or replace function shipkeeper.ask_for_review(p_cycle bigint, p_review shipkeeper.lot_review)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_timeout constant integer := (select s.order_timeout_seconds from shipkeeper.settings as s);
  v_id text := p_review.shipstation_order_id;
  v_purpose text := case p_review.state
    when 'read' then 'shipments' when 'cleared' then 'confirm' when 'ready' then 'post' when 'posted' then 'check' else 'read'
  end;
begin
  if v_purpose in ('shipments', 'confirm', 'post') and not exists (
    select from public.orders_inbox as o where o.id = p_review.order_inbox_id and o.shipstation_order_id = v_id
  ) then
    -- Its id was mended since: what was read is somebody else's order.
    update shipkeeper.lot_review as r
    set state = case when r.approved_digest is not null then 'approved' else 'open' end, post_body = null, field_digests = null
    where r.lot_review_id = p_review.lot_review_id;
    v_purpose := 'read';
  end if;
  if v_purpose = 'read' then
    select o.shipstation_order_id into v_id from public.orders_inbox as o where o.id = p_review.order_inbox_id;
    update shipkeeper.lot_review as r set shipstation_order_id = v_id where r.lot_review_id = p_review.lot_review_id;
  end if;

  -- Waited for before the order is read, so that what is sent is as fresh as can be.
  if v_purpose in ('confirm', 'post')
    -- A time that is far ahead is not waited for: the clock was set back.
    and exists (
      select from shipkeeper.lot_state as t
      where t.posted_at between v_now - interval '500 milliseconds' and v_now + interval '1 minute'
    )
  then
    return 'rest';
  end if;
  if v_purpose = 'post' and (
    p_review.read_at < v_now - interval '10 seconds'
    or not exists (
      select from shipkeeper.settings as s
      where s.lot_mode = 'automatic' or s.lot_mode = 'approval' and p_review.approved_digest is not null
    )
  ) then
    -- Too old to be sent, or the mode is another by now: read and decided once more.
    update shipkeeper.lot_review as r set state = 'cleared', post_body = null where r.lot_review_id = p_review.lot_review_id;
    v_purpose := 'confirm';
  elsif v_purpose = 'post' then
    -- What is about to be sent is on disk before it is: whatever the login's own settings say.
    perform set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';
    update shipkeeper.lot_state set posted_at = v_now;
    perform shipkeeper.put_request(
      p_cycle, 'lots', 'POST', '/orders/createorder', v_timeout, p_review.order_inbox_id, v_id, p_review.post_body,
      p_purpose => 'post', p_purpose_id => p_review.lot_review_id
    );
    update shipkeeper.lot_review as r
    set state = 'posted', posts = r.posts + 1, post_body = null, post_status = null, next_look_at = v_now
    where r.lot_review_id = p_review.lot_review_id;
    return 'again';
  end if;

  perform shipkeeper.put_request(
    p_cycle, 'lots', 'GET',
    case when v_purpose = 'shipments' then format('/shipments?orderId=%s&pageSize=500&page=1', v_id) else '/orders/' || v_id end,
    v_timeout, p_review.order_inbox_id, v_id, p_purpose => v_purpose, p_purpose_id => p_review.lot_review_id
  );
  return 'again';
end
$$;
comment on function shipkeeper.ask_for_review(bigint, shipkeeper.lot_review) is
'Records the next request of a review: read, shipments, confirm, post (from an order read at most 10 seconds ago, in a mode that allows '
'it, two a second at most), check. Returns again, or rest: come back in half a second. Writes: request, lot_review, lot_state.';
revoke all on function shipkeeper.ask_for_review(bigint, shipkeeper.lot_review) from public;
