create or replace function shipkeeper.sync_order(
  p_cycle bigint, p_request bigint, p_shipstation_order_id text, p_order jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_problem text;
  v_state text;
  v_constraint text;
begin
  v_problem := case
    when jsonb_typeof(p_order) is distinct from 'object' then 'order is no object'
    when p_shipstation_order_id is null then 'orderId is no usable number'
    else shipkeeper.order_problem(p_order, p_shipstation_order_id)
  end;
  if v_problem is null then
    begin
      v_problem := shipkeeper.bring_up_to_date(p_cycle, p_request, p_order);
    exception
      when query_canceled or others then
        -- The message may quote a row; the code and the constraint's name do not.
        get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
        v_problem := case
          when v_state = '55P03' then 'locked'
          else format('database failure %s', concat_ws(' ', v_state, nullif(v_constraint, '')))
        end;
    end;
  end if;

  if v_problem is null then
    delete from shipkeeper.refused_order as r where r.shipstation_order_id = p_shipstation_order_id;
  else
    perform shipkeeper.refuse_order(
      p_cycle,
      p_request,
      p_shipstation_order_id,
      case when jsonb_typeof(p_order -> 'orderNumber') = 'string' then p_order ->> 'orderNumber' end,
      v_problem
    );
  end if;
end
$$;
comment on function shipkeeper.sync_order(bigint, bigint, text, jsonb) is
'Works on one order that a page brought. One subtransaction: whatever fails in it undoes this order alone, which is then refused with '
'its reason. Writes: refused_order, order_outcome, message, and what bring_up_to_date writes.';
revoke all on function shipkeeper.sync_order(bigint, bigint, text, jsonb) from public;
