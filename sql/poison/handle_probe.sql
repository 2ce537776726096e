create or replace function shipkeeper.handle_probe(p_request shipkeeper.request)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_request.verdict = 'not_found'
    or p_request.verdict = 'answer' and (shipkeeper.read_json(p_request.answer)).problem is null
  then
    update shipkeeper.poison_search as p set is_api_well = true where p.cycle_id = p_request.cycle_id;
  elsif p_request.verdict <> 'api_failure' then
    perform shipkeeper.fail_walk(p_request.cycle_id, 'ShipStation answers otherwise than it should');
  end if;
end
$$;
comment on function shipkeeper.handle_probe(shipkeeper.request) is
'What the answer to the question means whether ShipStation is well: an order, a list or a 404, then it is; a failure: it '
'is asked again, until the API counts as down; anything else ends the walk. Writes: poison_search, sync_walk, message.';
revoke all on function shipkeeper.handle_probe(shipkeeper.request) from public;
