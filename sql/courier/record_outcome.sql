create or replace function shipkeeper.record_outcome(
  p_cycle bigint,
  p_request bigint,
  p_work_kind text,
  p_order_inbox_id bigint,
  p_order_number text,
  p_shipstation_order_id text,
  p_outcome text,
  p_reason text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into shipkeeper.order_outcome (
    cycle_id, request_id, work_kind, order_inbox_id, order_number, shipstation_order_id, outcome, reason, recorded_at
  )
  values (
    p_cycle, p_request, p_work_kind, p_order_inbox_id, p_order_number, p_shipstation_order_id, p_outcome, p_reason,
    clock_timestamp()
  );
end
$$;
comment on function shipkeeper.record_outcome(bigint, bigint, text, bigint, text, text, text, text) is
'Notes what became of one order in a cycle. Writes: order_outcome.';
revoke all on function shipkeeper.record_outcome(bigint, bigint, text, bigint, text, text, text, text) from public;
