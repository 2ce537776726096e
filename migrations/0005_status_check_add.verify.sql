select format('orders_inbox has lost its check %s', w.conname) as finding
from shipkeeper.widened_check as w
where not exists (
  select from pg_constraint as c
  where c.conrelid = 'public.orders_inbox'::regclass and c.conname in (w.conname, 'shipkeeper_' || w.conname)
);
