select 'orders_inbox has no column ' || c.name as finding
from
  unnest(array[
    'manual_lot_override', 'manual_lot_override_reason', 'manual_lot_override_by', 'manual_lot_override_at'
  ]) as c (name)
where not exists (
  select from pg_attribute as a
  where a.attrelid = 'public.orders_inbox'::regclass and a.attname = c.name and not a.attisdropped
);
