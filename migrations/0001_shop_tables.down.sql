-- Drops the tables that 0001 created, and refuses where one of them holds a row by now. A table that the shop put in
-- the place of one is the shop's: it stays.
do $$
declare
  v_name text;
  v_rows boolean;
  v_full text[] := '{}';
begin
  for v_name in
    select t.table_name from shipkeeper.created_table as t
    where obj_description(to_regclass('public.' || t.table_name), 'pg_class') like '% Made by Shipkeeper.'
    order by t.table_name
  loop
    execute format('select exists (select from public.%I)', v_name) into v_rows;
    if v_rows then
      v_full := v_full || v_name;
    end if;
  end loop;
  if v_full <> '{}' then
    raise exception 'Shipkeeper created these tables, and they hold rows, which would be lost: %.',
      (select string_agg('public.' || f.name, ', ') from unnest(v_full) as f (name))
    using hint = format(
      'Empty them first, or keep them: delete from shipkeeper.created_table where table_name = any (%L);', v_full
    );
  end if;
end
$$;
-- go
do $$
declare
  v_name text;
begin
  -- The lines lean on the headers: they go first.
  for v_name in
    select t.table_name from shipkeeper.created_table as t
    where obj_description(to_regclass('public.' || t.table_name), 'pg_class') like '% Made by Shipkeeper.'
    order by t.table_name <> 'order_items_inbox', t.table_name
  loop
    execute format('drop table public.%I', v_name);
  end loop;
end
$$;
drop table shipkeeper.created_table;
