-- Reads the table under a lock that lets everybody read and write (SHARE UPDATE EXCLUSIVE). What the shop had not validated
-- stays so: there may be rows that it does not know of.
do $$
declare
  v_name name;
begin
  for v_name in select w.conname from shipkeeper.widened_check as w where w.definition not like '% NOT VALID' loop
    execute format('alter table public.orders_inbox validate constraint %I', 'shipkeeper_' || v_name);
  end loop;
end
$$;
