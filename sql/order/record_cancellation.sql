create or replace function shipkeeper.record_cancellation(
  p_order_inbox_id bigint,
  p_order_number text,
  p_shipstation_order_id text,
  p_reason text,
  p_previous_status text,
  p_cycle bigint
)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  insert into shipkeeper.cancellation (
    order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id
  )
  values (
    p_order_inbox_id, p_order_number, p_shipstation_order_id, p_reason, p_previous_status, clock_timestamp(), p_cycle
  )
$$;
comment on function shipkeeper.record_cancellation(bigint, text, text, text, text, bigint) is
'Keeps which status an order had before it was cancelled, and why it was (not_found, cancelled_in_shipstation). '
'Writes: cancellation.';
revoke all on function shipkeeper.record_cancellation(bigint, text, text, text, text, bigint) from public;
