create or replace function shipkeeper.insert_header(p_values jsonb)
returns bigint
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '50ms'
as $$
declare
  v_statement constant text := (
    select format(
      'insert into public.orders_inbox (%s) select %1$s from pg_catalog.jsonb_populate_record(null::public.orders_inbox, $1) '
      'on conflict do nothing returning id',
      string_agg(quote_ident(c), ', ')
    )
    from unnest(shipkeeper.header_columns(p_values)) as c
  );
  v_id bigint;
begin
  set local search_path = pg_catalog, public, pg_temp;
  execute v_statement using p_values into v_id;
  set local search_path = pg_catalog, pg_temp;
  return v_id;
end
$$;
comment on function shipkeeper.insert_header(jsonb) is
'Adds a header to orders_inbox and returns its id; null where one with that number came in between. Waits at most 50 ms for somebody '
'who is adding the same number. Errors: what the shop''s constraints and triggers raise; 55P03. Writes: orders_inbox.';
revoke all on function shipkeeper.insert_header(jsonb) from public;
