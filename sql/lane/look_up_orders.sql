create or replace function shipkeeper.look_up_orders(
  p_cycle bigint, p_work_kind text, p_orders shipkeeper.decided_order[], p_locked bigint[]
)
returns setof shipkeeper.known_order
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
-- The plan is made once a session, perhaps while a table is empty. So each look is lateral with an offset, which must use its condition,
-- and none reads a whole table: a batch costs the same in whatever shop.
set enable_seqscan = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  -- Under the locks a new statement sees what was committed before they were had.
  return query
  select
    d.laid, a.asked, exists (select from shipkeeper.pause as p where p.paused_at is not null),
    p_work_kind = 'sync' and exists (select from shipkeeper.sync_walk as w where w.cycle_id = p_cycle and w.mode = 'full'),
    case when a.asked = 'cancel' then shipkeeper.are_cancellations_stopped() else false end,
    l.problem, l.order_status, shipkeeper.is_known_status(l.order_status), l.lines <> '{}',
    case when l.repeats_sku then shipkeeper.one_row_per_sku() else false end,
    l.header is not null, l.header_problem,
    case when n.headers = 0 then coalesce(
      l.order_number ~ t.import_order_number_pattern
      and l.lines <> '{}'
      and (m.is_denied or m.merged_into_number is null and not exists (
        select from unnest(p_orders) as e where (e.laid).place < l.place and l.shipstation_order_id = any((e.laid).merged_ids)
      )), false
    ) end,
    a.modified, shipkeeper.is_stale(a.modified, s.modify_date), s.lines_digest = l.lines_digest,
    coalesce(
      s.modify_date = a.modified and not shipkeeper.is_repeated_hour(a.modified) and s.order_status = l.order_status
      and (s.lines_digest = l.lines_digest) is not false, false
    ),
    s.cycle_id = p_cycle, coalesce(s.was_applied, false), r.reason,
    -- Pages come oldest change first: who was merged stands before who took it up.
    case when m.is_denied is not true then coalesce(m.merged_into_number, case when l.shipstation_order_id = any(array(
      select e.id from unnest(p_orders) as b cross join lateral unnest((b.laid).merged_ids) as e (id)
    )) then '' end) end,
    coalesce(d.order_inbox_id, o.id, x.id), o.id, n.headers, x.id is not null,
    coalesce(d.order_number, g.order_number, o.order_number), o.status, coalesce(shipkeeper.plain_id(o.id_here) = l.shipstation_order_id, false),
    coalesce(n.headers = 1 and o.order_number = l.order_number, false),
    coalesce(case
      when o.order_number <> l.order_number and (a.asked = 'heal' or a.asked is null and n.headers = 1)
        then shipkeeper.do_numbers_differ(o.id, o.order_number, l.shipstation_order_id, l.order_number)
      end
      -- Of the form of API V2 the number alone tells that it is that id.
      or a.asked = 'heal' and o.id_here like 'se-%'
      and shipkeeper.plain_text(o.order_number) is distinct from shipkeeper.plain_text(l.order_number), false
    ),
    coalesce(o.id_here like 'se-%', false),
    p_locked is null or o.id = any(p_locked),
    exists (select from shipkeeper.order_hold as e where e.order_inbox_id = o.id offset 0),
    c.claimed_until, coalesce(c.claimed_until > v_now, false),
    i.lines_here = 0 and o.status not in ('shipped', 'cancelled'),
    -- No EXISTS, for which all ghosts may be read at once.
    coalesce(i.lines_here = 0 and (select true from shipkeeper.ghost_header as e where e.id = o.id), false), g.held_reason, g.last_outcome,
    a.asked = 'cancel' and exists (
      select from shipkeeper.cancellation as e
      where e.order_inbox_id = o.id and e.reason <> 'cancelled_in_shipstation' and e.undone_at is not null offset 0
    ),
    i.lines_here, coalesce(case when n.headers > 1 then shipkeeper.units_of_open_headers(l.shipstation_order_id) end, i.units_here),
    coalesce(i.are_all_ours, false), o.total_items, (o.carrier, o.service, o.cents) is distinct from (
      coalesce(l.carrier_code, o.carrier), coalesce(l.service_code, o.service), coalesce(l.total_amount_cents, o.cents)
    ),
    d.open_as,
    case when n.headers = 1 and o.status = 'cancelled' and l.order_status not in ('shipped', 'cancelled')
      and (m.is_denied or m.merged_into_number is null) then (select e.previous_status from shipkeeper.own_cancellation as e
        where e.order_inbox_id = o.id and e.shipstation_order_id = l.shipstation_order_id order by e.cancellation_id desc limit 1)
    end
  from shipkeeper.settings as t
  cross join unnest(p_orders) as d
  cross join lateral (select (d.laid).*) as l
  cross join lateral (
    select
      case when d.action in ('heal', 'cancel') then d.action end as asked,
      -- A date of tomorrow says nothing: else all that comes later would be stale.
      case when l.modify_date <= shipkeeper.pacific_wall(v_now) + interval '1 day' then l.modify_date end as modified
    -- Worked out once.
    offset 0
  ) as a
  cross join lateral (
    -- Of two that is looked at which is open.
    select count(*) as headers, coalesce(min(h.id) filter (where h.is_open), min(h.id))::bigint as id
    from (
      select b.id, b.status not in ('shipped', 'cancelled') as is_open
      from public.orders_inbox as b
      where b.shipstation_order_id in (l.shipstation_order_id, 'se-' || l.shipstation_order_id)
        and (
          b.shipstation_order_id = l.shipstation_order_id
          or t.number_must_match and shipkeeper.is_v2_of(b.id, b.order_number, l.shipstation_order_id, l.order_number)
        )
      order by is_open desc limit 2
    ) as h
  ) as n
  left join lateral (
    -- Where the shop lacks one of these columns its name means the value beside it.
    select h.*
    from (values (null::text, null::text, null::integer)) as missing (shipping_carrier_code, shipping_service_code, total_amount_cents)
    cross join lateral (
      select
        b.id::bigint as id, b.order_number::text, b.status::text, b.updated_at, b.shipstation_order_id as id_here, b.total_items,
        shipping_carrier_code as carrier, shipping_service_code as service, total_amount_cents as cents
      from public.orders_inbox as b
      where b.id = case when a.asked is null then n.id else d.order_inbox_id end
      offset 0
    ) as h
  ) as o on true
  cross join lateral (
    -- As an instant: between two readings of the wall clock it may have been put forward.
    select case when o.status = 'uploaded' then o.updated_at at time zone t.shop_time_zone + t.recently_uploaded end as claimed_until
  ) as c
  left join lateral (select case when n.headers = 0 then shipkeeper.header_of_number(l.order_number) end as id offset 0) as x on true
  cross join lateral (
    select
      count(*) as lines_here, case when o.id is not null then coalesce(sum(b.quantity), 0) end as units_here,
      bool_and(b.shipstation_order_item_id is not null) as are_all_ours
    from public.order_items_inbox as b
    where b.order_inbox_id = o.id
  ) as i
  left join lateral (select e.* from shipkeeper.seen_order as e where e.shipstation_order_id = l.shipstation_order_id offset 0) as s on true
  left join lateral (
    select e.reason from shipkeeper.refused_order as e where e.shipstation_order_id = l.shipstation_order_id offset 0
  ) as r on true
  left join lateral (
    -- A 404 bears out what the order itself has denied.
    select e.merged_into_number, e.denied_at is not null and a.asked is distinct from 'cancel' as is_denied
    from shipkeeper.merged_order as e where e.shipstation_order_id = l.shipstation_order_id offset 0
  ) as m on true
  left join lateral (select e.* from shipkeeper.ghost as e where e.order_inbox_id = coalesce(o.id, d.order_inbox_id) offset 0) as g on true;
end
$$;
comment on function shipkeeper.look_up_orders(bigint, text, shipkeeper.decided_order[], bigint[]) is
'What is known here of each order of a batch, with what ShipStation says of it. p_locked: the headers that are '
'locked; null: none is looked for yet. Calls: ghost_header, is_stale, are_cancellations_stopped.';
revoke all on function shipkeeper.look_up_orders(bigint, text, shipkeeper.decided_order[], bigint[]) from public;
