-- shop-lock
do $$
declare
  v_name name;
begin
  for v_name in select w.conname from shipkeeper.widened_check as w loop
    execute format('alter table public.orders_inbox drop constraint %I', 'shipkeeper_' || v_name);
  end loop;
end
$$;
drop table shipkeeper.widened_check;
