create or replace function shipkeeper.start_walk(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_settings shipkeeper.settings;
  v_mark record;
  v_start timestamp without time zone;
  v_now constant timestamp without time zone := shipkeeper.pacific_wall(clock_timestamp());
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  v_mark := shipkeeper.read_watermark();
  if v_mark.problem is not null then
    perform shipkeeper.say_lasting(
      p_cycle, 'sync', v_mark.problem, 'error',
      '❌ Sync: last_sync_timestamp of shipkeeper in sync_watermark ' || v_mark.problem || ' - mend it or delete the row'
    );
  end if;

  v_start := shipkeeper.window_start_at(shipkeeper.pacific_wall(
    coalesce(v_mark.watermark - v_settings.sync_overlap, clock_timestamp() - v_settings.sync_first_window)
  ));
  v_start := shipkeeper.start_behind_spots(v_start, v_mark.watermark);

  insert into shipkeeper.sync_walk (cycle_id, mode, window_start, window_end, ended, problem)
  values (
    p_cycle,
    v_settings.sync_mode,
    v_start,
    -- Until ShipStation has told its own time: open for a clock here that is slow.
    shipkeeper.window_end_at(greatest(v_now, v_start) + interval '1 hour'),
    case when v_mark.problem is not null then 'failed' end,
    'the watermark ' || v_mark.problem
  );

  -- Conflicts that are none any more.
  delete from shipkeeper.number_conflict as c
  where not exists (
    select
    from public.orders_inbox as o
    where o.id = c.order_inbox_id
      and shipkeeper.plain_text(o.order_number) = c.order_number
      and o.shipstation_order_id is distinct from c.shipstation_order_id
  );
end
$$;
comment on function shipkeeper.start_walk(bigint) is
'Begins the walk of a cycle at the watermark less the overlap, the first time 14 days back. Writes: sync_walk, number_conflict, '
'lasting_state, message.';
revoke all on function shipkeeper.start_walk(bigint) from public;
