create or replace function shipkeeper.put_orders(p_cycle bigint, p_work_kind text, p_orders shipkeeper.decided_order[])
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into shipkeeper.page_order (cycle_id, work_kind, turn, is_new, order_inbox_id, content)
  select
    p_cycle, p_work_kind,
    case when l.shipstation_order_id is null then 1 else row_number() over (partition by l.shipstation_order_id order by l.place) end,
    l.header is not null,
    d.order_inbox_id,
    d
  from unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l
  order by l.place;
  return cardinality(p_orders);
end
$$;
comment on function shipkeeper.put_orders(bigint, text, shipkeeper.decided_order[]) is
'Puts orders that are laid out in line for work_batch, and returns how many. Writes: page_order.';
revoke all on function shipkeeper.put_orders(bigint, text, shipkeeper.decided_order[]) from public;
