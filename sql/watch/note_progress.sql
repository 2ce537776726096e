create or replace function shipkeeper.note_progress(p_cycle bigint, p_reports jsonb)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_outcome text;
begin
  with report as (
    select
      r.key as work_kind, w.got_on, w.problem, w.reached_at, coalesce(w.is_waiting, false) as is_waiting, c.started_at,
      w.problem is not null and not w.got_on as is_stuck,
      -- Where something else stopped the run before it had its turn, nothing is known.
      w.got_on or w.problem is not null or c.stop_reason is null and w.got_on is not null as is_known
    from jsonb_each(p_reports) as r
    cross join lateral jsonb_to_record(r.value) as w (got_on boolean, problem text, reached_at timestamptz, is_waiting boolean)
    join shipkeeper.cycle as c on c.cycle_id = p_cycle
  ),
  kept as (
    insert into shipkeeper.progress as g (
      work_kind, got_on_at, got_on_in, well_at, well_in, reached_at, failing_since, failing_from, problem
    )
    select
      r.work_kind,
      case when r.got_on then clock_timestamp() end,
      case when r.got_on then p_cycle end,
      case when not r.is_stuck then clock_timestamp() end,
      case when not r.is_stuck then p_cycle end,
      r.reached_at,
      case when r.is_stuck then r.started_at end,
      case when r.is_stuck then p_cycle end,
      case when r.is_stuck then r.problem end
    from report as r
    where r.is_known
    on conflict (work_kind) do update
      set
        got_on_at = coalesce(excluded.got_on_at, g.got_on_at),
        got_on_in = coalesce(excluded.got_on_in, g.got_on_in),
        well_at = coalesce(excluded.well_at, g.well_at),
        well_in = coalesce(excluded.well_in, g.well_in),
        reached_at = coalesce(excluded.reached_at, g.reached_at),
        failing_since = case when excluded.problem is not null then coalesce(g.failing_since, excluded.failing_since) end,
        failing_from = case when excluded.problem is not null then coalesce(g.failing_from, excluded.failing_from) end,
        problem = excluded.problem
  )
  select case
    when bool_or(r.is_stuck) filter (where not r.is_waiting) then 'no_progress'
    when bool_or(r.problem is not null) filter (where not r.is_waiting) then 'incomplete'
    else 'done'
  end
  into v_outcome
  from report as r;
  return v_outcome;
end
$$;
comment on function shipkeeper.note_progress(bigint, jsonb) is
'Keeps how far each kind of work got in a run that ends, and returns what that run comes to where nothing stopped it: done, incomplete or '
'no_progress. p_reports: what each kind reports, by its name: got_on (an answer could be used), problem (what kept it from getting on, or '
'from its end; null: nothing), reached_at, is_waiting (there were no requests or no time left for it, which is no failure of this run, but '
'one when it lasts). Writes: progress.';
revoke all on function shipkeeper.note_progress(bigint, jsonb) from public;
