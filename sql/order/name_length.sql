create or replace function shipkeeper.name_length()
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- atttypmod of varchar(n) is n + 4; -1: no limit.
  return (
    select case when a.atttypmod > 4 then a.atttypmod - 4 else 10000 end
    from pg_attribute as a
    where a.attrelid = 'public.order_items_inbox'::regclass and a.attname = 'name' and not a.attisdropped
  );
end
$$;
comment on function shipkeeper.name_length() is
'How many characters order_items_inbox.name holds; null in a shop whose table has no such column.';
revoke all on function shipkeeper.name_length() from public;
