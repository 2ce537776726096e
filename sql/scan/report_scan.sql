create or replace function shipkeeper.report_scan(p_cycle bigint)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_figures jsonb;
begin
  select jsonb_build_object(
    'orders_scanned', coalesce(max(s.orders_read), 0),
    'orders_unreadable', coalesce(max(s.orders_unreadable), 0),
    'orders_with_repeated_skus', (
      select count(distinct r.shipstation_order_id)
      from shipkeeper.repeated_sku as r
      where r.seen_at >= (select c.started_at from shipkeeper.cycle as c where c.cycle_id = p_cycle)
    )
  )
  into v_figures
  from shipkeeper.scan as s
  where s.cycle_id = p_cycle;

  perform shipkeeper.say(p_cycle, 'info', format(
    '🔎 Scanned %s orders: %s repeat a SKU, %s could not be read', v_figures ->> 'orders_scanned',
    v_figures ->> 'orders_with_repeated_skus', v_figures ->> 'orders_unreadable'
  ));
  return v_figures;
end
$$;
comment on function shipkeeper.report_scan(bigint) is
'Ends a scan: says the summary and returns the figures (orders_scanned, orders_with_repeated_skus, orders_unreadable). Writes: message.';
revoke all on function shipkeeper.report_scan(bigint) from public;
