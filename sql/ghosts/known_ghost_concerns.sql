create or replace function shipkeeper.known_ghost_concerns()
returns setof shipkeeper.concern
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  (
    select
      'held_orders', h.order_number, h.order_number, h.held_at,
      format(
        'Order %s is held: %s%s.', shipkeeper.printable(h.order_number), h.held_reason,
        coalesce(
          ' (there as id ' || h.open_as || ')',
          ' (' || shipkeeper.printable(h.held_because) || ')',
          ' (' || shipkeeper.printable(h.number_in_shipstation) || ' in ShipStation)'
        )
      ),
      h.held_reason, count(*) over ()
    from shipkeeper_report.held_orders as h
    -- Which is a concern of the lots'.
    where h.held_reason <> 'lots_unread'
    order by h.held_at
    limit 101
  )
  union all
  select
    'many_ghosts', '', null, min(g.first_seen_at), format('%s orders with a ShipStation id have no lines.', count(*)), null, null
  from shipkeeper.ghost as g
  having count(*) > (select s.alert_ghosts from shipkeeper.settings as s)
  union all
  (
    select
      'stale_empty_orders', g.order_inbox_id::text, g.order_number, e.empty_since,
      format(
        'Order %s has had no lines for more than 24 hours: %s.', shipkeeper.printable(g.order_number),
        case
          when g.last_outcome is null then 'ShipStation was not asked for it yet'
          when g.last_reason = 'recently_uploaded' then 'ShipStation does not know it (404), and it was uploaded just then'
          else concat_ws(', ', replace(g.last_outcome, '_', ' '), g.last_reason)
        end
      ),
      coalesce(g.last_reason, g.last_outcome, 'not asked'), count(*) over ()
    from shipkeeper.ghost as g
    -- By its id alone: the planner would work out the age of every order.
    cross join lateral (select a.empty_since from shipkeeper.empty_since as a where a.id = g.order_inbox_id offset 0) as e
    -- Those that are held are said to be. The remedy needs what a cycle has tried.
    where e.empty_since < clock_timestamp() - interval '24 hours' and g.held_reason is null
    order by e.empty_since
    limit 101
  )
$$;
comment on function shipkeeper.known_ghost_concerns() is
'What of the ghosts that a cycle has found, and of the orders that an operator holds, needs a person: held_orders, many_ghosts (more than '
'the setting alert_ghosts), stale_empty_orders (for more than 24 hours).';
revoke all on function shipkeeper.known_ghost_concerns() from public;
