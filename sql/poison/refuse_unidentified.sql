create or replace function shipkeeper.refuse_unidentified(
  p_cycle bigint, p_orders shipkeeper.laid_order[], p_from timestamp without time zone, p_on_from timestamp without time zone
)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from unnest(p_orders) as l where l.shipstation_order_id is null) then
    return false;
  end if;
  -- In whole seconds, as windows are asked for; its own time is one of those around it.
  perform shipkeeper.refuse_spot(
    p_cycle, coalesce(shipkeeper.window_start_at(n.before - interval '1 second'), p_from),
    coalesce(date_trunc('second', n.after) + interval '1 second', p_on_from), n.problem, true, n.order_number
  )
  from (
    select
      l.*,
      max(l.modify_date) over (order by l.place) as before,
      min(l.modify_date) over (order by l.place desc) as after
    from unnest(p_orders) as l
  ) as n
  where n.shipstation_order_id is null
  order by n.place;
  return true;
end
$$;
comment on function shipkeeper.refuse_unidentified(bigint, shipkeeper.laid_order[], timestamp, timestamp) is
'Keeps those elements of a page that are no order, or have no usable orderId, by where they lie: between the changes before and after '
'them, or p_from and p_on_from. Returns whether there are any. Writes: what refuse_spot writes.';
revoke all on function shipkeeper.refuse_unidentified(bigint, shipkeeper.laid_order[], timestamp, timestamp) from public;
