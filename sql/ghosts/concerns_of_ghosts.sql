create or replace function shipkeeper.concerns_of_ghosts()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_known record;
begin
  -- In one statement: in a well shop nothing else is planned.
  select
    (select s.stopped_at from shipkeeper.cancellation_stop as s) as stopped_at,
    -- As of the last run that looked.
    (select h.without_shipstation_id from shipkeeper.ghost_search as h order by h.cycle_id desc limit 1) as without_id,
    (select t.alert_ghosts from shipkeeper.settings as t) as many,
    exists (select from shipkeeper.ghost) or exists (select from shipkeeper.order_hold)
    or exists (select from shipkeeper.number_difference) as some
  into v_known;

  if v_known.stopped_at is not null then
    return next row(
      'cancellations_stopped', '', null, v_known.stopped_at,
      'Too many orders were not found in ShipStation (404): nothing is cancelled until an operator resumes.', null, null
    )::shipkeeper.concern;
  end if;

  if v_known.without_id > v_known.many then
    return next row(
      'orders_without_id', '', null, null,
      format('%s orders have no lines and no ShipStation id: nobody can ask for them.', v_known.without_id), null, null
    )::shipkeeper.concern;
  elsif v_known.without_id > 0 then
    return query
    select
      'orders_without_id', '', null::text, min(w.empty_since),
      format('%s orders have had no lines and no ShipStation id for more than 24 hours: nobody can ask for them.', count(*)),
      null::text, null::bigint
    from shipkeeper_report.stale_empty_orders as w
    where w.shipstation_order_id is null
    having count(*) > 0;
  end if;

  if v_known.some then
    return query select c.* from shipkeeper.known_ghost_concerns() as c;
  end if;
end
$$;
comment on function shipkeeper.concerns_of_ghosts() is
'What of the ghosts needs a person: cancellations_stopped, orders_without_id (more than the setting alert_ghosts, or any for '
'more than 24 hours), and what known_ghost_concerns finds.';
revoke all on function shipkeeper.concerns_of_ghosts() from public;
