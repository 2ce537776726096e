create or replace function shipkeeper_runner.finish_cycle(p_cycle bigint)
returns table (kind text, level text, message text, outcome text, metrics jsonb)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  if shipkeeper.hold_lease(p_cycle) then
    perform shipkeeper.close_cycle(p_cycle, p_abandoned => false);
  end if;

  kind := 'say';
  loop
    select m.level, m.message into level, message from shipkeeper.next_message(p_cycle) as m;
    exit when message is null;
    return next;
  end loop;

  return query
  select
    'done', null::text, null::text,
    case c.outcome when 'abandoned' then 'lease_lost' else c.outcome end,
    c.metrics
  from shipkeeper.cycle as c
  where c.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper_runner.finish_cycle(bigint) is
'Ends a cycle and returns what is left to say (rows of kind say), then one row of kind done with the outcome (done, rate_limited, '
'api_unavailable, credentials_refused, failed, lease_lost) and the metrics. Called again it returns the same outcome. '
'Writes: what close_cycle writes.';
revoke all on function shipkeeper_runner.finish_cycle(bigint) from public;
