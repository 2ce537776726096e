create or replace function shipkeeper.insert_header(p_values jsonb)
returns bigint
language plpgsql
volatile
-- With public: the shop's triggers run under this path.
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '50ms'
as $$
declare
  v_id bigint;
begin
  execute format(
    'insert into public.orders_inbox (%s) select %1$s from jsonb_populate_record(null::public.orders_inbox, $1) '
    'on conflict do nothing returning id',
    (select string_agg(quote_ident(c), ', ') from unnest(shipkeeper.header_columns(p_values)) as c)
  ) using p_values into v_id;
  return v_id;
end
$$;
comment on function shipkeeper.insert_header(jsonb) is
'Adds a header to orders_inbox and returns its id; null where one with that number came in between. Waits at most 50 ms for somebody '
'who is adding the same number. Errors: what the shop''s constraints and triggers raise; 55P03. Writes: orders_inbox.';
revoke all on function shipkeeper.insert_header(jsonb) from public;
