create or replace function shipkeeper.divide_page(p_cycle bigint, p_problem text, p_answer bytea)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_walk shipkeeper.sync_walk;
  v_search shipkeeper.poison_search;
  v_size integer;
  v_smaller integer;
  v_id text;
begin
  select w.* into strict v_walk from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  insert into shipkeeper.poison_search as p (cycle_id) values (p_cycle) on conflict do nothing;
  v_search := shipkeeper.search_of_walk(p_cycle);
  v_size := shipkeeper.walk_page_size(v_search.page_size, v_walk.passed);
  if v_size > 1 then
    v_smaller := shipkeeper.smaller_page_size(v_size);
    update shipkeeper.poison_search as p set page_size = v_smaller where p.cycle_id = p_cycle;
    if v_size = 500 then
      perform shipkeeper.say(
        p_cycle, 'warning', format('⚠️ Sync: %s for a page of 500 orders - smaller ones are asked for', p_problem)
      );
    end if;
    return;
  end if;

  if jsonb_array_length(v_search.suspects) >= 50 then
    perform shipkeeper.fail_walk(p_cycle, p_problem || ' for every order');
    return;
  end if;
  -- encode() reads any byte. The first orderId of an order's text is its own.
  v_id := (regexp_match(encode(p_answer, 'escape'), '"orderId"\s*:\s*([1-9][0-9]{0,18})\s*[,}]'))[1];
  update shipkeeper.sync_walk as w set passed = w.passed + 1 where w.cycle_id = p_cycle;
  update shipkeeper.poison_search as p
  set suspects = p.suspects || jsonb_build_object('reason', p_problem, 'id', v_id)
  where p.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.divide_page(bigint, text, bytea) is
'After a page that failed for what may be the fault of one order: asks for smaller ones, down to that order alone, which becomes a '
'suspect and is passed. Whether it is to blame, and not ShipStation, the next page tells. Writes: sync_walk, poison_search, '
'message.';
revoke all on function shipkeeper.divide_page(bigint, text, bytea) from public;
