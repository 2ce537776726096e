create or replace function shipkeeper.page_order_rows()
returns table (id text, place bigint, cells text[], total bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    'held', h.place, array[
      h.order_number, shipkeeper.page_word('held', h.held_reason)
      || coalesce(' (' || shipkeeper.printable(h.held_by, 80) || '): ' || h.held_because, ': ' || h.number_in_shipstation, ': ' || h.open_as, ''), h.held_at::text
    ], h.total
  from (
    select *, row_number() over (order by held_at, order_number) as place, count(*) over () as total from shipkeeper_report.held_orders
  ) as h
  where h.place <= 5
  union all
  select
    'refused', r.place, array[
      coalesce(r.order_number, 'ShipStation id ' || r.shipstation_order_id, 'unknown'), r.reason, r.refused_at::text, r.attempts::text,
      r.next_attempt_at::text
    ], r.total
  from (
    select *, row_number() over (order by refused_at, refused_order_id) as place, count(*) over () as total from shipkeeper.refused_order
  ) as r
  where r.place <= 5
  union all
  select
    'conflicts', c.place, array[
      c.order_number, shipkeeper.page_word('conflict', c.reason), shipkeeper.page_units(c.units_in_shipstation),
      shipkeeper.page_units(c.units_here), c.found_at::text
    ], c.total
  from (
    select *, row_number() over (order by found_at, shipstation_order_id) as place, count(*) over () as total
    from shipkeeper.number_conflict
  ) as c
  where c.place <= 5
  union all
  select
    'units', u.place, array[
      u.order_number, replace(u.status, '_', ' '), u.units_in_shipstation::text, u.units_here::text, u.seen_at::text
    ], u.total
  from (
    select *, row_number() over (order by seen_at, shipstation_order_id) as place, count(*) over () as total
    from shipkeeper_report.unit_differences
    where explanation = 'other units here'
  ) as u
  where u.place <= 5
  union all
  select
    'open', g.place, array[
      g.order_number, replace(g.status, '_', ' '), to_char(g.order_date, 'FMDD Mon YYYY'), g.attempts::text,
      coalesce(shipkeeper.page_word('ghost', g.last_outcome), 'not asked yet'), g.next_attempt_at::text
    ], g.total
  from (
    select *, row_number() over (order by order_date, order_number) as place, count(*) over () as total
    from shipkeeper_report.ghost_orders
    where held_reason is null
  ) as g
  where g.place <= 5
  union all
  select
    'stale', e.place, array[e.order_number, replace(e.status, '_', ' '), e.empty_since::text, case
      when e.shipstation_order_id is null then 'no ShipStation id: nobody can ask for it'
      when e.held_reason is not null then shipkeeper.page_word('held', e.held_reason)
      else coalesce(shipkeeper.page_word('ghost', e.last_outcome), 'not asked yet')
    end], e.total
  from (
    select *, row_number() over (order by empty_since, order_number) as place, count(*) over () as total
    from shipkeeper_report.stale_empty_orders
  ) as e
  where e.place <= 5
  union all
  select 'without_id', n.place, array[n.order_number, replace(n.status, '_', ' '), to_char(n.order_date, 'FMDD Mon YYYY')], n.total
  from (
    select *, row_number() over (order by order_date, order_number) as place, count(*) over () as total
    from shipkeeper_report.orders_without_shipstation_id
  ) as n
  where n.place <= 5
  union all
  select
    'approval', r.place, array[
      r.order_number, shipkeeper.describe_changes(r.sku_changes), shipkeeper.page_word('lots', r.reason), r.opened_at::text,
      r.lot_review_id::text
    ], r.total
  from (
    select *, row_number() over (order by opened_at, lot_review_id) as place, count(*) over () as total
    from shipkeeper.lot_review
    where state = 'approval'
  ) as r
  where r.place <= 5
  union all
  select 'lots_held', a.place, array[a.order_number, regexp_replace(a.sentence, '(?<=[a-z])_(?=[a-z])', ' ', 'g'), a.since::text], a.total
  from (
    select *, row_number() over (order by severity, since, alert_id) as place, sum(cases) over ()::bigint as total
    from shipkeeper.alert
    where ended_at is null and kind in ('lot_mismatches', 'lots_undecided', 'lots_unconfirmed', 'lots_postponed')
  ) as a
  where a.place <= 5
  union all
  select
    'lots_open', r.place, array[r.order_number, case
      when r.state = 'posted' then 'sent to ShipStation; whether it was taken is looked at'
      else coalesce('waits: ' || shipkeeper.page_word('lots', r.reason), 'has its turn soon')
    end, r.opened_at::text, r.next_look_at::text], r.total
  from (
    select *, row_number() over (order by opened_at, lot_review_id) as place, count(*) over () as total
    from shipkeeper.lot_review
    where state not in ('closed', 'approval')
  ) as r
  where r.place <= 5
  union all
  select 'lot_updates', -u.lot_update_audit_id, array[
    u.order_number, u.base_sku, u.old_lot, u.new_lot, shipkeeper.page_word('lots', u.reason), u.updated_at::text, u.updated_by
  ], null
  from (select * from shipkeeper.lot_update_audit order by lot_update_audit_id desc limit 5) as u
$$;
comment on function shipkeeper.page_order_rows() is
'The rows of the status page''s tables of orders and lots, those that wait longest: of each the table''s id, its place, its cells as '
'page_table takes them, and how many rows the table would have in all.';
revoke all on function shipkeeper.page_order_rows() from public;
