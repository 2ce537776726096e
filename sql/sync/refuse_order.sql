create or replace function shipkeeper.refuse_order(
  p_cycle bigint, p_request bigint, p_shipstation_order_id text, p_order_number text, p_reason text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_known_reason text;
begin
  select r.reason into v_known_reason
  from shipkeeper.refused_order as r
  where r.shipstation_order_id = p_shipstation_order_id;

  insert into shipkeeper.refused_order as r (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
  values (
    p_shipstation_order_id,
    left(p_order_number, 200),
    p_reason,
    v_now,
    -- Somebody else was at work on it: no fault of its own.
    v_now + case when p_reason = 'locked' then interval '0' else shipkeeper.retry_wait(1) end
  )
  on conflict (shipstation_order_id) do update
    set order_number = coalesce(excluded.order_number, r.order_number), reason = excluded.reason;

  -- Pages overlap: it is said once, not in every cycle.
  if v_known_reason is distinct from p_reason then
    perform shipkeeper.record_outcome(
      p_cycle, p_request, 'sync', null, left(p_order_number, 200), p_shipstation_order_id, 'error', p_reason
    );
    perform shipkeeper.say_one_of(
      p_cycle, case when p_reason in ('locked', 'uploaded just now') then 'info' else 'error' end, 'order_outcomes',
      '❌ Sync: order %s could not be used: %s - it is asked for again by itself',
      coalesce(shipkeeper.printable(p_order_number), 'with id ' || p_shipstation_order_id), p_reason
    );
  end if;
end
$$;
comment on function shipkeeper.refuse_order(bigint, bigint, text, text, text) is
'Keeps an order that a page brought and that could not be used, with its reason; it is asked for again by itself, at growing intervals. '
'One without a usable id is kept by its place: refuse_unidentified. Writes: refused_order, order_outcome, message.';
revoke all on function shipkeeper.refuse_order(bigint, bigint, text, text, text) from public;
