-- shop-lock
-- The wider check takes the place and the name of the old one. Nothing is read: both are known to hold.
do $$
declare
  v_name name;
  v_comment text;
begin
  for v_name in select w.conname from shipkeeper.widened_check as w loop
    select obj_description(c.oid, 'pg_constraint') into v_comment
    from pg_constraint as c where c.conrelid = 'public.orders_inbox'::regclass and c.conname = v_name;
    execute format('alter table public.orders_inbox drop constraint %I', v_name);
    execute format('alter table public.orders_inbox rename constraint %I to %I', 'shipkeeper_' || v_name, v_name);
    execute format('comment on constraint %I on public.orders_inbox is %L', v_name, v_comment);
  end loop;
end
$$;
