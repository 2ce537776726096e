create or replace function shipkeeper.report_round(p_cycle bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle shipkeeper.cycle;
  v_problem text;
  v_listed bigint;
  v_got_on boolean;
begin
  select c.* into strict v_cycle from shipkeeper.cycle as c where c.cycle_id = p_cycle;
  select coalesce(bool_or(r.verdict in ('answer', 'not_found')), false) into v_got_on
  from shipkeeper.request as r
  where r.cycle_id = p_cycle and r.work_kind = 'round';
  select r.problem into v_problem from shipkeeper.round as r where r.ended = 'failed' and r.ended_at >= v_cycle.started_at;
  v_problem := coalesce(v_problem, (
    select shipkeeper.failure_phrase(r.status, r.error)
    from shipkeeper.request as r
    where r.cycle_id = p_cycle and r.work_kind = 'round' and r.purpose = 'list' and r.verdict in ('api_failure', 'unexpected', 'not_found')
    order by r.request_id desc
    limit 1
  ));
  select coalesce(sum(r.orders_listed), 0)::bigint into v_listed
  from shipkeeper.round as r
  where r.ended_at >= v_cycle.started_at;
  return jsonb_build_object(
    'open_orders_listed', v_listed,
    'differences', (select count(*) from shipkeeper.difference as d where d.looks >= 2),
    'errors', num_nonnulls(v_problem),
    'got_on', v_got_on and v_problem is null,
    'problem', v_problem
  );
end
$$;
comment on function shipkeeper.report_round(bigint) is
'Ends the round''s part of a cycle: returns the figures that declare_round names (open_orders_listed with the end of a round), and how '
'far it got, as every report. Writes nothing.';
revoke all on function shipkeeper.report_round(bigint) from public;
