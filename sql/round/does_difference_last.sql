create or replace function shipkeeper.does_difference_last(p_difference shipkeeper.difference)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_difference.what = 'not_here' then not exists (
      select from public.orders_inbox as o
      where o.shipstation_order_id in (p_difference.shipstation_order_id, 'se-' || p_difference.shipstation_order_id)
        and (
          o.shipstation_order_id = p_difference.shipstation_order_id
          or shipkeeper.is_v2_of(o.id, o.order_number, p_difference.shipstation_order_id, p_difference.order_number)
        )
    )
    else exists (
      select from public.orders_inbox as o
      where o.id = p_difference.order_inbox_id
        and shipkeeper.plain_id(o.shipstation_order_id) = p_difference.shipstation_order_id
        and case p_difference.what
          when 'status' then o.status = p_difference.here
          else o.status not in ('shipped', 'cancelled') and (shipkeeper.is_known_status(o.status) or o.status = 'uploaded')
        end
    )
  end;
end
$$;
comment on function shipkeeper.does_difference_last(shipkeeper.difference) is
'Whether a difference that was found is not mended here since: whether it is there at all the next look says.';
revoke all on function shipkeeper.does_difference_last(shipkeeper.difference) from public;
