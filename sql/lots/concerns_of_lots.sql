create or replace function shipkeeper.concerns_of_lots(p_cycle bigint)
returns setof shipkeeper.concern
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    'lot_mismatches', r.lot_review_id::text, r.order_number, r.closed_at,
    format('Order %s differs in ShipStation from what was sent with its new lots: %s.', shipkeeper.printable(r.order_number), r.reason),
    r.reason, null::bigint
  from shipkeeper.lot_review as r
  where r.outcome = 'mismatch' and r.closed_at > clock_timestamp() - interval '24 hours'
  union all
  select
    'lots_unconfirmed', r.lot_review_id::text, r.order_number, r.posted_at,
    format(
      'New lots of order %s were sent more than an hour ago, and nobody knows yet whether ShipStation took them.',
      shipkeeper.printable(r.order_number)
    ),
    null, null
  from shipkeeper.lot_review as r
  where r.state = 'posted' and r.posted_at < clock_timestamp() - interval '1 hour'
  union all
  select
    'lots_await_approval', r.lot_review_id::text, r.order_number, r.opened_at,
    format('New lots of order %s wait for an operator: %s.', shipkeeper.printable(r.order_number), replace(r.reason, '_', ' ')),
    r.reason, null
  from shipkeeper.lot_review as r
  where r.state = 'approval'
  union all
  (
    select
      'lots_postponed', r.lot_review_id::text, r.order_number, coalesce(r.unread_since, r.opened_at),
      format(
        'The lots of order %s could not be looked at for more than a day: %s.', shipkeeper.printable(r.order_number),
        coalesce(replace(r.reason, '_', ' '), 'others are before it')
      ),
      r.reason, count(*) over ()
    from shipkeeper.lot_review as r
    where r.state = 'open'
      and coalesce(r.unread_since, r.opened_at) < clock_timestamp() - interval '1 day'
      -- Said by the hold itself.
      and r.reason is distinct from 'held_by_operator'
    order by 4
    limit 101
  )
  union all
  (
    select
      'lots_undecided', r.lot_review_id::text, r.order_number, r.closed_at,
      format(
        'Order %s was released and keeps its old lots: %s.', shipkeeper.printable(r.order_number), replace(r.reason, '_', ' ')
      ),
      r.reason, count(*) over ()
    from shipkeeper.lot_review as r
    join public.orders_inbox as o on o.id = r.order_inbox_id and o.status not in ('shipped', 'cancelled')
    where (
        r.outcome = 'held'
        or r.reason in ('no_active_lot', 'ambiguous_active_lot', 'unparseable_sku', 'not_updatable', 'manual_override')
      )
      and r.state = 'closed'
      -- Only what came of an order last.
      and not exists (
        select from shipkeeper.lot_review as l where l.order_inbox_id = r.order_inbox_id and l.state <> 'closed'
      )
      and not exists (
        select
        from shipkeeper.lot_review as l
        where l.order_inbox_id = r.order_inbox_id and l.state = 'closed' and l.lot_review_id > r.lot_review_id
      )
    order by 4
    limit 101
  )
$$;
comment on function shipkeeper.concerns_of_lots(bigint) is
'What of the lots needs a person: lot_mismatches (for a day), lots_unconfirmed (sent more than an hour ago), lots_await_approval, '
'lots_postponed (not decided for more than a day: unread, or put off), lots_undecided (an open order that keeps its old lots).';
revoke all on function shipkeeper.concerns_of_lots(bigint) from public;
