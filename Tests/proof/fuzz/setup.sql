-- What the fuzzer needs in a shop: the lots that the model knows, and a way to start anew.
insert into public.sku_lot (sku, lot, active) values
('17612', '250300', 1), ('17612', '250237', 0), ('18795', '11001', 1), ('18795', '11000', 0);
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';
update shipkeeper.lot_state set history_began_at = clock_timestamp() - interval '30 days';
update shipkeeper.settings set lot_mode = 'automatic', cancellations_per_day = 1000, quota_reserve = 1, lot_orders_per_cycle = 100, ghost_after = '0';

create schema fuzz;
create function fuzz.reset(p_sync_mode text, p_list_saves_at_least integer, p_lot_mode text, p_round_every interval) returns void language plpgsql as $$
declare
  v_table text;
begin
  set local session_replication_role = replica;
  update shipkeeper.lease set cycle_id = null, expires_at = '-infinity';
  foreach v_table in array array[
    'message', 'order_outcome', 'request', 'page_order', 'ghost_queue', 'ghost_list', 'ghost_search', 'ghost', 'cancellation', 'scan',
    'repeated_sku', 'sync_walk', 'poison_search', 'seen_order', 'number_difference', 'first_look', 'merged_order', 'refused_order', 'number_conflict', 'order_status_history', 'lot_review',
    'lot_update_audit', 'daily_figure', 'figure_total', 'round', 'round_order', 'difference', 'cycle', 'audit'
  ]
  loop
    execute 'delete from shipkeeper.' || v_table;
  end loop;
  delete from public.order_items_inbox;
  delete from public.orders_inbox;
  delete from public.sync_watermark;
  update shipkeeper.quota set request_limit = null, remaining = null, resets_at = null, blocked_until = null;
  update shipkeeper.cancellation_stop set stopped_at = null;
  update shipkeeper.lot_state set posted_at = null;
  update shipkeeper.settings
  set sync_mode = p_sync_mode, list_saves_at_least = p_list_saves_at_least, lot_mode = p_lot_mode, round_every = p_round_every;
end
$$;

-- The shop as it stands, an order a row.
create view fuzz.shop as
select
  o.id, o.order_number, o.shipstation_order_id, o.status, o.total_items,
  to_jsonb(o) - '{id,order_number,shipstation_order_id,status,total_items,updated_at}'::text[] as others,
  coalesce((
    select jsonb_agg(
      jsonb_build_array(i.sku, i.sku_lot, i.quantity, i.unit_price_cents, i.shipstation_order_item_id, i.shipstation_line_item_key)
      order by i.id
    )
    from public.order_items_inbox as i where i.order_inbox_id = o.id
  ), '[]') as lines
from public.orders_inbox as o;

-- What must never be, whatever was answered.
create function fuzz.violations() returns setof text language sql as $$
  select format('order %s: total_items %s, quantities %s', o.order_number, o.total_items, sum(i.quantity))
  from public.orders_inbox as o
  join public.order_items_inbox as i on i.order_inbox_id = o.id
  group by o.id having o.total_items is distinct from sum(i.quantity)
  union all
  select 'request ' || r.request_id || ' keeps a body' from shipkeeper.request as r where num_nonnulls(r.answer, r.body) > 0
  union all
  select 'page_order keeps an order' from shipkeeper.page_order
  union all
  select 'a review keeps a body' from shipkeeper.lot_review where post_body is not null
  union all
  select 'cycle ' || c.cycle_id || ' is open' from shipkeeper.cycle as c where c.ended_at is null
  union all
  select 'database failure: ' || o.work_kind || ' ' || o.reason from shipkeeper.order_outcome as o where o.reason ~ 'database failure'
  union all
  select 'database failure: ' || m.message from shipkeeper.message as m where m.message ~ 'database failure'
  union all
  select 'a message of several lines: ' || m.message from shipkeeper.message as m where m.message ~ '[[:cntrl:]]'
$$;
