-- The columns that migrations add to tables of the shop, as psql's variable own_columns.
select array[
  'order_items_inbox.shipstation_order_item_id', 'order_items_inbox.shipstation_line_item_key', 'orders_inbox.manual_lot_override',
  'orders_inbox.manual_lot_override_reason', 'orders_inbox.manual_lot_override_by', 'orders_inbox.manual_lot_override_at',
  'system_kpis.ghost_orders_open', 'system_kpis.ghost_orders_backfilled', 'system_kpis.ghost_orders_held'
]::text as own_columns \gset
