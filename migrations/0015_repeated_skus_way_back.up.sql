-- no-transaction
-- contract: public.order_items_inbox
-- The way back of this step builds the shop's unique indexes again, while the shop works. Forward there is something to do
-- only after a way back that went no further: they go again.
select format('drop index concurrently public.%I', d.name)
from shipkeeper.dropped_unique as d
join pg_index as x on x.indexrelid = to_regclass(format('public.%I', d.name)) and x.indrelid = 'public.order_items_inbox'::regclass
\gexec
