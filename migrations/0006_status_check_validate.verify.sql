select format('the check %s of orders_inbox is not validated', c.conname) as finding
from shipkeeper.widened_check as w
join pg_constraint as c on c.conname in (w.conname, 'shipkeeper_' || w.conname)
where c.conrelid = 'public.orders_inbox'::regclass and not c.convalidated and w.definition not like '% NOT VALID';
