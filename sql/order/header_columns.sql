create or replace function shipkeeper.header_columns(p_values jsonb)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(array_agg(a.attname::text order by a.attnum), '{}')
    from pg_attribute as a
    where a.attrelid = 'public.orders_inbox'::regclass
      and a.attnum > 0
      and not a.attisdropped
      and a.attgenerated = ''
      and p_values ? a.attname::text
  );
end
$$;
comment on function shipkeeper.header_columns(jsonb) is
'Which of the named columns the shop''s orders_inbox has: shops differ, and what a column is missing for is not written.';
revoke all on function shipkeeper.header_columns(jsonb) from public;
