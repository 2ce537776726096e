create or replace function shipkeeper.keep_suspects(
  p_cycle bigint, p_next timestamp without time zone, p_server_time timestamptz
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_walk shipkeeper.sync_walk;
  v_suspect jsonb;
  v_on_from timestamp without time zone;
begin
  select w.* into strict v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  -- In whole seconds, as windows are asked for: later than the order, so past it. Never later than ShipStation's now: what changes
  -- from now on is not passed.
  v_on_from := coalesce(
    date_trunc('second', p_next) + interval '1 second',
    date_trunc('second', least(v_walk.window_end, shipkeeper.pacific_wall(coalesce(p_server_time, clock_timestamp()))))
  );
  for v_suspect in select s.value from jsonb_array_elements((shipkeeper.search_of_walk(p_cycle)).suspects) as s loop
    if v_suspect ->> 'id' is not null then
      perform shipkeeper.refuse_order(p_cycle, null, v_suspect ->> 'id', null, v_suspect ->> 'reason');
      update shipkeeper.refused_order as r
      set walk_from = v_walk.window_start, walk_on_from = v_on_from, is_passed = false
      where r.shipstation_order_id = v_suspect ->> 'id';
    else
      perform shipkeeper.refuse_spot(p_cycle, v_walk.window_start, v_on_from, v_suspect ->> 'reason');
    end if;
  end loop;
  update shipkeeper.poison_search as p set suspects = '[]' where p.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.keep_suspects(bigint, timestamp without time zone, timestamptz) is
'Keeps the orders that were passed because they make a page fail, now that a page after them came: ShipStation is well, they are not. '
'p_next: the oldest change on that page; null: it held no order. p_server_time: ShipStation''s clock when it sent that page; null: it did '
'not say. Writes: poison_search, refused_order, order_outcome, message.';
revoke all on function shipkeeper.keep_suspects(bigint, timestamp without time zone, timestamptz) from public;
