create or replace function shipkeeper.decide(p_cycle bigint, p_work_kind text, p_orders shipkeeper.decided_order[])
returns shipkeeper.decided_order[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first shipkeeper.decided_order[];
  v_to_lock shipkeeper.decided_order[];
begin
  -- Ghosts that were asked for are to be written in any case: one look, under the locks, is enough.
  if p_work_kind = 'ghosts' then
    return shipkeeper.judge(p_cycle, p_work_kind, p_orders, shipkeeper.lock_orders(
      array(select d from unnest(p_orders) as d where (d.laid).problem is null)
    ));
  end if;

  v_first := shipkeeper.judge(p_cycle, p_work_kind, p_orders);
  v_to_lock := array(select d from unnest(v_first) as d where (d.writes_lines or d.writes_header) and d.action <> 'import');
  if v_to_lock = '{}' then
    return v_first;
  elsif exists (select from unnest(v_first) as d where d.action = 'import' and d.writes_lines) then
    -- A header came in since the page was read. Halved: an insert may wait, and then no other lock must be held.
    raise exception 'new and known orders in one batch' using errcode = 'lock_not_available';
  end if;
  return array(
    select d from unnest(v_first) as d where not (d.writes_lines or d.writes_header) or d.action = 'import'
    union all
    select d from unnest(shipkeeper.judge(p_cycle, p_work_kind, v_to_lock, shipkeeper.lock_orders(v_to_lock))) as d
  );
end
$$;
comment on function shipkeeper.decide(bigint, text, shipkeeper.decided_order[]) is
'Judges a batch, locks what is to be written, and judges that again: number, status, holds, lines, whatever was committed '
'meanwhile counts. Error: 55P03 where orders are to be inserted and others to be locked. Locks: as lock_orders.';
revoke all on function shipkeeper.decide(bigint, text, shipkeeper.decided_order[]) from public;
