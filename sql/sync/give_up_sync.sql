create or replace function shipkeeper.give_up_sync(p_cycle bigint, p_problem text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.page_order as p where p.cycle_id = p_cycle and p.work_kind = 'sync';
  perform shipkeeper.fail_walk(p_cycle, p_problem);
  update shipkeeper.sync_walk as w set ended = 'given_up', page_orders = null, page_newest = null where w.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.give_up_sync(bigint, text) is
'Ends the sync''s turn in this cycle for a trouble of the server''s, which says nothing of an order. '
'Writes: page_order, sync_walk, message.';
revoke all on function shipkeeper.give_up_sync(bigint, text) from public;
