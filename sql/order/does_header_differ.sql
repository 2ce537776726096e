create or replace function shipkeeper.does_header_differ(p_order_inbox_id bigint, p_values jsonb)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_differs boolean;
begin
  execute format(
    'select %s from public.orders_inbox as o, jsonb_populate_record(null::public.orders_inbox, $2) as n where o.id = $1',
    (
      select string_agg(format('o.%I is distinct from n.%1$I', c), ' or ')
      from unnest(shipkeeper.header_columns(p_values)) as c
    )
  ) using p_order_inbox_id, p_values into v_differs;
  return v_differs;
end
$$;
comment on function shipkeeper.does_header_differ(bigint, jsonb) is
'Whether a header differs from the given values in one of the named columns that it has; null: it is gone.';
revoke all on function shipkeeper.does_header_differ(bigint, jsonb) from public;
