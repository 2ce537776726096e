create or replace function shipkeeper.concerns_of_lots()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Each by its own index: nearly all reviews are closed, and nothing of them needs a person.
  if not exists (select from shipkeeper.lot_review as r where r.state <> 'closed')
    and not exists (
      select from shipkeeper.lot_review as r
      where r.outcome = 'held' or r.reason in (
        'no_active_lot', 'ambiguous_active_lot', 'unparseable_sku', 'not_updatable', 'manual_override', 'no_shipstation_id'
      )
    )
    and not exists (select from shipkeeper.lot_review as r where r.unread_since is not null)
    and not exists (select from shipkeeper.lot_review as r where r.outcome = 'mismatch')
    and not exists (select from shipkeeper.lot_review as r where r.outcome = 'would_update')
  then
    return;
  end if;

  return query
  with last_review as not materialized (
    -- Only what came of an order last.
    select
      r.lot_review_id, r.order_number, r.outcome, r.reason, r.closed_at, r.unread_since, o.status not in ('shipped', 'cancelled') as is_open,
      case when r.order_status_history_id is null then 'was looked at for an operator' else 'was released' end as what,
      -- Said by an operator who has seen how it came out.
      coalesce(o.manual_lot_override and o.manual_lot_override_at > r.closed_at, false) as keeps_its_lots
    from shipkeeper.lot_review as r
    left join public.orders_inbox as o on o.id = r.order_inbox_id
    where r.state = 'closed'
      and not exists (
        select from shipkeeper.lot_review as n where n.order_inbox_id = r.order_inbox_id and n.lot_review_id > r.lot_review_id
      )
  ),
  found as (
    select
      'lots_unconfirmed' as kind, r.lot_review_id, r.order_number, r.reason, r.posted_at as since,
      'New lots of order %s were sent more than an hour ago, and nobody knows yet whether ShipStation took them.' as words
    from shipkeeper.lot_review as r
    where r.state = 'posted' and r.posted_at < clock_timestamp() - interval '1 hour'
    union all
    select
      'lots_await_approval', r.lot_review_id, r.order_number, r.reason, r.opened_at, 'New lots of order %s wait for an operator: %s.'
    from shipkeeper.lot_review as r
    where r.state = 'approval'
    union all
    select
      'lots_postponed', r.lot_review_id, r.order_number, r.reason, w.since,
      'The lots of order %s could not be looked at for more than a day: %s.'
    from shipkeeper.lot_review as r
    cross join shipkeeper.settings as s
    cross join lateral (
      -- Until an operator agreed it waited for him.
      select coalesce(r.unread_since, case when r.approved_by is not null then (
        select max(a.changed_at) from shipkeeper.audit as a where a.subject = 'lot_review' and a.object = r.lot_review_id::text
      ) end, r.opened_at) as since
    ) as w
    where r.state not in ('closed', 'approval', 'posted')
      -- An operator who holds the order is said to; that the runner may not write is one concern for all; on hold no lot goes out.
      and coalesce(r.reason, '') not in ('held_by_operator', 'writes_not_allowed', 'left_awaiting_shipment')
      and w.since < clock_timestamp() - case r.reason
        when 'lot_too_fresh' then s.lot_active_for + interval '6 hours' else interval '24 hours'
      end
    union all
    select
      'lot_mismatches', r.lot_review_id, r.order_number, r.reason, r.closed_at,
      'Order %s differs in ShipStation from what was sent with its new lots: %s.'
    from last_review as r
    -- What has left is still said for a day.
    where r.outcome = 'mismatch' and (r.is_open or r.closed_at > clock_timestamp() - interval '24 hours')
    union all
    select
      'lots_undecided', r.lot_review_id, r.order_number, r.reason, r.closed_at, case
        when r.reason = 'perhaps_applied' then 'New lots of order %s were sent, and nobody knows whether ShipStation took them: %s.'
        else 'Order %s ' || r.what || ' and keeps its old lots: %s.'
      end
    from last_review as r
    where r.is_open
      and not r.keeps_its_lots
      and (r.outcome = 'held' or r.reason in (
        'no_active_lot', 'ambiguous_active_lot', 'unparseable_sku', 'not_updatable', 'manual_override', 'no_shipstation_id'
      ))
    union all
    select
      'lots_undecided', r.lot_review_id, r.order_number, 'unreadable_line', r.closed_at,
      'Order %s ' || r.what || ' with a line that cannot be read, so that nobody knows whether its lot is the active one.'
    from last_review as r
    where r.is_open
      and not r.keeps_its_lots
      and r.unread_since is not null
      and (r.outcome = 'held' or r.reason in (
        'no_active_lot', 'ambiguous_active_lot', 'unparseable_sku', 'not_updatable', 'manual_override', 'no_shipstation_id'
      )) is not true
  )
  select
    f.kind, f.lot_review_id::text, f.order_number, f.since,
    format(f.words, shipkeeper.printable(f.order_number), coalesce(replace(f.reason, '_', ' '), 'others are before it')),
    f.reason, f.of_kind
  from (
    select c.*, count(*) over (partition by c.kind) as of_kind, row_number() over (partition by c.kind order by c.since) as place
    from found as c
  ) as f
  where f.place <= 101
  union all
  select
    'settings_leave_work', 'writes', null, min(r.opened_at),
    format('The lots of %s orders are to be changed in ShipStation, and the runner may not write there.', count(*)),
    'writes_not_allowed', null
  from shipkeeper.lot_review as r
  where r.state not in ('closed', 'approval', 'posted') and r.reason = 'writes_not_allowed'
  having count(*) > 0
  union all
  select
    'settings_leave_work', m.what, null, min(r.closed_at),
    format(
      case m.what
        when 'dry_run' then '%s open orders would get new lots, and lot_mode has been dry_run for a week.'
        else 'The lots of %s open orders were looked at in a dry run alone: they stay as they are.'
      end, count(*)
    ),
    m.what, null
  from last_review as r
  cross join (
    select case t.lot_mode when 'dry_run' then 'dry_run' else 'dry_run_over' end as what
    from shipkeeper.settings as t
    where t.lot_mode <> 'off'
  ) as m
  where r.is_open
    and r.outcome = 'would_update'
    and r.closed_at > clock_timestamp() - interval '90 days'
    and (m.what = 'dry_run_over' or r.closed_at < clock_timestamp() - interval '7 days')
  group by m.what;
end
$$;
comment on function shipkeeper.concerns_of_lots() is
'What of the lots needs a person. Reviews under way: lots_unconfirmed (sent more than an hour ago), lots_await_approval, lots_postponed '
'(for more than a day; where the active lot is too fresh, six hours longer than it needs). Reviews that have ended, while the order is '
'open: lot_mismatches (for a day at least), lots_undecided (for a reason that a person can mend; not where an operator has set an '
'override since). settings_leave_work: the runner may not write; a dry run has left orders with their old lots for a week, or is over and '
'they were looked at in it alone.';
revoke all on function shipkeeper.concerns_of_lots() from public;
