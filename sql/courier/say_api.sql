create or replace function shipkeeper.say_api(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_down record;
begin
  select c.* into strict v_cycle from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  if v_cycle.stop_reason = 'api_unavailable' then
    -- Of answers that came and told nothing blame_api has said it.
    select (array_agg(f.what order by f.request_id desc))[1] as what, min(f.sent_at) as since into strict v_down
    from (
      select r.request_id, r.sent_at, shipkeeper.failure_phrase(r.status, r.error) as what
      from shipkeeper.request as r
      where r.cycle_id = p_cycle and r.verdict = 'api_failure'
      order by r.request_id desc
      limit v_cycle.api_failures_in_row
    ) as f;
    perform shipkeeper.say_lasting(p_cycle, 'api', v_down.what, 'error', format(
      '❌ %s requests in a row failed: %s - the API is down, will retry next cycle', v_cycle.api_failures_in_row, v_down.what
    ), v_down.since) where v_down.what is not null;
  elsif exists (
    select from shipkeeper.request as r
    where r.cycle_id = p_cycle and r.verdict in ('answer', 'not_found', 'rate_limited', 'credentials_refused')
  ) then
    perform shipkeeper.say_lasting(p_cycle, 'api', null, 'info', '✅ The API answers again: it was down');
    perform shipkeeper.say_lasting(p_cycle, 'credentials', null, 'info', '✅ ShipStation takes the credentials again: it refused them')
    where v_cycle.stop_reason is distinct from 'credentials_refused'
      -- Before a 429 it may not have looked at them.
      and exists (select from shipkeeper.request as r where r.cycle_id = p_cycle and r.verdict in ('answer', 'not_found'));
  end if;
end
$$;
comment on function shipkeeper.say_api(bigint) is
'Says at the end of a run that the API is down and what fails, once as long as the same fails, and that it answers again or takes '
'the credentials again, each with since when. Writes: lasting_state, message.';
revoke all on function shipkeeper.say_api(bigint) from public;
