create or replace function shipkeeper.note_unknown_statuses(p_cycle bigint, p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform
    shipkeeper.record_outcome(
      p_cycle, l.request_id, 'sync', d.order_inbox_id, l.order_number, l.shipstation_order_id, 'skipped', 'unknown_status_left'
    ),
    shipkeeper.say_one_of(
      p_cycle, 'warning', 'alerts', '⚠️ Order %s has an unknown status in ShipStation (%s) - its status here is left',
      shipkeeper.printable(l.order_number), shipkeeper.printable(l.order_status, 30)
    )
  from unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l
  left join shipkeeper.seen_order as s on s.shipstation_order_id = l.shipstation_order_id
  -- A ghost says so itself, and a new order is refused for it.
  where d.action in ('see', 'update') and d.order_inbox_id is not null and l.lines is not null
    and not shipkeeper.is_known_status(l.order_status) and s.order_status is distinct from l.order_status;
end
$$;
comment on function shipkeeper.note_unknown_statuses(bigint, shipkeeper.decided_order[]) is
'Says which known orders of a batch have got a status that is not known here. Before the batch is kept as seen. '
'Writes: order_outcome, message.';
revoke all on function shipkeeper.note_unknown_statuses(bigint, shipkeeper.decided_order[]) from public;
