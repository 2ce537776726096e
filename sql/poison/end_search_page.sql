create or replace function shipkeeper.end_search_page(p_cycle bigint, p_end_of_walk timestamp without time zone)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update shipkeeper.poison_search as p
  set page_size = case when p.page_size >= 256 then 500 else p.page_size * 2 end
  where p.cycle_id = p_cycle and p.page_size < 500;
  update shipkeeper.refused_order as r set is_passed = true where r.walk_on_from <= p_end_of_walk and not r.is_passed;
end
$$;
comment on function shipkeeper.end_search_page(bigint, timestamp without time zone) is
'After a page that came and was worked on: the next may be twice as large; and with the last one of a walk all beside the orders that were '
'passed is worked on. p_end_of_walk: where its window ends, Pacific; null: there are more pages. Writes: poison_search, refused_order.';
revoke all on function shipkeeper.end_search_page(bigint, timestamp without time zone) from public;
