select 'the index orders_inbox_shipkeeper_odd_number_idx is missing or invalid: run `up`' as finding
where not exists (
  select from pg_index as i
  where
    i.indexrelid = to_regclass('public.orders_inbox_shipkeeper_odd_number_idx')
    and i.indrelid = to_regclass('public.orders_inbox') and i.indisvalid
);
