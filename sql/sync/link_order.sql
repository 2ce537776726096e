create or replace function shipkeeper.link_order(
  p_cycle bigint, p_request bigint, p_order_inbox_id bigint, p_order shipkeeper.laid_order,
  p_gone_id text default null
)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
-- A trigger or a unique index of the shop may wait: the header is locked already.
set lock_timeout = '20ms'
as $$
declare
  v_id constant text := p_order.shipstation_order_id;
  v_number constant text := p_order.order_number;
  v_now constant timestamp without time zone := shipkeeper.shop_now();
  v_reason text;
  v_state text;
begin
  perform 1 from public.orders_inbox as o where o.id = p_order_inbox_id and shipkeeper.plain_text(o.order_number) = v_number for update skip locked;
  if not found then
    return 'locked';
  end if;
  -- A new statement, so a new snapshot: what was committed before the lock was had is seen.
  v_reason := (select y.reason from shipkeeper.why_not_linked(p_cycle, p_order_inbox_id, shipkeeper.units_by_sku(p_order.lines), p_gone_id) as y);
  if v_reason is not null then
    return v_reason;
  elsif exists (select from public.orders_inbox as o where o.shipstation_order_id = v_id) then
    return 'another_id';
  end if;

  set local search_path = pg_catalog, public, pg_temp;
  update public.orders_inbox as o set shipstation_order_id = v_id, updated_at = v_now where o.id = p_order_inbox_id;
  -- What the shop has deferred fails here, this order alone.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  if not exists (select from public.orders_inbox as o where o.id = p_order_inbox_id and o.shipstation_order_id = v_id) then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
  -- Linking has just touched updated_at: the rest is written when the uploader's time is over.
  update shipkeeper.seen_order as s
  set
    apply_at = clock_timestamp(),
    units_here = (select coalesce(sum(i.quantity), 0) from public.order_items_inbox as i where i.order_inbox_id = p_order_inbox_id)
  where s.shipstation_order_id = v_id;
  perform shipkeeper.record_outcome(p_cycle, p_request, 'sync', p_order_inbox_id, v_number, v_id, 'linked', null);
  perform shipkeeper.say_one_of(
    p_cycle, 'info', 'order_outcomes', '🔗 Linked order %s to ShipStation order %s', shipkeeper.printable(v_number), v_id
  );
  return null;
exception
  when query_canceled or assert_failure or others then
    get stacked diagnostics v_state = returned_sqlstate;
    return case when v_state = '55P03' then 'locked' else format('database failure %s', v_state) end;
end
$$;
comment on function shipkeeper.link_order(bigint, bigint, bigint, shipkeeper.laid_order, text) is
'Gives a header the ShipStation id of the one order that has its number, after a last look under its lock; '
'p_gone_id: an id that ShipStation does not know, which it may have. Returns null, or why not. '
'Writes: orders_inbox, seen_order, order_outcome, message.';
revoke all on function shipkeeper.link_order(bigint, bigint, bigint, shipkeeper.laid_order, text) from public;
