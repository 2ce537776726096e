create or replace function shipkeeper.are_cancellations_stopped()
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select t.stopped_at is not null or shipkeeper.cancelled_lately() >= s.cancellations_per_day
  from shipkeeper.cancellation_stop as t
  cross join shipkeeper.settings as s
$$;
comment on function shipkeeper.are_cancellations_stopped() is
'Whether no order is cancelled for a 404 any more: an operator has not resumed since the brake was drawn, or the day''s limit is reached. '
'A key of another account must not cancel a shop.';
revoke all on function shipkeeper.are_cancellations_stopped() from public;
