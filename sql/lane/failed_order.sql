create or replace function shipkeeper.failed_order(p_order shipkeeper.decided_order, p_reason text)
returns shipkeeper.decided_order
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(p_order.action, '') not in ('heal', 'cancel') then
    p_order.action := 'refuse';
  end if;
  p_order.outcome := case when p_reason = 'locked' and p_order.action <> 'refuse' then 'skipped' else 'error' end;
  p_order.reason := p_reason;
  p_order.writes_lines := false;
  p_order.writes_header := false;
  p_order.carrier_code := null;
  p_order.service_code := null;
  p_order.total_amount_cents := null;
  p_order.units_here := case when p_order.action = 'heal' then 0::bigint end;
  p_order.was_applied := false;
  p_order.apply_at := null;
  p_order.is_proof := coalesce(p_order.is_proof, false);
  return p_order;
end
$$;
comment on function shipkeeper.failed_order(shipkeeper.decided_order, text) is
'What is kept of an order whose writing has failed: a ghost stays one, any other is refused.';
revoke all on function shipkeeper.failed_order(shipkeeper.decided_order, text) from public;
