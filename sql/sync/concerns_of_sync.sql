create or replace function shipkeeper.concerns_of_sync()
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
    exists (select from shipkeeper.refused_order) as some_refused,
    exists (select from shipkeeper.number_conflict) as some_conflict,
    exists (select from shipkeeper.seen_order as o where o.do_units_differ and o.units_here > 0) as some_differ,
    exists (
      select
      from shipkeeper.progress as p
      cross join shipkeeper.settings as s
      where p.work_kind = 'sync'
        and p.reached_at < clock_timestamp() - interval '1 day' - s.sync_overlap
        and p.problem is null
        and s.sync_mode <> 'off'
    ) as is_behind
  into v_known;

  if v_known.some_refused then
    return query
    select
      'refused_orders', r.refused_order_id::text, r.order_number, r.refused_at,
      format(
        'Order %s of ShipStation''s could not be used for more than a day: %s.',
        coalesce(shipkeeper.printable(r.order_number), 'with id ' || r.shipstation_order_id, 'without a readable id'), r.reason
      ),
      case when r.list_status is not null then 'on a list' when r.order_number is null then 'no number' else r.reason end, count(*) over ()
    from shipkeeper.refused_order as r
    where r.refused_at < clock_timestamp() - interval '24 hours'
    order by r.refused_at
    limit 101;
  end if;

  if v_known.some_conflict then
    return query
    select
      'number_conflicts', c.shipstation_order_id,
      -- As it is written here, so that a statement finds it.
      coalesce((select o.order_number::text from public.orders_inbox as o where o.id = c.order_inbox_id), c.order_number), c.found_at,
      format(
        case
          when c.reason in ('another_id', 'units_differ') then 'Order %s is another one in ShipStation (id %s, %s) than here: %s.'
          else 'Order %s here is not given the id of the order in ShipStation that has its number (id %s, %s): %s.'
        end,
        shipkeeper.printable(c.order_number), c.shipstation_order_id, shipkeeper.printable(c.status_in_shipstation, 30), replace(c.reason, '_', ' ')
      ),
      case
        when c.reason = 'another_id' and (
          c.other_gone_at is not null
          or exists (select from shipkeeper.difference as d where d.order_inbox_id = c.order_inbox_id and d.what = 'gone' and d.looks >= 2)
          or exists (
            select from shipkeeper.ghost as g where g.order_inbox_id = c.order_inbox_id and g.held_reason = 'open_under_another_id'
          )
        ) then 'made_anew'
        else c.reason
      end, count(*) over ()
    from shipkeeper.number_conflict as c
    -- What is closed there ships nothing. What time may settle gets a day.
    where c.status_in_shipstation not in ('shipped', 'cancelled')
      and (
        c.reason in ('another_id', 'units_differ', 'number_not_unique', 'list_too_long')
        or c.found_at < clock_timestamp() - interval '24 hours'
        -- Units that are not here ship from there all the same. What was uploaded just now may still get its lines.
        or c.units_in_shipstation <> c.units_here and (
          c.reason <> 'uploaded_recently' or c.found_at < clock_timestamp() - (select t.link_after from shipkeeper.settings as t)
        )
      )
    order by c.found_at
    limit 101;
  end if;

  if v_known.some_differ then
    return query select c.* from shipkeeper.unit_concerns() as c;
  end if;

  if v_known.is_behind then
    return query
    select
      'sync_behind', '', null::text, p.reached_at,
      format(
        'The sync gets on, and what changed in ShipStation is read only up to %s, more than a day ago.',
        to_char(p.reached_at, 'YYYY-MM-DD HH24:MI')
      ),
      null::text, null::bigint
    from shipkeeper.progress as p
    where p.work_kind = 'sync'
      -- Of a sync that was at work 23 hours ago, too: one that has just begun is catching up. With the shortest keep_logs that is known.
      and exists (
        select
        from (
          select c.cycle_id
          from shipkeeper.cycle as c
          where c.kind = 'run' and c.started_at < clock_timestamp() - interval '23 hours'
          order by c.cycle_id desc
          limit 10
        ) as c
        join shipkeeper.sync_walk as w on w.cycle_id = c.cycle_id
      );
  end if;

  return query select c.* from shipkeeper.seen_order_concerns() as c;
end
$$;
comment on function shipkeeper.concerns_of_sync() is
'What of the sync needs a person: refused_orders (for more than a day), number_conflicts (open in ShipStation; those whose units '
'are here, and that time may settle, after a day), sync_behind (more than a day, of a sync that was at work a day ago), and what '
'unit_concerns and seen_order_concerns find.';
revoke all on function shipkeeper.concerns_of_sync() from public;
