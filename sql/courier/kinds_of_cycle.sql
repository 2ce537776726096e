create or replace function shipkeeper.kinds_of_cycle(p_cycle bigint)
returns setof text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select k.work_kind
  from shipkeeper.cycle as c
  join shipkeeper.known_kind as k on k.cycle_kind = c.kind
  where c.cycle_id = p_cycle and (c.only_kinds is null or k.work_kind = any(c.only_kinds))
  order by k.turn;
end
$$;
comment on function shipkeeper.kinds_of_cycle(bigint) is 'The kinds of work a cycle does, in their order.';
revoke all on function shipkeeper.kinds_of_cycle(bigint) from public;
