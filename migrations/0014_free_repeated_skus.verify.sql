select format('order_items_inbox still has the unique index %s, which 0014 dropped', d.name) as finding
from shipkeeper.dropped_unique as d
where to_regclass(format('public.%I', d.name)) is not null;
