create or replace function shipkeeper.note_day(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_day date;
  v_figures shipkeeper.daily_figure;
  v_date text;
  v_state text;
begin
  select c.* into strict v_cycle from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  select (v_cycle.ended_at at time zone s.shop_time_zone)::date into strict v_day from shipkeeper.settings as s;

  select count(*)::integer, count(g.held_reason)::integer into strict v_figures.ghosts_open, v_figures.ghosts_held
  from shipkeeper.ghost as g;
  insert into shipkeeper.daily_figure as d (
    day, cycles, cycles_stopped, requests, rate_limited, ghosts_open, ghosts_most, ghosts_held, backfilled, cancelled, errors,
    orders_seen, orders_imported, orders_updated, orders_linked, orders_refused, lots_updated, lots_mismatched, updated_at
  )
  select
    v_day, 1, (v_cycle.outcome <> 'done')::integer, coalesce(m.requests, 0), coalesce(m.rate_limited, false)::integer,
    v_figures.ghosts_open, v_figures.ghosts_open, v_figures.ghosts_held, coalesce(m.backfilled, 0), coalesce(m.cancelled, 0),
    coalesce(m.errors, 0), coalesce(m.orders_seen, 0), coalesce(m.orders_imported, 0), coalesce(m.orders_updated, 0),
    coalesce(m.orders_linked, 0), coalesce(m.orders_refused, 0), coalesce(m.lots_updated, 0), coalesce(m.lots_mismatched, 0),
    clock_timestamp()
  from jsonb_to_record(v_cycle.metrics) as m (
    requests integer, rate_limited boolean, backfilled integer, cancelled integer, errors integer, orders_seen integer,
    orders_imported integer, orders_updated integer, orders_linked integer, orders_refused integer, lots_updated integer,
    lots_mismatched integer
  )
  on conflict (day) do update
    set
      cycles = d.cycles + 1,
      cycles_stopped = d.cycles_stopped + excluded.cycles_stopped,
      requests = d.requests + excluded.requests,
      rate_limited = d.rate_limited + excluded.rate_limited,
      ghosts_open = excluded.ghosts_open,
      ghosts_most = greatest(d.ghosts_most, excluded.ghosts_most),
      ghosts_held = excluded.ghosts_held,
      backfilled = d.backfilled + excluded.backfilled,
      cancelled = d.cancelled + excluded.cancelled,
      errors = d.errors + excluded.errors,
      orders_seen = d.orders_seen + excluded.orders_seen,
      orders_imported = d.orders_imported + excluded.orders_imported,
      orders_updated = d.orders_updated + excluded.orders_updated,
      orders_linked = d.orders_linked + excluded.orders_linked,
      orders_refused = d.orders_refused + excluded.orders_refused,
      lots_updated = d.lots_updated + excluded.lots_updated,
      lots_mismatched = d.lots_mismatched + excluded.lots_mismatched,
      updated_at = excluded.updated_at
  returning d.* into v_figures;

  -- In the row of the day that the shop has made, where nobody is at work on it: the next cycle writes it else.
  begin
    v_date := to_char(v_day, 'YYYY-MM-DD');
    perform
    from public.system_kpis as k
    where k.snapshot_date = v_date
      and (k.ghost_orders_open, k.ghost_orders_backfilled, k.ghost_orders_held)
        is distinct from (v_figures.ghosts_open, v_figures.backfilled, v_figures.ghosts_held)
    for update skip locked;
    if found then
      set local search_path = pg_catalog, public, pg_temp;
      update public.system_kpis as k
      set
        ghost_orders_open = v_figures.ghosts_open,
        ghost_orders_backfilled = v_figures.backfilled,
        ghost_orders_held = v_figures.ghosts_held
      where k.snapshot_date::text = v_date;
      -- What the shop has deferred fails here; at the commit it would be the whole call.
      set constraints all immediate;
      set local search_path = pg_catalog, pg_temp;
    end if;
  exception
    when query_canceled or others then
      get stacked diagnostics v_state = returned_sqlstate;
      perform shipkeeper.say(p_cycle, 'error', format('❌ The day''s figures in system_kpis: database failure %s', v_state));
  end;
end
$$;
comment on function shipkeeper.note_day(bigint) is
'Adds a cycle that has ended to the figures of its day, and brings the ghosts'' columns of the shop''s row of that day in system_kpis up '
'to date; it makes no such row. The cycle''s metrics must be stored. Writes: daily_figure, system_kpis, message.';
revoke all on function shipkeeper.note_day(bigint) from public;
