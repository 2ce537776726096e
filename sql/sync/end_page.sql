create or replace function shipkeeper.end_page(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_walk shipkeeper.sync_walk;
  v_passed integer;
  v_next_start timestamp without time zone;
  v_is_ahead boolean;
  v_pins boolean;
  v_ends_early boolean;
  v_is_done boolean;
  v_read_to timestamptz;
begin
  select w.* into strict v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  v_passed := v_walk.passed + v_walk.page_orders;
  -- The first answer tells ShipStation's time: from then on the window is closed, and its pages are counted anew.
  v_pins := not v_walk.end_is_pinned and v_walk.page_server_time is not null;
  -- A clock here that is hours slow: what lies between the window's end and ShipStation's now was not asked for yet.
  v_ends_early := v_pins and v_walk.window_end < shipkeeper.pacific_wall(v_walk.page_server_time);

  v_is_done := v_passed >= v_walk.total and not v_ends_early;

  -- Never past what was asked for, nor past ShipStation's own clock: a modifyDate of tomorrow must not hide today's. Nor past ours, since a
  -- Date may be a proxy's that is ahead, unless an order of the page says that ours is slow.
  v_read_to := least(
    shipkeeper.pacific_instant(v_walk.window_end), v_walk.page_server_time,
    greatest(clock_timestamp(), shipkeeper.pacific_instant(v_walk.page_newest))
  );
  if v_walk.page_newest is not null then
    perform shipkeeper.move_watermark(p_cycle, least(shipkeeper.pacific_instant(v_walk.page_newest), v_read_to));
  elsif v_is_done and v_walk.page_server_time is not null then
    -- Also where all that was before was passed because nobody can read it: it is kept, and asked for by itself.
    perform shipkeeper.move_watermark(p_cycle, v_read_to - s.sync_overlap) from shipkeeper.settings as s;
  end if;
  perform shipkeeper.end_search_page(p_cycle, case when v_is_done then v_walk.window_end end);

  -- From the last change seen, less a second; where that leads no further, by the number of the page.
  v_next_start := shipkeeper.window_start_at(v_walk.page_newest - interval '1 second');
  v_is_ahead := coalesce(v_next_start > v_walk.window_start, false);
  update shipkeeper.sync_walk as w
  set
    ended = case when v_is_done then 'done' end,
    window_start = case when v_is_ahead then v_next_start else w.window_start end,
    window_end = case
      when v_pins
        then greatest(shipkeeper.window_end_at(shipkeeper.pacific_wall(w.page_server_time)), w.window_start)
      else w.window_end
    end,
    end_is_pinned = w.end_is_pinned or v_pins,
    passed = case when v_is_ahead or v_pins then 0 else v_passed end,
    total = case when v_is_ahead or v_pins then null else w.total end,
    page_newest = null,
    page_orders = null,
    page_server_time = null
  where w.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.end_page(bigint) is
'Ends a page whose orders were all worked on: moves the watermark to its newest change (of an empty one: to ShipStation''s own clock or '
'ours, whichever is behind, less the overlap), and the window to where the next page starts. Writes: sync_watermark, sync_walk, '
'and what end_search_page writes.';
revoke all on function shipkeeper.end_page(bigint) from public;
