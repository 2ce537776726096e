-- shop-lock
-- The wider check takes the place and the name of the old one. Nothing is read: both are known to hold.
do $$
declare
  v_name name;
begin
  for v_name in select w.conname from shipkeeper.widened_check as w loop
    execute format('alter table public.orders_inbox drop constraint %I', v_name);
    execute format('alter table public.orders_inbox rename constraint %I to %I', 'shipkeeper_' || v_name, v_name);
  end loop;
end
$$;
