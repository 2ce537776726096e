create or replace function shipkeeper_runner.begin_cycle(p_worker text, p_protocol_version integer, p_options jsonb)
returns table (outcome text, cycle bigint, level text, message text)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_problem text;
  -- Of no type of a table that a copy may lack.
  v_lease record;
  v_blocked_until timestamptz;
  v_pause text;
  v_abandoned bigint;
begin
  if p_protocol_version is distinct from shipkeeper.protocol_version() then
    return query select
      'incompatible', null::bigint, 'error',
      case
        when p_protocol_version < shipkeeper.protocol_version()
          then format(
            '❌ This runner is too old for the database (protocol %s, needed %s): install the newer shipkeeper',
            p_protocol_version, shipkeeper.protocol_version()
          )
        else format(
          '❌ The database is too old for this runner (protocol %s, needed %s): run migrations/migrate up',
          shipkeeper.protocol_version(), p_protocol_version
        )
      end;
    return;
  end if;

  -- In one snapshot a line would not be seen that another program committed before the header's lock was had.
  if current_setting('transaction_isolation') <> 'read committed' then
    return query select
      'refused',
      null::bigint,
      'error',
      format(
        '❌ The runner''s transactions are %s: alter role %I set default_transaction_isolation = ''read committed''',
        current_setting('transaction_isolation'), session_user
      );
    return;
  end if;

  -- A row that is missing must not be taken for one that another holds.
  select c.problem into v_problem from shipkeeper.copy_problem() as c;
  if v_problem is not null then
    return query select 'refused', null::bigint, 'error', '❌ ' || v_problem;
    return;
  end if;

  v_problem := shipkeeper.options_problem(p_options);
  if v_problem is not null then
    return query select 'refused', null::bigint, 'error', '❌ ' || v_problem;
    return;
  end if;

  -- Not waited for: whoever has the row is another host or an operator at work.
  select l.* into v_lease from shipkeeper.lease as l for update skip locked;
  if not found then
    return query select 'busy', null::bigint, 'info', 'Another cycle or an operator is at work - nothing to do';
    return;
  end if;
  if v_lease.cycle_id is not null and v_lease.expires_at > v_now then
    return query select
      'busy', null::bigint, 'info',
      format('Another cycle is running (%s) - nothing to do', (
        select shipkeeper.printable(c.worker) from shipkeeper.cycle as c where c.cycle_id = v_lease.cycle_id
      ));
    return;
  end if;

  for v_abandoned in select c.cycle_id from shipkeeper.cycle as c where c.ended_at is null loop
    perform shipkeeper.close_cycle(v_abandoned, p_abandoned => true);
  end loop;

  select q.blocked_until into strict v_blocked_until from shipkeeper.quota as q;
  if v_blocked_until > v_now then
    return query select
      'blocked', null::bigint, 'warning',
      format(
        '⚠️ ShipStation''s rate limit was hit - nothing is sent for another %s seconds',
        ceil(extract(epoch from v_blocked_until - v_now))
      );
    return;
  end if;

  v_problem := shipkeeper.switch_problem();
  if v_problem is not null then
    return query select 'refused', null::bigint, 'error', '❌ ' || v_problem;
    return;
  end if;
  v_pause := shipkeeper.pause_reason();
  if p_options ->> 'kind' = 'run' and v_pause is not null then
    return query select 'paused', null::bigint, 'info', format('Shipkeeper is paused (%s) - nothing to do', v_pause);
    return;
  end if;

  insert into shipkeeper.cycle as c (
    kind, only_kinds, worker, protocol_version, writes_allowed, options, started_at
  )
  values (
    p_options ->> 'kind',
    (select array_agg(o) from jsonb_array_elements_text(p_options -> 'only') as o),
    p_worker,
    p_protocol_version,
    coalesce((p_options ->> 'writes_allowed')::boolean, false),
    p_options,
    v_now
  )
  returning c.cycle_id into cycle;

  update shipkeeper.lease as l set cycle_id = begin_cycle.cycle;
  perform shipkeeper.hold_lease(cycle);
  outcome := 'started';
  return next;
end
$$;
comment on function shipkeeper_runner.begin_cycle(text, integer, jsonb) is
'Starts a cycle of the runner p_worker and returns one row: outcome started with the cycle''s id, or busy, blocked, paused, '
'incompatible, refused with a sentence that says why. Options: kind (run, check, scan), only (list of kinds of work), '
'writes_allowed, orders (of a scan: how many to read). Closes cycles whose runner vanished. '
'Writes: cycle, lease, and what close_cycle writes.';
revoke all on function shipkeeper_runner.begin_cycle(text, integer, jsonb) from public;
