-- Reads the table under a lock that lets everybody read and write (SHARE UPDATE EXCLUSIVE).
do $$
declare
  v_name name;
begin
  for v_name in select w.conname from shipkeeper.widened_check as w loop
    execute format('alter table public.orders_inbox validate constraint %I', 'shipkeeper_' || v_name);
  end loop;
end
$$;
