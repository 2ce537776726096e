create or replace function shipkeeper.note_number_differences(p_cycle bigint, p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_found bigint[];
begin
  with found as (
    insert into shipkeeper.number_difference as n (order_inbox_id, shipstation_order_id, order_number, number_in_shipstation, found_at)
    select d.order_inbox_id, (d.laid).shipstation_order_id, d.order_number, left((d.laid).order_number, 200), v_now
    from unnest(p_orders) as d
    where d.reason = 'number_differs'
    on conflict (order_inbox_id) do update
      set
        shipstation_order_id = excluded.shipstation_order_id, order_number = excluded.order_number,
        number_in_shipstation = excluded.number_in_shipstation, found_at = excluded.found_at, accepted_at = null
      where (n.shipstation_order_id, n.order_number, n.number_in_shipstation)
        is distinct from (excluded.shipstation_order_id, excluded.order_number, excluded.number_in_shipstation)
    returning n.order_inbox_id
  )
  select array_agg(f.order_inbox_id) into v_found from found as f;
  perform
    shipkeeper.say_one_of(
      p_cycle, 'warning', 'held_orders',
      '⚠️ Order %s is order %s in ShipStation (id %s) - held until the numbers agree or an operator releases it',
      shipkeeper.printable(d.order_number), shipkeeper.printable((d.laid).order_number), (d.laid).shipstation_order_id
    ),
    -- Of a ghost it is recorded as of every ghost.
    case when d.action <> 'heal' then shipkeeper.record_outcome(
      p_cycle, (d.laid).request_id, 'sync', d.order_inbox_id, d.order_number, (d.laid).shipstation_order_id, d.outcome, d.reason
    ) end
  from unnest(p_orders) as d
  where d.reason = 'number_differs' and d.order_inbox_id = any(v_found);

  with agreed as (
    delete from shipkeeper.number_difference as n
    using unnest(p_orders) as d
    where n.order_inbox_id = d.order_inbox_id and n.shipstation_order_id = (d.laid).shipstation_order_id and n.accepted_at is null
      and d.reason is distinct from 'number_differs' and (d.laid).problem is null and d.action in ('see', 'heal', 'update')
    returning d.laid
  )
  -- Lines are not kept of what was seen meanwhile: the order is asked for by itself.
  insert into shipkeeper.refused_order as r (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
  select (a.laid).shipstation_order_id, (a.laid).order_number, 'changed while it was held', v_now, v_now
  from agreed as a
  where (a.laid).lines is null
  on conflict (shipstation_order_id) do nothing;
end
$$;
comment on function shipkeeper.note_number_differences(bigint, shipkeeper.decided_order[]) is
'Keeps which orders of a batch have another number in ShipStation, and says so once; forgets those whose numbers agree by now. '
'Writes: number_difference, refused_order, order_outcome, message.';
revoke all on function shipkeeper.note_number_differences(bigint, shipkeeper.decided_order[]) from public;
