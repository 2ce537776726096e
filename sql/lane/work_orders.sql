create or replace function shipkeeper.work_orders(p_cycle bigint, p_work_kind text, p_orders shipkeeper.decided_order[])
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_alone constant boolean := cardinality(p_orders) = 1;
  v_decided shipkeeper.decided_order[];
  v_state text;
  v_constraint text;
begin
  for v_try in 1 .. 2 loop
    begin
      v_decided := p_orders;
      v_decided := shipkeeper.decide(p_cycle, p_work_kind, p_orders);
      -- A pause that came between the two looks is known of those alone that were looked at again.
      if exists (select from unnest(v_decided) as d where d.action = 'leave') then
        return 'left';
      end if;
      perform shipkeeper.record_orders(p_cycle, shipkeeper.write_orders(v_decided));
      return 'done';
    exception
      -- OTHERS holds neither of the first two; a shop's trigger may raise either.
      when query_canceled or assert_failure or others then
        -- The message may quote a row; the code and the constraint's name do not.
        get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
    end;
    if v_state ~ '^(08|53|57P|58|XX|25006)' then
      execute format('select shipkeeper.%I($1, $2)', 'give_up_' || p_work_kind) using p_cycle, format('database failure %s', v_state);
      return 'given_up';
    elsif not v_is_alone then
      return 'to_halve';
    end if;
    -- What has used up the caller's time is no chance; and the server stops a call once only: a second try had no limit.
    exit when v_state not in ('57014', '40001', '40P01')
      or v_state = '57014' and clock_timestamp() >= statement_timestamp() + nullif(current_setting('statement_timeout'), '0')::interval;
  end loop;

  perform shipkeeper.record_orders(p_cycle, array[shipkeeper.failed_order(
    v_decided[1], case when v_state = '55P03' then 'locked' else format('database failure %s', concat_ws(' ', v_state, nullif(v_constraint, ''))) end
  )]);
  return 'done';
end
$$;
comment on function shipkeeper.work_orders(bigint, text, shipkeeper.decided_order[]) is
'Decides a batch, writes it and keeps what became of it, in one subtransaction. Returns done; left: in a pause nothing is done; to_halve: '
'it failed, and all is as before; given_up: so it did for the server''s trouble, no order''s, and the kind''s turn has ended. What fails '
'alone becomes an outcome with the code as its reason; what may be chance is tried once more before. '
'Writes: what the functions write that it calls.';
revoke all on function shipkeeper.work_orders(bigint, text, shipkeeper.decided_order[]) from public;
