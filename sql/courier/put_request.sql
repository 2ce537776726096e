create or replace function shipkeeper.put_request(
  p_cycle bigint,
  p_work_kind text,
  p_method text,
  p_path text,
  p_timeout_seconds numeric,
  p_order_inbox_id bigint default null,
  p_shipstation_order_id text default null,
  p_body bytea default null,
  p_purpose text default null,
  p_purpose_id bigint default null,
  p_is_divisible boolean default false
)
returns bigint
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request bigint;
begin
  insert into shipkeeper.request (
    cycle_id, work_kind, method, path, timeout_seconds, order_inbox_id, shipstation_order_id, body, purpose,
    purpose_id, is_divisible, state, sent_at
  )
  values (
    p_cycle, p_work_kind, p_method, p_path, p_timeout_seconds, p_order_inbox_id, p_shipstation_order_id, p_body,
    p_purpose, p_purpose_id, p_is_divisible, 'in_flight', clock_timestamp()
  )
  returning request_id into v_request;
  return v_request;
end
$$;
comment on function shipkeeper.put_request(bigint, text, text, text, numeric, bigint, text, bytea, text, bigint, boolean) is
'Records the request that next_step hands to the runner: written down and committed before it is sent. '
'Error: unique violation where one is under way already. Writes: request.';
revoke all on function shipkeeper.put_request(bigint, text, text, text, numeric, bigint, text, bytea, text, bigint, boolean) from public;
