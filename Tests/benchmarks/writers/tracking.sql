-- A column of the header that no index knows.
\set id random(1, :orders)
update public.orders_inbox set tracking_status = 'IT', tracking_last_checked = now() where id = :id;
