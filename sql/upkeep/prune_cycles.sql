create or replace function shipkeeper.prune_cycles(p_before timestamptz, p_rows integer)
returns bigint
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_old bigint[];
  v_deleted bigint;
  v_sum bigint;
  v_table text;
begin
  -- Identities ascend in time: the first that is young enough ends the search.
  select array_agg(o.cycle_id) into v_old
  from (
    select c.cycle_id, c.started_at, c.ended_at from shipkeeper.cycle as c order by c.cycle_id limit 100
  ) as o
  where o.started_at < p_before and o.ended_at is not null;
  if v_old is null then
    return 0::bigint;
  end if;

  -- As arrays, which are made once: joined, they would be made anew for each row where the planner expects one.
  delete from shipkeeper.message as m
  where m.message_id = any(array(select o.message_id from shipkeeper.message as o where o.cycle_id = any(v_old) limit p_rows));
  get diagnostics v_sum = row_count;

  delete from shipkeeper.order_outcome as t
  where t.order_outcome_id = any(array(
    select o.order_outcome_id from shipkeeper.order_outcome as o where o.cycle_id = any(v_old) limit p_rows
  ));
  get diagnostics v_deleted = row_count;
  v_sum := v_sum + v_deleted;

  delete from shipkeeper.request as r
  where r.request_id = any(array(
    select o.request_id
    from shipkeeper.request as o
    where o.cycle_id = any(v_old)
      and not exists (select from shipkeeper.order_outcome as t where t.request_id = o.request_id offset 0)
    limit p_rows
  ));
  get diagnostics v_deleted = row_count;
  v_sum := v_sum + v_deleted;

  -- A batch that was not full has left nothing behind.
  v_old := array(
    select o.cycle_id
    from unnest(v_old) as o (cycle_id)
    where not exists (select from shipkeeper.message as m where m.cycle_id = o.cycle_id)
      and not exists (select from shipkeeper.order_outcome as t where t.cycle_id = o.cycle_id)
      and not exists (select from shipkeeper.request as r where r.cycle_id = o.cycle_id)
  );
  -- Those of a kind of work that is gone, too, while its table stands.
  for v_table in
    select t.name
    from shipkeeper.work_kind as k
    cross join lateral unnest(k.cycle_tables) as t (name)
    where to_regclass(format('shipkeeper.%I', t.name)) is not null
  loop
    execute format('delete from shipkeeper.%I as t where t.cycle_id = any($1)', v_table) using v_old;
  end loop;
  delete from shipkeeper.cycle as c where c.cycle_id = any(v_old);
  get diagnostics v_deleted = row_count;
  return v_sum + v_deleted;
end
$$;
comment on function shipkeeper.prune_cycles(timestamptz, integer) is
'Deletes cycles that began before p_before, with their messages, outcomes and requests, of each at most p_rows, so that a call is short, '
'and with the rows of the tables that the kinds of work declare (work_kind.cycle_tables). Returns how many rows went; '
'0: nothing is left to delete. Writes: cycle and what belongs to it.';
revoke all on function shipkeeper.prune_cycles(timestamptz, integer) from public;
