create or replace function shipkeeper.concerns_of_ghosts()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select
    'cancellations_stopped', '', null::text, s.stopped_at,
    'Too many orders were not found in ShipStation (404): nothing is cancelled until an operator resumes.', null::text, null::bigint
  from shipkeeper.cancellation_stop as s
  where s.stopped_at is not null;

  return query
  select
    'orders_without_id', '', null::text, null::timestamptz,
    format('%s orders have no lines and no ShipStation id: nobody can ask for them.', s.without_shipstation_id), null::text, null::bigint
  -- As of the last run that looked.
  from (
    select h.without_shipstation_id from shipkeeper.ghost_search as h order by h.cycle_id desc limit 1
  ) as s
  cross join shipkeeper.settings as t
  where s.without_shipstation_id > t.alert_ghosts;

  if exists (
    select
    from (
      select h.without_shipstation_id from shipkeeper.ghost_search as h order by h.cycle_id desc limit 1
    ) as s
    cross join shipkeeper.settings as t
    where s.without_shipstation_id between 1 and t.alert_ghosts
  ) then
    return query
    select
      'orders_without_id', '', null::text, min(w.empty_since),
      format('%s orders have had no lines and no ShipStation id for more than 24 hours: nobody can ask for them.', count(*)),
      null::text, null::bigint
    from shipkeeper_report.stale_empty_orders as w
    where w.shipstation_order_id is null
    having count(*) > 0;
  end if;

  if exists (select from shipkeeper.ghost) or exists (select from shipkeeper.order_hold)
    or exists (select from shipkeeper.number_difference)
  then
    return query select c.* from shipkeeper.known_ghost_concerns() as c;
  end if;
end
$$;
comment on function shipkeeper.concerns_of_ghosts() is
'What of the ghosts needs a person: cancellations_stopped, orders_without_id (more than the setting alert_ghosts, or any for '
'more than 24 hours), and what known_ghost_concerns finds.';
revoke all on function shipkeeper.concerns_of_ghosts() from public;
