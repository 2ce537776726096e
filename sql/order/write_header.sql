create or replace function shipkeeper.write_header(p_order_inbox_id bigint, p_values jsonb)
returns boolean
language plpgsql
volatile
-- With public: the shop's triggers run under this path.
set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_columns constant text[] := shipkeeper.header_columns(p_values);
  v_rows bigint;
begin
  execute format(
    'update public.orders_inbox as o set %s, updated_at = shipkeeper.shop_now() '
    'from jsonb_populate_record(null::public.orders_inbox, $2) as n where o.id = $1 and (%s)',
    (select string_agg(format('%I = n.%1$I', c), ', ') from unnest(v_columns) as c),
    (select string_agg(format('o.%I is distinct from n.%1$I', c), ' or ') from unnest(v_columns) as c)
  ) using p_order_inbox_id, p_values;
  get diagnostics v_rows = row_count;
  -- What the shop has deferred fails here, this order alone; at the commit it would be the whole call.
  set constraints all immediate;
  if shipkeeper.does_header_differ(p_order_inbox_id, p_values) then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
  return v_rows > 0;
end
$$;
comment on function shipkeeper.write_header(bigint, jsonb) is
'Brings the named columns of a header to the given values where they differ, and returns whether they did. The caller holds the '
'header''s lock. Errors: what the shop''s constraints and triggers raise; 27000 where they changed what was written. '
'Writes: orders_inbox.';
revoke all on function shipkeeper.write_header(bigint, jsonb) from public;
