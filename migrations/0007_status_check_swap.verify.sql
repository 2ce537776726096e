select format('the check %s of orders_inbox refuses statuses of ShipStation''s', w.conname) as finding
from shipkeeper.widened_check as w
join pg_constraint as c on c.conname = w.conname and c.conrelid = 'public.orders_inbox'::regclass
where pg_get_constraintdef(c.oid) not like '%rejected_fulfillment%';
