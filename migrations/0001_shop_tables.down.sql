-- Drops the tables that 0001 created, and refuses where one of them holds a row by now.
do $$
declare
  v_name text;
  v_rows boolean;
begin
  for v_name in select t.table_name from shipkeeper.created_table as t loop
    execute format('select exists (select from public.%I)', v_name) into v_rows;
    if v_rows then
      raise exception 'public.% holds rows: Shipkeeper created this table, and dropping it would lose them.', v_name
      using hint = format('Empty or rename the table first, or keep it: delete from shipkeeper.created_table where table_name = %L.', v_name);
    end if;
  end loop;
  -- The lines lean on the headers: they go first.
  for v_name in
    select t.table_name from shipkeeper.created_table as t order by t.table_name <> 'order_items_inbox', t.table_name
  loop
    execute format('drop table public.%I', v_name);
  end loop;
end
$$;
drop table shipkeeper.created_table;
