create or replace function shipkeeper.closed_review_concerns()
returns setof shipkeeper.concern
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  (
    select
      'lot_mismatches', r.lot_review_id::text, r.order_number, r.closed_at,
      format('Order %s differs in ShipStation from what was sent with its new lots: %s.', shipkeeper.printable(r.order_number), r.reason),
      r.reason, count(*) over ()
    from shipkeeper.lot_review as r
    where r.outcome = 'mismatch' and r.closed_at > clock_timestamp() - interval '24 hours'
    order by r.closed_at
    limit 101
  )
  union all
  (
    select
      'lots_undecided', r.lot_review_id::text, r.order_number, r.closed_at,
      format('Order %s was released and keeps its old lots: %s.', shipkeeper.printable(r.order_number), replace(r.reason, '_', ' ')),
      r.reason, count(*) over ()
    from shipkeeper.lot_review as r
    join public.orders_inbox as o on o.id = r.order_inbox_id
    where r.state = 'closed'
      and (
        r.outcome = 'held'
        or r.reason in ('no_active_lot', 'ambiguous_active_lot', 'unparseable_sku', 'not_updatable', 'manual_override')
      )
      and o.status not in ('shipped', 'cancelled')
      -- Only what came of an order last.
      and not exists (
        select from shipkeeper.lot_review as n where n.order_inbox_id = r.order_inbox_id and n.lot_review_id > r.lot_review_id
      )
    order by r.closed_at
    limit 101
  )
  union all
  select
    'settings_leave_work', 'dry_run', null, min(r.closed_at),
    format('%s open orders would get new lots, and lot_mode has been dry_run for a week.', count(*)), 'dry_run', null
  from shipkeeper.lot_review as r
  join public.orders_inbox as o on o.id = r.order_inbox_id
  where r.outcome = 'would_update'
    and r.closed_at between clock_timestamp() - interval '30 days' and clock_timestamp() - interval '7 days'
    and o.status not in ('shipped', 'cancelled')
    and (select s.lot_mode = 'dry_run' from shipkeeper.settings as s)
    and not exists (
      select from shipkeeper.lot_review as n where n.order_inbox_id = r.order_inbox_id and n.lot_review_id > r.lot_review_id
    )
  having count(*) > 0
$$;
comment on function shipkeeper.closed_review_concerns() is
'What of the reviews that have ended needs a person: lot_mismatches (for a day), lots_undecided (ended for a reason that a person '
'can mend, '
'while the order is open), settings_leave_work (a dry run that left orders with their old lots for a week).';
revoke all on function shipkeeper.closed_review_concerns() from public;
