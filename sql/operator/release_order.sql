create or replace function shipkeeper_operator.release_order(p_order_number text, p_reason text)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
begin
  -- One after the other with the runner's calls: what one of them holds meanwhile would be missed.
  perform 1 from shipkeeper.lease as l for update;

  update shipkeeper.ghost as g
  set held_reason = null, held_at = null, setbacks = 0, next_attempt_at = clock_timestamp()
  where g.order_number = p_order_number and g.held_reason is not null;
  if not found then
    raise exception 'Order % is not held: shipkeeper_report.held_orders lists those that are.',
      shipkeeper.printable(p_order_number);
  end if;
  perform shipkeeper.record_action('release_order', p_reason, jsonb_build_object('order_number', p_order_number));
end
$$;
comment on function shipkeeper_operator.release_order(text, text) is
'Lets a held order be asked for again in the next cycle. What held it may hold it again. Error: where the order is not held, or the '
'reason is missing. Writes: ghost, operator_action.';
revoke all on function shipkeeper_operator.release_order(text, text) from public;
