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
  v_kind constant text := p_options ->> 'kind';
  v_holder text;
  v_is_whole boolean := false;
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

  -- A row that is missing must not be taken for one that another holds. Nothing goes by itself where nothing was copied: it is looked for
  -- each hour, and after a cycle that failed or has not ended.
  if to_regclass('shipkeeper.lease') is not null then
    v_is_whole := exists (
      select
      from shipkeeper.lease as l
      where l.found_whole_in = 'shipkeeper'::regnamespace
        and l.found_whole_at between v_now - interval '1 hour' and v_now
        and l.cycle_id is null
    );
  end if;
  if not v_is_whole then
    select c.problem into v_problem from shipkeeper.copy_problem() as c;
    if v_problem is not null then
      return query select 'refused', null::bigint, 'error', '❌ ' || v_problem;
      return;
    end if;
  end if;

  v_problem := shipkeeper.options_problem(p_options);
  if v_problem is not null then
    return query select 'refused', null::bigint, 'error', '❌ ' || v_problem;
    return;
  end if;

  -- Not waited for: whoever has the row is another host or an operator at work. A check works beside them.
  if v_kind <> 'check' then
    select l.* into v_lease from shipkeeper.lease as l for update skip locked;
    v_holder := case
      when not found then 'Another cycle or an operator is at work'
      when v_lease.cycle_id is not null and v_lease.expires_at > v_now then format('Another cycle is running (%s)', (
        select shipkeeper.printable(c.worker) from shipkeeper.cycle as c where c.cycle_id = v_lease.cycle_id
      ))
    end;
    if v_holder is not null and v_kind = 'run' then
      return query select 'busy', null::bigint, c.level, v_holder || c.what_then
      from (values ('info', ' - nothing to do')) as w (level, what_then)
      cross join lateral (
        select
          case when v_lease.expires_at > shipkeeper.longest_lease() then 'warning' else w.level end as level,
          case
            when v_lease.expires_at > shipkeeper.longest_lease() then format(
              ', whose lease ends only at %s: a clock was set back? select shipkeeper_operator.free_lease(''clock was set back'')',
              v_lease.expires_at
            )
            else w.what_then
          end as what_then
      ) as c;
      return;
    end if;
  end if;

  -- What vanished: whose lease has expired, a scan that has long ceased to wait, a check that has taken longer than one may.
  if exists (select from shipkeeper.cycle as c where c.ended_at is null) then
    for v_abandoned in
      select c.cycle_id
      from shipkeeper.cycle as c
      cross join shipkeeper.settings as s
      left join shipkeeper.lease as l on l.cycle_id = c.cycle_id
      where c.ended_at is null
        and case
          when c.kind = 'check' then c.started_at < v_now - s.cycle_budget - interval '2 minutes'
          when c.kind = 'scan' and l.cycle_id is null then c.started_at < v_now - interval '6 minutes'
          else v_kind <> 'check' and v_holder is null
        end
      for update of c skip locked
    loop
      perform shipkeeper.close_cycle(v_abandoned, p_abandoned => true);
    end loop;
  end if;
  if v_kind = 'scan' and exists (select from shipkeeper.cycle as c where c.kind = 'scan' and c.ended_at is null) then
    return query select 'busy', null::bigint, 'info', 'Another scan is at work - nothing to do';
    return;
  end if;

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
  if v_kind = 'run' and v_pause is not null then
    return query select 'paused', null::bigint, 'info', format('Shipkeeper is paused (%s) - nothing to do', v_pause);
    return;
  end if;

  insert into shipkeeper.cycle as c (
    kind, only_kinds, worker, protocol_version, writes_allowed, options, started_at
  )
  values (
    v_kind,
    (select array_agg(o) from jsonb_array_elements_text(p_options -> 'only') as o),
    p_worker,
    p_protocol_version,
    coalesce((p_options ->> 'writes_allowed')::boolean, false),
    p_options,
    v_now
  )
  returning c.cycle_id into cycle;

  if v_holder is not null then
    level := 'info';
    message := v_holder || ' - waits for it, for five minutes at most';
  elsif v_kind <> 'check' then
    update shipkeeper.lease as l
    set
      cycle_id = begin_cycle.cycle,
      found_whole_at = case when v_is_whole then l.found_whole_at else v_now end,
      found_whole_in = 'shipkeeper'::regnamespace;
    perform shipkeeper.hold_lease(cycle);
  end if;
  outcome := 'started';
  return next;
end
$$;
comment on function shipkeeper_runner.begin_cycle(text, integer, jsonb) is
'Starts a cycle of the runner p_worker and returns one row: outcome started with the cycle''s id, or busy, blocked, paused, '
'incompatible, refused with a sentence that says why. Options: kind (run, check, scan), only (list of kinds of work), '
'writes_allowed, orders (of a scan: how many to read). A scan starts beside a cycle that runs, and waits for its lease before it asks for '
'anything; a check needs none. Closes cycles whose runner vanished. '
'Writes: cycle, lease, and what close_cycle writes.';
revoke all on function shipkeeper_runner.begin_cycle(text, integer, jsonb) from public;
