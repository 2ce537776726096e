create or replace function shipkeeper.ask_for_rest(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_settings shipkeeper.settings;
  v_refused shipkeeper.refused_order;
  v_conflict shipkeeper.number_conflict;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;

  perform shipkeeper.forget_spots(p_cycle);

  -- Ghosts among them are asked for as ghosts. Ten in a cycle at most: the ghosts have their turn.
  select r.* into v_refused
  from shipkeeper.refused_order as r
  where r.next_attempt_at <= v_now
    and (
      select count(*) from shipkeeper.request as q where q.cycle_id = p_cycle and q.purpose in ('order', 'spot')
    ) < 10
    and not exists (select from shipkeeper.ghost as g where g.shipstation_order_id = r.shipstation_order_id)
  order by r.next_attempt_at
  limit 1;
  if found and not p_may_send then
    return 'more';
  elsif found then
    update shipkeeper.refused_order as r
    set
      attempts = r.attempts + 1,
      attempted_at = v_now,
      next_attempt_at = v_now + shipkeeper.retry_wait(r.attempts + 1)
    where r.refused_order_id = v_refused.refused_order_id;
    if v_refused.shipstation_order_id is not null then
      perform shipkeeper.put_request(
        p_cycle, 'sync', 'GET', '/orders/' || v_refused.shipstation_order_id, v_settings.order_timeout_seconds,
        p_shipstation_order_id => v_refused.shipstation_order_id, p_purpose => 'order',
        p_purpose_id => v_refused.refused_order_id
      );
    else
      perform shipkeeper.ask_for_spot(p_cycle, v_refused);
    end if;
    return 'again';
  end if;

  v_conflict := shipkeeper.next_number_to_link(p_cycle);
  if v_conflict.shipstation_order_id is null then
    return 'nothing';
  elsif not p_may_send then
    return 'more';
  end if;
  update shipkeeper.number_conflict as c
  set attempts = c.attempts + 1, next_attempt_at = v_now + shipkeeper.retry_wait(c.attempts + 1)
  where c.shipstation_order_id = v_conflict.shipstation_order_id;
  if v_conflict.other_shipstation_order_id is not null and v_conflict.other_gone_at is null then
    perform shipkeeper.put_request(
      p_cycle, 'sync', 'GET', '/orders/' || v_conflict.other_shipstation_order_id, v_settings.order_timeout_seconds,
      v_conflict.order_inbox_id, v_conflict.shipstation_order_id, p_purpose => 'other_id'
    );
    return 'again';
  end if;
  perform shipkeeper.put_request(
    p_cycle, 'sync', 'GET',
    format('/orders?orderNumber=%s&pageSize=500&page=1', shipkeeper.url_encode(v_conflict.order_number)),
    v_settings.list_timeout_seconds, v_conflict.order_inbox_id, v_conflict.shipstation_order_id, p_purpose => 'number'
  );
  return 'again';
end
$$;
comment on function shipkeeper.ask_for_rest(bigint, boolean) is
'After the walk: asks for the next order that could not be used and is due, by itself, or for the spot where one lies that nobody can '
'read; then for the next number that may be linked. Returns again, more or nothing. Writes: refused_order, number_conflict, request, '
'and what forget_spots and ask_for_spot write.';
revoke all on function shipkeeper.ask_for_rest(bigint, boolean) from public;
