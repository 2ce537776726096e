create or replace function shipkeeper.ask_for_review(p_cycle bigint, p_review shipkeeper.lot_review)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_id text;
  v_order jsonb;
  v_is_late boolean;
begin
  select o.shipstation_order_id into v_id from public.orders_inbox as o where o.id = p_review.order_inbox_id;
  if p_review.state in ('read', 'cleared', 'ready') and v_id is distinct from p_review.shipstation_order_id then
    -- Its id was mended since: what was read is somebody else's order.
    perform shipkeeper.move_review(p_review, 'begun_anew');
    return 'again';
  elsif p_review.state in ('open', 'approval') then
    p_review.shipstation_order_id := v_id;
  elsif p_review.state in ('cleared', 'ready')
    -- Two a second. Waited for before the order is read, so that what is sent is as fresh as can be.
    -- A time that is far ahead is not waited for: the clock was set back.
    and exists (
      select from shipkeeper.lot_state as t
      where t.posted_at between v_now - interval '500 milliseconds' and v_now + interval '1 minute'
    )
  then
    return 'rest';
  end if;

  if p_review.state = 'ready' then
    if not pg_try_advisory_xact_lock(shipkeeper.release_lock(p_review.order_inbox_id)) then
      -- Released once more, not committed: it may change everything. Left to the next cycle, so that it holds up no other.
      p_review.reason := 'edited_meanwhile';
      perform shipkeeper.move_review(p_review, 'put_off', p_cycle);
      return 'again';
    end if;
    v_order := (shipkeeper.read_json(p_review.post_body, p_mark_nul => true)).document;
    v_is_late := p_review.read_at < v_now - interval '10 seconds';
    if v_is_late
      -- Looked at once more, in the transaction that hands it out: the mode, what the order went through, and that every lot in it is the
      -- active one.
      or not exists (
        select from shipkeeper.settings as s
        where s.lot_mode = 'automatic' or s.lot_mode = 'approval' and p_review.approved_digest is not null
      )
      or p_review.approved_digest is null and shipkeeper.was_perhaps_picked(p_review, v_order) is not null
      or (shipkeeper.sku_changes(v_order)).reason not in ('current', 'unreadable_line', 'unknown_sku')
    then
      if v_is_late and (
        select count(*) from shipkeeper.request as r
        where r.cycle_id = p_cycle and r.purpose = 'confirm' and r.purpose_id = p_review.lot_review_id
      ) > 3 then
        -- Its size, or a server that is too slow for it: it does not keep those behind it from being changed.
        p_review.outcome := 'held';
        p_review.reason := 'not_prepared_in_time';
        perform shipkeeper.move_review(p_review, 'ended', p_cycle);
      else
        perform shipkeeper.move_review(p_review, 'outdated');
      end if;
      return 'again';
    end if;
    -- What is about to be sent is on disk before it is: whatever the login's own settings say.
    perform set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';
    update shipkeeper.lot_state set posted_at = v_now;
    p_review.posts := p_review.posts + 1;
    p_review.posted_at := v_now;
    p_review.posted_in_cycle := p_cycle;
    p_review.post_status := null;
    p_review.looks := 0;
    p_review.next_look_at := v_now;
    p_review.sent_changes := p_review.sku_changes;
    p_review.field_digests := shipkeeper.field_digests(v_order, p_review.lot_review_id::text);
  end if;

  perform shipkeeper.put_request(
    p_cycle, 'lots', case p_review.state when 'ready' then 'POST' else 'GET' end,
    case p_review.state
      when 'ready' then '/orders/createorder'
      when 'read' then format('/shipments?orderId=%s&pageSize=500&page=1', p_review.shipstation_order_id)
      else '/orders/' || p_review.shipstation_order_id
    end,
    s.order_timeout_seconds, p_review.order_inbox_id, p_review.shipstation_order_id, p_review.post_body,
    case p_review.state
      when 'read' then 'shipments' when 'cleared' then 'confirm' when 'ready' then 'post' when 'posted' then 'check' else 'read'
    end,
    p_review.lot_review_id
  )
  from shipkeeper.settings as s;
  if p_review.state = 'ready' then
    perform shipkeeper.move_review(p_review, 'handed_out');
  end if;
  return 'again';
end
$$;
comment on function shipkeeper.ask_for_review(bigint, shipkeeper.lot_review) is
'Records the next request of a review: read, shipments, confirm, post (from an order read at most 10 seconds ago, in a mode that allows '
'it, not picked, with the lots that are active now, two a second at most), check. Returns again, or rest: come back in half a second. '
'Writes: request, lot_state, and what move_review writes.';
revoke all on function shipkeeper.ask_for_review(bigint, shipkeeper.lot_review) from public;
