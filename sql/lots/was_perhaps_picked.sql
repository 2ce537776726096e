create or replace function shipkeeper.was_perhaps_picked(p_review shipkeeper.lot_review, p_order jsonb)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when exists (
      select
      from shipkeeper.order_status_history as h
      where h.order_inbox_id = p_review.order_inbox_id
        and case
          when h.order_status_history_id < coalesce(p_review.order_status_history_id, 9223372036854775807) then
            h.to_status in ('awaiting_shipment', 'uploaded', 'synced_manual', 'shipped')
            or h.from_status in ('awaiting_shipment', 'uploaded', 'synced_manual', 'shipped')
          -- Since its release: taken for shipped, and given back.
          else h.to_status = 'shipped'
        end
    ) then 'previously_awaiting_shipment'
    when not coalesce((
      select
        h.entry = 'insert'
        and h.changed_at >= coalesce(t.statuses_kept_since, '-infinity')
        and t.status_triggers like '%inserted%updated%'
        and least(
          abs(extract(epoch from b.began_at - shipkeeper.pacific_instant(c.created))),
          -- In the hour that autumn repeats, either instant may be meant.
          abs(extract(epoch from b.began_at - c.created at time zone 'America/Los_Angeles'))
        ) <= extract(epoch from s.lot_history_slack)
      from shipkeeper.order_status_history as h
      cross join shipkeeper.settings as s
      cross join shipkeeper.lot_state as t
      cross join (select shipkeeper.pacific_time(p_order ->> 'createDate') as created) as c
      cross join lateral (
        select case
          -- It came in released: where it began is what the sync saw. Released long before it came in, it stood where pickers look.
          when h.order_status_history_id = p_review.order_status_history_id then (
            select n.on_hold_since
            from shipkeeper.seen_order as n
            where n.shipstation_order_id = p_review.shipstation_order_id and h.changed_at <= n.off_hold_since + s.lot_history_slack
          )
          when h.to_status in ('on_hold', 'awaiting_payment') then h.changed_at
        end as began_at
      ) as b
      where h.order_inbox_id = p_review.order_inbox_id
      order by h.order_status_history_id
      limit 1
    ), false)
    -- Each entry goes on from the one before: else one was missed, as while a trigger was disabled.
      or exists (
        select
        from (
          select
            h.entry,
            h.from_status,
            row_number() over (order by h.order_status_history_id) as place,
            lag(h.to_status) over (order by h.order_status_history_id) as to_status_before
          from shipkeeper.order_status_history as h
          where h.order_inbox_id = p_review.order_inbox_id
        ) as h
        where h.from_status <> h.to_status_before or h.entry = 'found' and h.place > 1
      )
    -- Where either is copied from elsewhere, rows come that no trigger here has seen.
      or exists (
        select
        from pg_subscription_rel as r
        join pg_class as c on c.oid = r.srrelid
        where c.oid = 'public.orders_inbox'::regclass or c.relnamespace = 'shipkeeper'::regnamespace
      )
      then 'history_unknown'
  end
$$;
comment on function shipkeeper.was_perhaps_picked(shipkeeper.lot_review, jsonb) is
'Why an order under review may have been picked already: previously_awaiting_shipment, or history_unknown (its history did not begin '
'with the header''s INSERT, on hold or awaiting payment, about when ShipStation made the order, or has a gap, or the table is copied from '
'elsewhere); null: certainly not.';
revoke all on function shipkeeper.was_perhaps_picked(shipkeeper.lot_review, jsonb) from public;
