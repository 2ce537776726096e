create or replace function shipkeeper.work_batch(p_cycle bigint, p_work_kind text)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Lines take time as orders do (largest_batch): a batch of orders with 100 each took more than twice its time.
  v_most_lines constant integer := 400;
  v_first record;
  v_lane shipkeeper.lane;
  v_places bigint[];
  v_orders shipkeeper.decided_order[];
begin
  -- New orders have batches of their own: an insert may wait, and then no other lock must be held.
  select p.turn, p.is_new into v_first
  from shipkeeper.page_order as p
  where p.cycle_id = p_cycle and p.work_kind = p_work_kind
  order by p.turn, p.is_new
  limit 1;
  if not found then
    delete from shipkeeper.lane as l where l.cycle_id = p_cycle and l.work_kind = p_work_kind;
    return false;
  end if;
  select l.* into v_lane from shipkeeper.lane as l where l.cycle_id = p_cycle and l.work_kind = p_work_kind;
  if not found then
    v_lane.batch_size := shipkeeper.largest_batch();
    v_lane.largest_batch := v_lane.batch_size;
  end if;
  select array_agg(p.place order by p.place), array_agg(p.content order by p.place)
  into v_places, v_orders
  from (
    select n.place, n.content, sum(n.lines) over (order by n.place) - n.lines as lines_before
    from (
      select o.place, o.content, coalesce(cardinality(((o.content).laid).lines), 0) as lines
      from shipkeeper.page_order as o
      where o.cycle_id = p_cycle and o.work_kind = p_work_kind and o.turn = v_first.turn and o.is_new = v_first.is_new
      order by o.place
      limit v_lane.batch_size
    ) as n
  ) as p
  -- An order's lines stay together, however many they are; none goes before one that comes first.
  where p.lines_before < v_most_lines;

  case shipkeeper.work_orders(p_cycle, p_work_kind, v_orders)
    when 'done' then
      delete from shipkeeper.page_order as p
      where p.cycle_id = p_cycle and p.work_kind = p_work_kind and p.turn = v_first.turn and p.is_new = v_first.is_new and p.place = any(v_places);
      update shipkeeper.lane as l
      set batch_size = least(l.batch_size * 2, l.largest_batch)
      where l.cycle_id = p_cycle and l.work_kind = p_work_kind and l.batch_size < l.largest_batch;
    when 'to_halve' then
      -- The halves are calls of their own; what comes after on this page is likely to fail as well.
      insert into shipkeeper.lane as l (cycle_id, work_kind, batch_size, largest_batch)
      values (p_cycle, p_work_kind, cardinality(v_places) / 2, greatest(v_lane.largest_batch / 2, 1))
      on conflict (cycle_id, work_kind) do update set batch_size = excluded.batch_size;
    else
      null;
  end case;
  return true;
end
$$;
comment on function shipkeeper.work_batch(bigint, text) is
'Works on the next batch of the orders that are laid out; false: there are none. A batch that fails is halved, down to the order at fault. '
'Writes: page_order, lane, and what work_orders writes.';
revoke all on function shipkeeper.work_batch(bigint, text) from public;
