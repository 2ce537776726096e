create or replace function shipkeeper.answer_ghost(
  p_order_inbox_id bigint, p_cycle bigint, p_request bigint, p_verdict text, p_order jsonb, p_problem text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sync_mode constant text := (select s.sync_mode from shipkeeper.settings as s);
  v_order_number text;
  v_shipstation_order_id text;
  v_result record;
  v_outcome text := 'error';
  v_reason text := p_problem;
  v_state text;
  v_constraint text;
  v_then text;
begin
  select o.order_number, o.shipstation_order_id into v_order_number, v_shipstation_order_id
  from (
    select g.order_number, g.shipstation_order_id, 1 as turn from shipkeeper.ghost as g where g.order_inbox_id = p_order_inbox_id
    union all
    select h.order_number, h.shipstation_order_id, 2 from public.orders_inbox as h where h.id = p_order_inbox_id
    order by turn
    limit 1
  ) as o;

  begin
    if p_problem is null then
      if p_verdict = 'not_found' then
        v_result := shipkeeper.cancel_unknown_order(p_order_inbox_id, v_order_number, v_shipstation_order_id, p_cycle);
      else
        v_result := shipkeeper.heal_order(p_order_inbox_id, v_order_number, v_shipstation_order_id, p_order, p_cycle);
      end if;
      v_outcome := v_result.outcome;
      v_reason := v_result.reason;
    end if;
  exception
    when query_canceled or others then
      -- The message may quote a row; the code and the constraint's name do not.
      get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
      v_outcome := 'error';
      v_reason := format('database failure %s', concat_ws(' ', v_state, nullif(v_constraint, '')));
  end;

  if v_outcome = 'error' then
    perform shipkeeper.say(p_cycle, 'error', format(
      '❌ Error backfilling order %s: %s', shipkeeper.printable(v_order_number), v_reason
    ));
  end if;

  v_then := case
    when v_outcome = 'held' or v_reason = 'held_by_operator' then 'hold'
    -- Without a line in ShipStation: when it gets one it changes, and the sync brings it.
    when v_outcome = 'work_in_progress' and v_reason is null and v_sync_mode <> 'off' then 'poll'
    when v_outcome = 'work_in_progress' then 'later'
    when v_outcome = 'skipped' and v_reason = 'locked' then 'next_cycle'
    when v_outcome = 'error' and p_verdict = 'api_failure' then 'next_cycle'
    when v_outcome = 'error' then 'later'
    else 'forget'
  end;
  perform shipkeeper.settle_ghost(p_order_inbox_id, p_cycle, p_request, v_outcome, v_reason, v_then);
end
$$;
comment on function shipkeeper.answer_ghost(bigint, bigint, bigint, text, jsonb, text) is
'What an answer means for one ghost: p_order, its order in ShipStation; verdict not_found, that there is none; or p_problem, why there is '
'neither. One subtransaction: whatever fails in it undoes this order alone and becomes the outcome error with a reason. '
'Writes: ghost, ghost_queue, order_outcome, message, and what heal_order and cancel_unknown_order write.';
revoke all on function shipkeeper.answer_ghost(bigint, bigint, bigint, text, jsonb, text) from public;
