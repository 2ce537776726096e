create or replace function shipkeeper.open_review_concerns()
returns setof shipkeeper.concern
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  (
    select
      'lots_unconfirmed', r.lot_review_id::text, r.order_number, r.posted_at,
      format(
        'New lots of order %s were sent more than an hour ago, and nobody knows yet whether ShipStation took them.',
        shipkeeper.printable(r.order_number)
      ),
      r.reason, count(*) over ()
    from shipkeeper.lot_review as r
    where r.state = 'posted' and r.posted_at < clock_timestamp() - interval '1 hour'
    order by r.posted_at
    limit 101
  )
  union all
  (
    select
      'lots_await_approval', r.lot_review_id::text, r.order_number, r.opened_at,
      format('New lots of order %s wait for an operator: %s.', shipkeeper.printable(r.order_number), replace(r.reason, '_', ' ')),
      r.reason, count(*) over ()
    from shipkeeper.lot_review as r
    where r.state = 'approval'
    order by r.opened_at
    limit 101
  )
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
    cross join shipkeeper.settings as s
    where r.state not in ('closed', 'approval', 'posted')
      -- An operator who holds the order is said to; that the runner may not write is one concern for all.
      and coalesce(r.reason, '') not in ('held_by_operator', 'writes_not_allowed')
      and coalesce(r.unread_since, r.opened_at) < clock_timestamp() - case r.reason when 'lot_too_fresh' then s.lot_active_for + interval '6 hours' else '24 hours' end
    order by coalesce(r.unread_since, r.opened_at)
    limit 101
  )
  union all
  select
    'settings_leave_work', 'writes', null, min(r.opened_at),
    format('The lots of %s orders are to be changed in ShipStation, and the runner may not write there.', count(*)),
    'writes_not_allowed', null
  from shipkeeper.lot_review as r
  where r.state not in ('closed', 'approval', 'posted') and r.reason = 'writes_not_allowed'
  having count(*) > 0
$$;
comment on function shipkeeper.open_review_concerns() is
'What of the reviews under way needs a person: lots_unconfirmed (sent more than an hour ago), lots_await_approval, lots_postponed '
'(for more '
'than a day; where the active lot is too fresh, six hours longer than it needs), settings_leave_work (the runner may not write).';
revoke all on function shipkeeper.open_review_concerns() from public;
