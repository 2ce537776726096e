create or replace function shipkeeper.note_day(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle record;
begin
  select
    (c.ended_at at time zone s.shop_time_zone)::date as day,
    jsonb_insert(
      jsonb_insert(c.figures, '{cycle, cycles}', '1'), '{cycle, cycles_stopped}', to_jsonb(c.outcome <> 'done')
    ) as figures
  into strict v_cycle
  from shipkeeper.cycle as c
  cross join shipkeeper.settings as s
  where c.cycle_id = p_cycle;

  with reported as (
    select
      k.key as work_kind,
      f.key as figure,
      coalesce(w.of_day, 'sum') as of_day,
      case f.value when 'true' then 1 when 'false' then 0 else f.value::numeric end as value
    from jsonb_each(v_cycle.figures) as k
    cross join lateral jsonb_each(k.value) as f
    left join (
      select n.work_kind, u.name, u.of_day from shipkeeper.work_kind as n cross join lateral unnest(n.figures) as u
    ) as w on w.work_kind = k.key and w.name = f.key
    where f.value <> 'null'
    -- In one order: a check may end beside a run.
    order by k.key, f.key
  ),
  added as (
    insert into shipkeeper.figure_total as t (work_kind, figure, total)
    select r.work_kind, r.figure, r.value from reported as r where r.of_day = 'sum' and r.value <> 0
    on conflict (work_kind, figure) do update set total = t.total + excluded.total
  )
  insert into shipkeeper.daily_figure as d (day, work_kind, figure, of_day, value)
  select v_cycle.day, r.work_kind, r.figure, r.of_day, r.value from reported as r
  on conflict (day, work_kind, figure) do update
    set
      of_day = excluded.of_day,
      value = case excluded.of_day
        when 'sum' then d.value + excluded.value when 'most' then greatest(d.value, excluded.value) else excluded.value
      end
    -- Of an idle cycle hardly any row changes.
    where excluded.of_day <> 'sum' and excluded.value <> d.value or excluded.of_day = 'sum' and excluded.value <> 0;
  perform shipkeeper.note_kpis(p_cycle, v_cycle.day);
end
$$;
comment on function shipkeeper.note_day(bigint) is
'Adds the figures of a cycle that has ended to those of its day, each as its declaration says: by sum, or as the last or the most; of a '
'flag, 1 where it is true. Writes: daily_figure, figure_total, and what note_kpis writes.';
revoke all on function shipkeeper.note_day(bigint) from public;
