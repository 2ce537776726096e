create or replace function shipkeeper.report_sync(p_cycle bigint)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_figures jsonb;
begin
  select jsonb_build_object(
    'orders_seen', coalesce((select w.orders_seen from shipkeeper.sync_walk as w where w.cycle_id = p_cycle), 0),
    'orders_imported', count(*) filter (where o.outcome = 'imported'),
    'orders_updated', count(*) filter (where o.outcome = 'updated'),
    'orders_linked', count(*) filter (where o.outcome = 'linked'),
    'orders_refused', count(*) filter (where o.outcome = 'error')
  )
  into v_figures
  from shipkeeper.order_outcome as o
  where o.cycle_id = p_cycle and o.work_kind = 'sync';

  if v_figures - 'orders_seen' <> '{"orders_imported": 0, "orders_updated": 0, "orders_linked": 0, "orders_refused": 0}' then
    perform shipkeeper.say(p_cycle, 'info', format(
      '🔄 Sync: %s orders seen, %s new, %s updated, %s linked, %s refused', v_figures ->> 'orders_seen',
      v_figures ->> 'orders_imported', v_figures ->> 'orders_updated', v_figures ->> 'orders_linked',
      v_figures ->> 'orders_refused'
    ));
  end if;
  return v_figures;
end
$$;
comment on function shipkeeper.report_sync(bigint) is
'Ends the sync''s part of a cycle: says the summary where something changed, returns the figures (orders_seen, orders_imported, '
'orders_updated, orders_linked, orders_refused). Writes: message.';
revoke all on function shipkeeper.report_sync(bigint) from public;
