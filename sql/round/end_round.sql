create or replace function shipkeeper.end_round(p_cycle bigint, p_problem text default null)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.round_order;
  update shipkeeper.round as r
  set ended = case when p_problem is null then 'done' else 'failed' end, ended_at = clock_timestamp(), problem = p_problem
  where r.ended is null;
  perform shipkeeper.say_lasting(
    p_cycle, 'round', p_problem, case when p_problem is null then 'info' else 'error' end,
    case
      when p_problem is null then '✅ Round: it comes to its end again, which it did not'
      else format('❌ Round: %s - nothing follows from it, the next one asks again', p_problem)
    end
  );
end
$$;
comment on function shipkeeper.end_round(bigint, text) is
'Ends the running round. With a problem of a list it has failed, and of whom the lists did not show nobody is asked for. '
'Writes: round, round_order, lasting_state, message.';
revoke all on function shipkeeper.end_round(bigint, text) from public;
