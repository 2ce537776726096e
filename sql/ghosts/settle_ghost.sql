create or replace function shipkeeper.settle_ghost(
  p_order_inbox_id bigint,
  p_cycle bigint,
  p_request bigint,
  p_outcome text,
  p_reason text,
  p_then text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_ghost shipkeeper.ghost;
begin
  select g.* into v_ghost from shipkeeper.ghost as g where g.order_inbox_id = p_order_inbox_id;
  if not found then
    -- It became a ghost after this cycle had looked for them, and a page brought it.
    select o.order_number, o.shipstation_order_id into v_ghost.order_number, v_ghost.shipstation_order_id
    from public.orders_inbox as o
    where o.id = p_order_inbox_id;
  end if;
  delete from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle and q.order_inbox_id = p_order_inbox_id;

  perform shipkeeper.record_outcome(
    p_cycle, p_request, 'ghosts', p_order_inbox_id, v_ghost.order_number, v_ghost.shipstation_order_id, p_outcome, p_reason
  );

  if p_then = 'forget' then
    delete from shipkeeper.ghost as g where g.order_inbox_id = p_order_inbox_id;
    return;
  end if;

  update shipkeeper.ghost as g
  set
    last_outcome = p_outcome,
    last_reason = p_reason,
    setbacks = g.setbacks + case when p_then in ('later', 'poll') then 1 else 0 end,
    next_attempt_at = v_now + case p_then
      when 'later' then shipkeeper.retry_wait(g.setbacks + 1)
      when 'poll' then shipkeeper.retry_wait(g.setbacks + 1, s.first_poll)
      else interval '0'
    end,
    held_reason = case p_then when 'hold' then p_reason end,
    held_at = case p_then when 'hold' then v_now end
  from shipkeeper.settings as s
  where g.order_inbox_id = p_order_inbox_id;

  if p_reason in ('invalid_id', 'duplicate_id') and p_then = 'hold' then
    perform shipkeeper.say(p_cycle, 'warning', format(
      case p_reason
        when 'invalid_id' then '⚠️ Order %s has a ShipStation id that is no id - held until it is mended'
        else '⚠️ Order %s shares its ShipStation id with another order - held until one of them is mended'
      end,
      shipkeeper.printable(v_ghost.order_number)
    ));
  end if;
end
$$;
comment on function shipkeeper.settle_ghost(bigint, bigint, bigint, text, text, text) is
'Records the outcome of one ghost and what comes then: forget (it is none any more), next_cycle, later (at growing intervals), poll '
'(so, from the setting first_poll on), hold (p_reason is why). Writes: order_outcome, ghost, ghost_queue, message.';
revoke all on function shipkeeper.settle_ghost(bigint, bigint, bigint, text, text, text) from public;
