create or replace function shipkeeper_operator.undo_cancellations(p_since timestamptz, p_reason text, p_order_number text default null)
returns table (order_number text, previous_status text, result text)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_cancellation shipkeeper.cancellation;
  v_status text;
  v_undone integer := 0;
begin
  -- One after the other with the runner's calls: what one of them holds meanwhile would be missed.
  perform 1 from shipkeeper.lease as l for update;

  if p_since is null then
    raise exception 'Say since when: cancellations made from that time on are undone.';
  end if;
  for v_cancellation in
    select c.*
    from shipkeeper.cancellation as c
    where c.reason <> 'cancelled_in_shipstation' and c.undone_at is null and c.cancelled_at >= p_since
      and (p_order_number is null or c.order_number = p_order_number)
    -- Of several of one order the last: what it was before that is what it was.
    order by c.order_inbox_id, c.cancellation_id desc
    for update
  loop
    order_number := v_cancellation.order_number;
    previous_status := v_cancellation.previous_status;

    select o.status into v_status
    from public.orders_inbox as o
    where o.id = v_cancellation.order_inbox_id
      and coalesce(shipkeeper.plain_id(o.shipstation_order_id), '') = v_cancellation.shipstation_order_id
    for update skip locked;
    if not found then
      result := case
        when exists (
          select 1
          from public.orders_inbox as o
          where o.id = v_cancellation.order_inbox_id
            and coalesce(shipkeeper.plain_id(o.shipstation_order_id), '') = v_cancellation.shipstation_order_id
        ) then 'left: another program is at work on it, call again'
        else 'left: the order is gone or has another ShipStation id'
      end;
    elsif p_order_number is null and v_cancellation.reason in ('operator', 'merged') then
      result := format(
        'left: %s; its number as the third argument gives it back',
        case v_cancellation.reason when 'merged' then 'another order has taken it up' else 'an operator cancelled it' end
      );
    elsif v_status <> 'cancelled' then
      result := format('left: its status is %s by now', v_status);
    else
      set local search_path = pg_catalog, public, pg_temp;
      update public.orders_inbox as o
      set status = v_cancellation.previous_status, updated_at = shipkeeper.shop_now()
      where o.id = v_cancellation.order_inbox_id;
      set local search_path = pg_catalog, pg_temp;
      if not exists (
        select from public.orders_inbox as o
        where o.id = v_cancellation.order_inbox_id and o.status = v_cancellation.previous_status
      ) then
        result := 'left: a trigger or rule of the shop keeps its status';
      else
        -- Without a reason record_action refuses it all in the end, with a sentence.
        update shipkeeper.cancellation as c
        set undone_at = clock_timestamp(), undone_by = session_user, undone_reason = coalesce(p_reason, '')
        where c.cancellation_id = v_cancellation.cancellation_id;
        v_undone := v_undone + 1;
        result := 'given back';
      end if;
    end if;
    return next;
  end loop;
  -- At the commit it would run as whoever called.
  set local search_path = pg_catalog, public, pg_temp;
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  perform shipkeeper.record_action(
    'undo_cancellations', p_reason,
    jsonb_strip_nulls(jsonb_build_object('since', p_since, 'order_number', p_order_number, 'orders', v_undone))
  );
end
$$;
comment on function shipkeeper_operator.undo_cancellations(timestamptz, text, text) is
'Gives orders that were cancelled since p_since for a 404 the status they had before, or the one order p_order_number, also one that was '
'merged or that cancel_order cancelled; and says of each what became of it. An order whose status somebody has changed since is left. The '
'next cycle asks for them again; one that is not found again is held, not cancelled. Error: where a reason or the time is missing. '
'Writes: orders_inbox, cancellation, operator_action.';
revoke all on function shipkeeper_operator.undo_cancellations(timestamptz, text, text) from public;
