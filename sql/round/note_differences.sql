create or replace function shipkeeper.note_differences(p_found shipkeeper.difference[], p_looked_at text[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_settings shipkeeper.settings;
  v_counts_until timestamptz;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  v_counts_until := v_now - v_settings.second_look_after;
  -- That it was merged, another order says.
  delete from shipkeeper.difference as d
  where d.shipstation_order_id = any(p_looked_at)
    and d.what <> 'merged'
    and not exists (select from unnest(p_found) as f where f.shipstation_order_id = d.shipstation_order_id);
  insert into shipkeeper.difference as d
  select
    f.shipstation_order_id, f.order_inbox_id, f.order_number, f.what, f.here, f.in_shipstation, v_now, v_now, 1,
    v_now + v_settings.second_look_after, f.proven_at
  from unnest(p_found) as f
  on conflict (shipstation_order_id) do update
    set
      order_inbox_id = excluded.order_inbox_id,
      order_number = excluded.order_number,
      what = excluded.what,
      here = excluded.here,
      in_shipstation = excluded.in_shipstation,
      found_at = case when d.what = excluded.what then d.found_at else v_now end,
      -- Two pages, or a list and the look by its id, are one look where they are too close.
      counted_at = case when d.what <> excluded.what or d.counted_at <= v_counts_until then v_now else d.counted_at end,
      looks = case when d.what <> excluded.what then 1 else d.looks + (d.counted_at <= v_counts_until)::integer end,
      next_look_at = v_now + case
        when d.what = excluded.what and d.looks + (d.counted_at <= v_counts_until)::integer >= 2 then v_settings.first_poll
        else v_settings.second_look_after
      end,
      proven_at = case when d.what = excluded.what then coalesce(d.proven_at, excluded.proven_at) else excluded.proven_at end
    where d.what <> 'merged';
end
$$;
comment on function shipkeeper.note_differences(shipkeeper.difference[], text[]) is
'Keeps what a look has found to differ, and forgets of the others that were looked at (their ids) that they did. A look counts when it is '
'second_look_after later than the last that counted. Writes: difference.';
revoke all on function shipkeeper.note_differences(shipkeeper.difference[], text[]) from public;
