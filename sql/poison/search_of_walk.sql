create or replace function shipkeeper.search_of_walk(p_cycle bigint)
returns shipkeeper.poison_search
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_search shipkeeper.poison_search;
begin
  select p.* into v_search from shipkeeper.poison_search as p where p.cycle_id = p_cycle;
  return case when v_search.cycle_id is null then (p_cycle, 500, '[]'::jsonb, false)::shipkeeper.poison_search else v_search end;
end
$$;
comment on function shipkeeper.search_of_walk(bigint) is
'How a walk looks for an order that makes its pages fail; where none has failed: 500 orders a page, nobody under suspicion.';
revoke all on function shipkeeper.search_of_walk(bigint) from public;
