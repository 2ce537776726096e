create or replace function shipkeeper.forget_spots(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.refused_order as r
  using shipkeeper.request as q
  where q.cycle_id = p_cycle and q.purpose = 'spot' and q.purpose_id = r.refused_order_id and r.reason = 'being worked on';
end
$$;
comment on function shipkeeper.forget_spots(bigint) is
'Forgets the spots that a cycle has read to their end; called once the orders on them were all worked on. Writes: refused_order.';
revoke all on function shipkeeper.forget_spots(bigint) from public;
