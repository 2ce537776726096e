create or replace function shipkeeper.give_up_ghosts(p_cycle bigint, p_problem text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.page_order as p where p.cycle_id = p_cycle and p.work_kind = 'ghosts';
  delete from shipkeeper.ghost_queue as q where q.cycle_id = p_cycle;
  perform shipkeeper.say_lasting(
    p_cycle, 'ghosts_problem', p_problem, 'error', format('❌ Ghost orders: %s - the next cycle asks again', p_problem)
  );
end
$$;
comment on function shipkeeper.give_up_ghosts(bigint, text) is
'Ends the ghosts'' turn in this cycle for a trouble of the server''s, which says nothing of an order. '
'Writes: page_order, ghost_queue, lasting_state, message.';
revoke all on function shipkeeper.give_up_ghosts(bigint, text) from public;
