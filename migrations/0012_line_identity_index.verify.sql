select 'the index order_items_inbox_shipkeeper_line_idx is missing or invalid: run `up`' as finding
where not exists (
  select from pg_index as i
  where
    i.indexrelid = to_regclass('public.order_items_inbox_shipkeeper_line_idx')
    and i.indrelid = to_regclass('public.order_items_inbox') and i.indisvalid
);
