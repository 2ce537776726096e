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
    'lots_unconfirmed', r.lot_review_id::text, r.order_number, r.read_at,
    format(
      'New lots of order %s were sent more than an hour ago, and nobody knows yet whether ShipStation took them.',
      shipkeeper.printable(r.order_number)
    ),
    null, null
  from shipkeeper.lot_review as r
  where r.state = 'posted' and r.read_at < clock_timestamp() - interval '1 hour'
  union all
  select
    'lots_await_approval', r.lot_review_id::text, r.order_number, r.opened_at,
    format('New lots of order %s wait for an operator: %s.', shipkeeper.printable(r.order_number), replace(r.reason, '_', ' ')),
    r.reason, null
  from shipkeeper.lot_review as r
  where r.state = 'approval'
$$;
comment on function shipkeeper.concerns_of_lots(bigint) is
'What of the lots needs a person: lot_mismatches (for a day), lots_unconfirmed (sent more than an hour ago), lots_await_approval.';
revoke all on function shipkeeper.concerns_of_lots(bigint) from public;
