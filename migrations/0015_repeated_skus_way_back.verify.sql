select format('order_items_inbox still has the unique index %s, which 0014 dropped', d.name) as finding
from shipkeeper.dropped_unique as d
join pg_index as x on x.indexrelid = to_regclass(format('public.%I', d.name)) and x.indrelid = 'public.order_items_inbox'::regclass;
