create or replace function shipkeeper.insert_headers(p_orders shipkeeper.decided_order[])
returns shipkeeper.decided_order[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_new constant shipkeeper.decided_order[] := array(select d from unnest(p_orders) as d where d.action = 'import' and d.writes_lines);
  v_columns constant text[] := shipkeeper.header_columns(
    (select jsonb_object_agg(h.key, h.value) from unnest(v_new) as d cross join lateral jsonb_each((d.laid).header) as h)
  );
  -- What an order does not say gets the shop's own default.
  v_values constant text := (
    select string_agg(format(
      case when f.adbin is null then 'n.%1$I' else 'case when pg_catalog.jsonb_exists((d.laid).header, %1$L) then n.%1$I else %2$s end' end,
      c.name, pg_get_expr(f.adbin, f.adrelid)
    ), ', ' order by c.place)
    from unnest(v_columns) with ordinality as c (name, place)
    join pg_attribute as a on a.attrelid = 'public.orders_inbox'::regclass and a.attname = c.name
    left join pg_attrdef as f on f.adrelid = a.attrelid and f.adnum = a.attnum
  );
  v_statement constant text := format(
    'with added as (insert into public.orders_inbox (%s) select %s from pg_catalog.unnest($1) as d '
    'cross join lateral pg_catalog.jsonb_populate_record(null::public.orders_inbox, (d.laid).header) as n on conflict do nothing '
    'returning id::bigint as id, shipstation_order_id::text as found) select pg_catalog.array_agg(a.id), pg_catalog.array_agg(a.found) from added as a',
    (select string_agg(quote_ident(c.name), ', ' order by c.place) from unnest(v_columns) with ordinality as c (name, place)), v_values
  );
  v_ids bigint[];
  v_found text[];
  v_namesake_id bigint;
begin
  set local search_path = pg_catalog, public, pg_temp;
  execute v_statement using v_new into v_ids, v_found;
  set local search_path = pg_catalog, pg_temp;

  -- Only what this statement inserted is filled; somebody else was quicker with the others.
  for v_at in 1 .. cardinality(p_orders) loop
    if p_orders[v_at].action = 'import' and p_orders[v_at].writes_lines then
      p_orders[v_at].order_inbox_id := v_ids[array_position(v_found, (p_orders[v_at].laid).shipstation_order_id)];
      if p_orders[v_at].order_inbox_id is null then
        -- Two orders of this batch with one number: what it would be had the first come in before.
        select min(d.order_inbox_id)
        into v_namesake_id
        from unnest(p_orders[:v_at - 1]) as d
        where d.action = 'import' and (d.laid).order_number = (p_orders[v_at].laid).order_number;
        p_orders[v_at].order_inbox_id := v_namesake_id;
        p_orders[v_at].action := case when v_namesake_id is null then 'import' else 'conflict' end;
        p_orders[v_at].outcome := case when v_namesake_id is null then 'error' end;
        p_orders[v_at].reason := case when v_namesake_id is null then 'locked' end;
        p_orders[v_at].writes_header := false;
        p_orders[v_at].writes_lines := false;
        p_orders[v_at].was_applied := false;
        p_orders[v_at].units_here := null;
      end if;
    end if;
  end loop;
  if (select count(d.order_inbox_id) from unnest(p_orders) as d where d.action = 'import' and d.writes_lines) < cardinality(v_ids)
    -- What did not come in although nobody has its number or id: a trigger has dropped it, or another unique index of the shop's refuses it.
    or exists (
      select
      from unnest(p_orders) as d
      where d.action = 'import' and d.reason = 'locked' and d.order_inbox_id is null and (d.laid).header is not null
        and not exists (select from public.orders_inbox as o where o.order_number = (d.laid).order_number offset 0)
        and not exists (select from public.orders_inbox as o where o.shipstation_order_id = (d.laid).shipstation_order_id offset 0)
    )
  then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  elsif exists (
    select from unnest(v_found) as f join public.orders_inbox as o on o.shipstation_order_id = f group by f having count(*) > 1
  ) then
    raise exception 'another header has this ShipStation id since' using errcode = 'lock_not_available';
  end if;
  return p_orders;
end
$$;
comment on function shipkeeper.insert_headers(shipkeeper.decided_order[]) is
'Adds the headers of a batch''s new orders and returns the batch with their ids; one whose number or id came in between is refused as '
'locked, the second of two with one number is a conflict. Errors: what the shop''s constraints and triggers raise; 27000 where they '
'changed or dropped what was written; 55P03. Writes: orders_inbox.';
revoke all on function shipkeeper.insert_headers(shipkeeper.decided_order[]) from public;
