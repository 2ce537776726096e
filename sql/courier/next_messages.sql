create or replace function shipkeeper.next_messages(p_cycle bigint)
returns table (level text, message text)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_lease shipkeeper.lease;
  v_kind text;
  v_said_to bigint;
  v_handed_to bigint;
  v_next bigint;
  v_bytes integer := 0;
begin
  -- Free once the cycle is closed. While another cycle has the lease, that one says what is left.
  select l.* into v_lease from shipkeeper.lease as l where coalesce(l.cycle_id, p_cycle) = p_cycle for update;
  if found and v_lease.handed_to = v_lease.said_to
    and not exists (select from shipkeeper.message as m where m.message_id > v_lease.said_to)
  then
    return;
  end if;
  -- Whoever checks or scans sits before it and reads what it says; a run says what was left by whichever runner.
  select c.kind into strict v_kind from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  if v_kind <> 'run' then
    for v_handed_to, level, message in
      select m.message_id, m.level, m.message
      from shipkeeper.message as m
      join shipkeeper.cycle as c on c.cycle_id = m.cycle_id
      where m.cycle_id = p_cycle and m.message_id > coalesce(c.said_to, 0)
      order by m.message_id
    loop
      return next;
    end loop;
    update shipkeeper.cycle as c set said_to = v_handed_to where c.cycle_id = p_cycle and v_handed_to is not null;
    return;
  end if;

  if v_lease.only_row is null then
    return;
  end if;

  -- Where the session has gone in which they were handed out, the runner may ask again because it never got them.
  v_said_to := v_lease.said_to;
  if v_lease.handed_in_cycle = p_cycle and (
    v_lease.handed_in_session = pg_backend_pid() or exists (select from pg_stat_get_activity(v_lease.handed_in_session))
  ) then
    v_said_to := v_lease.handed_to;
  end if;

  for v_next, level, message in
    select m.message_id, m.level, m.message
    from shipkeeper.message as m
    join shipkeeper.cycle as c on c.cycle_id = m.cycle_id and c.kind = 'run'
    where m.message_id > v_said_to
    order by m.message_id
    limit 100
  loop
    v_bytes := v_bytes + octet_length(message);
    exit when v_bytes > 65536 and v_handed_to is not null;
    v_handed_to := v_next;
    return next;
  end loop;

  if v_handed_to is not null or v_said_to > v_lease.said_to then
    update shipkeeper.lease
    set
      said_to = v_said_to,
      handed_to = coalesce(v_handed_to, v_said_to),
      handed_in_cycle = p_cycle,
      handed_in_session = pg_backend_pid();
  end if;
end
$$;
comment on function shipkeeper.next_messages(bigint) is
'What the runner says next, oldest first. Of a check or a scan: its own. Of a run: also of one whose runner vanished, at most 100 '
'sentences and 64 kB, one longer than that alone; what its call before was handed counts as said; none while another cycle has the '
'lease. Called once in a call of the runner, as the last thing. Writes: lease, cycle.';
revoke all on function shipkeeper.next_messages(bigint) from public;
