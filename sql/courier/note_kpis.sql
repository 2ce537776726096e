create or replace function shipkeeper.note_kpis(p_cycle bigint, p_day date)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ghosts record;
  v_date text;
  v_state text;
begin
  -- In the row of the day that the shop has made, where nobody is at work on it: the next cycle writes it else.
  begin
    v_date := to_char(p_day, 'YYYY-MM-DD');
    select g.* into v_ghosts
    from public.system_kpis as k
    cross join (
      select
        max(d.value) filter (where d.figure = 'ghosts_open')::integer as ghosts_open,
        max(d.value) filter (where d.figure = 'backfilled')::integer as backfilled,
        max(d.value) filter (where d.figure = 'ghosts_held')::integer as ghosts_held
      from shipkeeper.daily_figure as d
      where d.day = p_day and d.work_kind = 'ghosts'
    ) as g
    where k.snapshot_date = v_date
      and g.ghosts_open is not null
      and (k.ghost_orders_open, k.ghost_orders_backfilled, k.ghost_orders_held)
        is distinct from (g.ghosts_open, g.backfilled, g.ghosts_held)
    for update of k skip locked;
    if found then
      set local search_path = pg_catalog, public, pg_temp;
      update public.system_kpis as k
      set
        ghost_orders_open = v_ghosts.ghosts_open,
        ghost_orders_backfilled = v_ghosts.backfilled,
        ghost_orders_held = v_ghosts.ghosts_held
      where k.snapshot_date::text = v_date;
      -- What the shop has deferred fails here; at the commit it would be the whole call.
      set constraints all immediate;
      set local search_path = pg_catalog, pg_temp;
    end if;
  exception
    when query_canceled or assert_failure or others then
      get stacked diagnostics v_state = returned_sqlstate;
      perform shipkeeper.say_lasting(
        p_cycle, 'kpis', v_state, 'error', format('❌ The day''s figures in system_kpis: database failure %s', v_state)
      );
      return;
  end;
  perform shipkeeper.say_lasting(p_cycle, 'kpis', null, 'info', '✅ The day''s figures in system_kpis can be written again');
end
$$;
comment on function shipkeeper.note_kpis(bigint, date) is
'Brings the ghosts'' columns of the shop''s row of a day in system_kpis up to date; it makes no such row. p_cycle says what fails. '
'Writes: system_kpis, lasting_state, message.';
revoke all on function shipkeeper.note_kpis(bigint, date) from public;
