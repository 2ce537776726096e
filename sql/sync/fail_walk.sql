create or replace function shipkeeper.fail_walk(p_cycle bigint, p_problem text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update shipkeeper.sync_walk as w set ended = 'failed', problem = p_problem where w.cycle_id = p_cycle;
  perform shipkeeper.say_lasting(
    p_cycle, 'sync', p_problem, 'error', format('❌ Sync: %s - the watermark stays, the next cycle asks again', p_problem)
  );
end
$$;
comment on function shipkeeper.fail_walk(bigint, text) is
'Gives a walk up for this cycle, and says why; what it had handled stays handled. Writes: sync_walk, lasting_state, message.';
revoke all on function shipkeeper.fail_walk(bigint, text) from public;
