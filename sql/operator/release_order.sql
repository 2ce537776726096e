create or replace function shipkeeper_operator.release_order(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_released bigint[];
begin
  -- One after the other with the runner's calls: what one of them holds meanwhile would be missed.
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('release_order', p_reason, jsonb_build_object('order_number', p_order_number));

  -- The shop may have renamed the order, or deleted it and made another of this number.
  with released as (
    delete from shipkeeper.order_hold as h
    where h.order_inbox_id in (select o.id from public.orders_inbox as o where o.order_number = p_order_number)
      or h.order_number = p_order_number and not exists (select from public.orders_inbox as o where o.id = h.order_inbox_id)
    returning h.order_inbox_id
  )
  select coalesce(array_agg(r.order_inbox_id), '{}') into v_released from released as r;
  with accepted as (
    update shipkeeper.number_difference as n
    set accepted_at = v_now
    where n.accepted_at is null
      and (n.order_number = p_order_number or n.order_inbox_id in (select o.id from public.orders_inbox as o where o.order_number = p_order_number))
    returning n.order_inbox_id
  )
  select v_released || coalesce(array_agg(a.order_inbox_id), '{}') into v_released from accepted as a;
  update shipkeeper.ghost as g
  set held_reason = null, held_at = null, setbacks = 0, next_attempt_at = v_now
  where (g.order_number = p_order_number or g.order_inbox_id = any(v_released)) and g.held_reason is not null;
  if not found and v_released = '{}' then
    raise exception 'Order % is not held: shipkeeper_report.held_orders lists those that are.',
      shipkeeper.printable(p_order_number);
  end if;

  -- What was put off while it was held.
  perform shipkeeper.hurry_reviews(v_released);
  update shipkeeper.number_conflict as c
  set next_attempt_at = v_now
  where c.order_inbox_id = any(v_released) and c.reason = 'held_by_operator';
  -- Lines are not kept of what was seen meanwhile: the order is asked for by itself.
  with seen as (
    update shipkeeper.seen_order as s
    set apply_at = null
    from public.orders_inbox as o
    where o.id = any(v_released) and s.shipstation_order_id = shipkeeper.plain_id(o.shipstation_order_id) and s.apply_at is not null
    returning s.shipstation_order_id, s.order_number
  )
  insert into shipkeeper.refused_order as r (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
  select s.shipstation_order_id, s.order_number, 'changed while it was held', v_now, v_now
  from seen as s
  on conflict (shipstation_order_id) do update set next_attempt_at = excluded.next_attempt_at;
end
$$;
comment on function shipkeeper_operator.release_order(text, text) is
'Lets a held order go: the next cycle asks for it, or writes what it would have written. What held it may hold it again; that it has '
'another number in ShipStation is accepted, as long as both stay as they are. Error: where the order is not held, or the reason is '
'missing. '
'Writes: order_hold, number_difference, ghost, number_conflict, seen_order, refused_order, operator_action, and what hurry_reviews writes.';
revoke all on function shipkeeper_operator.release_order(text, text) from public;
