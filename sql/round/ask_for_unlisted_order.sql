create or replace function shipkeeper.ask_for_unlisted_order(p_cycle bigint, p_round shipkeeper.round)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_order shipkeeper.round_order;
  v_unread bigint;
  v_unread_id text;
begin
  loop
    select c.* into v_order
    from shipkeeper.round_order as c
    where c.asked_at is null or c.asked_at < clock_timestamp() - interval '10 minutes'
    order by c.asked_at nulls first, c.order_inbox_id
    limit 1;
    exit when not found;
    -- As it is now. All at once: of thousands of ghosts one by one would cost the square.
    if not shipkeeper.is_open_here(v_order.order_inbox_id, v_order.shipstation_order_id) then
      delete from shipkeeper.round_order as c where not shipkeeper.is_open_here(c.order_inbox_id, c.shipstation_order_id);
      continue;
    end if;
    -- Whom another look has just asked for is not asked for again.
    exit when not exists (
      select
      from shipkeeper.difference as d
      cross join shipkeeper.settings as s
      where d.shipstation_order_id = v_order.shipstation_order_id and d.looks > 0 and d.counted_at > clock_timestamp() - s.second_look_after
    );
    delete from shipkeeper.round_order as c where c.order_inbox_id = v_order.order_inbox_id;
  end loop;
  if v_order.order_inbox_id is null then
    select count(*), min(c.shipstation_order_id) into v_unread, v_unread_id from shipkeeper.round_order as c;
    if v_unread = 0 then
      perform shipkeeper.end_round(p_cycle);
    elsif p_round.started_at < clock_timestamp() - (select greatest(s.round_every, interval '1 hour') from shipkeeper.settings as s) then
      -- One that nobody can read must not keep the others from being compared.
      perform shipkeeper.end_round(p_cycle, format('%s orders could not be looked at, as that with id %s', v_unread, v_unread_id));
    end if;
    return 'nothing';
  end if;
  update shipkeeper.round_order as c set asked_at = clock_timestamp() where c.order_inbox_id = v_order.order_inbox_id;
  perform shipkeeper.put_request(
    p_cycle, 'round', 'GET', '/orders/' || v_order.shipstation_order_id, (select s.order_timeout_seconds from shipkeeper.settings as s),
    v_order.order_inbox_id, v_order.shipstation_order_id, p_purpose => 'order', p_purpose_id => p_round.round_id
  );
  return 'again';
end
$$;
comment on function shipkeeper.ask_for_unlisted_order(bigint, shipkeeper.round) is
'Records the request for an order that is open here and on no list of the round; returns again, or nothing: there is none now, and with '
'the last of them the round ends. It ends, too, where none is left but those for whom no usable answer comes, once it has gone on for '
'round_every, an hour at least: it counts as failed. Writes: round_order, request, and what end_round writes.';
revoke all on function shipkeeper.ask_for_unlisted_order(bigint, shipkeeper.round) from public;
