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
  if p_problem is not null then
    perform shipkeeper.say(p_cycle, 'error', format('❌ Round: %s - nothing follows from it, the next one asks again', p_problem));
  end if;
end
$$;
comment on function shipkeeper.end_round(bigint, text) is
'Ends the running round. With a problem of a list it has failed, and of whom the lists did not show nobody is asked for. '
'Writes: round, round_order, message.';
revoke all on function shipkeeper.end_round(bigint, text) from public;
