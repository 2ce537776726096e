create or replace function shipkeeper.seen_order_concerns()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_unknown text[];
begin
  if not exists (select from shipkeeper.seen_order) then
    return;
  end if;

  -- From one status to the next in the index, however many orders there are.
  v_unknown := array(
    with recursive status (name) as (
      select min(s.order_status) from shipkeeper.seen_order as s
      union all
      select (select min(n.order_status) from shipkeeper.seen_order as n where n.order_status > s.name)
      from status as s
      where s.name is not null
    )
    select s.name from status as s where s.name is not null and not shipkeeper.is_known_status(s.name)
  );
  if v_unknown <> '{}' then
    return query
    select
      'unknown_statuses', o.shipstation_order_id, o.order_number, o.seen_at,
      format(
        'Order %s has the status %s in ShipStation, which is not known here: its status here is left as it was.',
        shipkeeper.printable(o.order_number), shipkeeper.printable(o.order_status, 30)
      ),
      null::text, o.of_kind
    -- Worded are those that are handed over: of a new status there may be many.
    from (
      select u.shipstation_order_id, u.order_number, u.order_status, u.seen_at, count(*) over () as of_kind
      from shipkeeper.seen_order as u
      where u.order_status = any(v_unknown)
        -- Of those that are not here there may be many, and each would cost a look.
        and u.units_here is not null
        -- Nobody is needed where it is closed here, or its status was set here after it changed there.
        and exists (
          select
          from public.orders_inbox as h
          where h.shipstation_order_id in (u.shipstation_order_id, 'se-' || u.shipstation_order_id)
            and h.status not in ('shipped', 'cancelled')
            and not exists (
              select
              from shipkeeper.order_status_history as e
              where e.order_inbox_id = h.id
                and e.entry = 'update'
                and e.changed_at > u.modify_date at time zone 'America/Los_Angeles'
            )
        )
      order by u.seen_at
      limit 101
    ) as o
    order by o.seen_at;
  end if;

  if exists (select from shipkeeper.cancellation) then
    return query
    select
      'cancelled_here_open_there', c.order_inbox_id::text, c.order_number, c.cancelled_at,
      format(
        'Order %s was cancelled here, and is %s in ShipStation.', shipkeeper.printable(c.order_number),
        replace(shipkeeper.printable(s.order_status, 30), '_', ' ')
      ),
      case
        when s.order_status <> 'shipped' then c.reason
        when c.reason not in ('not_found', 'gone') then 'shipped_all_the_same'
        when o.status = 'cancelled' then 'shipped_since'
        else 'shipped_without_lines'
      end,
      count(*) over ()
    from shipkeeper.cancellation as c
    join shipkeeper.seen_order as s on s.shipstation_order_id = c.shipstation_order_id
    join public.orders_inbox as o on o.id = c.order_inbox_id
    where c.undone_at is null
      and c.cancelled_at > clock_timestamp() - interval '90 days'
      and s.seen_at > c.cancelled_at
      and case
        when s.order_status not in ('shipped', 'cancelled') then o.status = 'cancelled'
        -- It was there, after all: mode full writes the status, and of what is closed here no lines.
        when s.order_status = 'shipped' then o.status = 'cancelled' or c.reason in ('not_found', 'gone') and o.status = 'shipped' and s.units > 0
          and not exists (select from public.order_items_inbox as i where i.order_inbox_id = o.id offset 0)
      end
      -- One that was opened again and cancelled once more is one concern.
      and not exists (
        select from shipkeeper.cancellation as n
        where n.order_inbox_id = c.order_inbox_id and n.cancellation_id > c.cancellation_id and n.undone_at is null
      )
      -- One that was merged may stay listed: its units are in the order that took it up.
      and not exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = c.shipstation_order_id and m.denied_at is null)
    order by c.cancelled_at
    limit 101;
  end if;
end
$$;
comment on function shipkeeper.seen_order_concerns() is
'What of the orders that the sync has seen needs a person: unknown_statuses (of orders open here whose status nobody has set since), '
'cancelled_here_open_there (seen open or shipped in ShipStation after Shipkeeper cancelled it here, for whatever reason).';
revoke all on function shipkeeper.seen_order_concerns() from public;
