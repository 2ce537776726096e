create or replace function shipkeeper.settle_gone_order(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant text := p_request.shipstation_order_id;
  v_now constant timestamptz := clock_timestamp();
  v_found shipkeeper.difference[];
  v_may_cancel record;
  -- With the key of another account every order is unknown.
  v_is_proven constant boolean := exists (
    select from shipkeeper.sync_walk as w where w.cycle_id = p_request.cycle_id and w.is_account_proven
  );
begin
  v_found := array(
    select (v_id, o.id, o.order_number, 'gone', o.status, null, v_now, v_now, 1, v_now, case when v_is_proven then v_now end)::shipkeeper.difference
    from public.orders_inbox as o
    where o.id = p_request.order_inbox_id and shipkeeper.is_open_here(o.id, v_id)
  );
  perform shipkeeper.note_differences(v_found, array[v_id]);
  perform shipkeeper.forget_gone_order(p_request.cycle_id, v_id);

  select
    s.cancel_gone_orders
      and v_is_proven
      and d.proven_at <= v_now - interval '24 hours' as be_cancelled,
    (
      select count(*) from shipkeeper.cancellation as c where c.reason = 'gone' and c.cancelled_at > v_now - interval '24 hours'
    ) >= s.gone_cancellations_per_day as wait_for_limit,
    s.gone_cancellations_per_day as a_day
  into v_may_cancel
  from shipkeeper.difference as d
  cross join shipkeeper.settings as s
  where d.shipstation_order_id = v_id and d.what = 'gone';
  if v_may_cancel.be_cancelled is not true then
    return;
  elsif v_may_cancel.wait_for_limit then
    perform shipkeeper.say_lasting(p_request.cycle_id, 'gone_limit', 'reached', 'warning', format(
      '⚠️ %s orders were cancelled in 24 hours that are gone from ShipStation - further ones wait', v_may_cancel.a_day
    ));
    return;
  end if;
  perform shipkeeper.say_lasting(p_request.cycle_id, 'gone_limit', null, null, null);
  if shipkeeper.cancel_header(p_request.order_inbox_id, v_id, 'gone', p_request.cycle_id) is null then
    delete from shipkeeper.difference as d where d.shipstation_order_id = v_id;
    perform shipkeeper.say_one_of(
      p_request.cycle_id, 'warning', 'shipkeeper_report.cancellations',
      '⚠️ Order %s not found in ShipStation (404) twice, a day apart - marked as cancelled',
      shipkeeper.printable((v_found[1]).order_number)
    );
  end if;
end
$$;
comment on function shipkeeper.settle_gone_order(shipkeeper.request) is
'Keeps that an order open here, with lines, is not found in ShipStation. Where the setting cancel_gone_orders lets it, it is cancelled: '
'by two 404 a day apart, both in cycles in which this account was proven, up to gone_cancellations_per_day. Writes: lasting_state, '
'message, and what note_differences, forget_gone_order and cancel_header write.';
revoke all on function shipkeeper.settle_gone_order(shipkeeper.request) from public;
