create or replace function shipkeeper.write_header(p_order_inbox_id bigint, p_values jsonb)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement constant text := (
    select
      'update public.orders_inbox as o set ' || string_agg(format('%I = n.%1$I', c), ', ') || ', updated_at = shipkeeper.shop_now() '
      'from pg_catalog.jsonb_populate_record(null::public.orders_inbox, $2) as n where o.id = $1'
    from unnest(shipkeeper.header_columns(p_values)) as c
  );
begin
  if shipkeeper.does_header_differ(p_order_inbox_id, p_values) is not true then
    return false;
  end if;
  set local search_path = pg_catalog, public, pg_temp;
  execute v_statement using p_order_inbox_id, p_values;
  -- What the shop has deferred fails here, this order alone; at the commit it would be the whole call.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  if shipkeeper.does_header_differ(p_order_inbox_id, p_values) then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
  return true;
end
$$;
comment on function shipkeeper.write_header(bigint, jsonb) is
'Brings the named columns of a header to the given values where they differ, and returns whether they did. The caller holds the '
'header''s lock. Errors: what the shop''s constraints and triggers raise; 27000 where they changed what was written. '
'Writes: orders_inbox.';
revoke all on function shipkeeper.write_header(bigint, jsonb) from public;
