create or replace function shipkeeper.check_written(p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
begin
  if exists (
    select
    from unnest(p_orders) as d
    left join lateral (
      -- A column that the shop lacks is as it was to be written.
      select h.*
      from (values (d.carrier_code, d.service_code, d.total_amount_cents)) as missing (shipping_carrier_code, shipping_service_code, total_amount_cents)
      cross join lateral (
        select b.status, b.total_items, shipping_carrier_code as carrier, shipping_service_code as service, total_amount_cents as cents
        from public.orders_inbox as b
        where b.id = d.order_inbox_id
      ) as h
    ) as o on true
    cross join lateral (
      select count(*) as rows, coalesce(sum(b.quantity), 0) as units from public.order_items_inbox as b where b.order_inbox_id = d.order_inbox_id
    ) as i
    where o.status is null
      or d.writes_header and (
        (o.status, o.total_items) is distinct from (coalesce(d.status, o.status), coalesce(d.total_items, o.total_items))
        or (o.carrier, o.service, o.cents)
          is distinct from (coalesce(d.carrier_code, o.carrier), coalesce(d.service_code, o.service), coalesce(d.total_amount_cents, o.cents))
      )
      or d.writes_lines and (i.rows, i.units) is distinct from (cardinality((d.laid).lines)::bigint, (d.laid).units)
      or d.writes_lines and exists (
        select b.shipstation_order_item_id, b.sku, b.quantity from public.order_items_inbox as b where b.order_inbox_id = d.order_inbox_id
        except all
        select l.order_item_id, l.sku, l.quantity from unnest((d.laid).lines) as l
      )
  ) then
    raise exception 'a trigger or rule of the shop changed what was written'
    using errcode = 'triggered_data_change_violation';
  end if;
end
$$;
comment on function shipkeeper.check_written(shipkeeper.decided_order[]) is
'Looks whether a batch stands in the shop as it was written. Error: 27000 where it does not.';
revoke all on function shipkeeper.check_written(shipkeeper.decided_order[]) from public;
