create or replace function shipkeeper.handle_lot_check(
  p_request shipkeeper.request, p_review shipkeeper.lot_review, p_order jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_differing constant text[] := array(
    select d from shipkeeper.differing_fields(p_order, p_review.field_digests, p_review.lot_review_id::text) as d
  );
  v_fatal constant text[] := array(select d from unnest(v_differing) as d where shipkeeper.is_fatal_field(d));
  v_problem_here text;
begin
  if 'items' = any(v_differing) and not exists (
    select c.change -> 'order_item_id', c.change ->> 'from' from jsonb_array_elements(p_review.sent_changes) as c (change)
    except
    select i.item -> 'orderItemId', i.item ->> 'sku' from jsonb_array_elements(p_order -> 'items') as i (item)
  ) then
    -- Every line that was to be changed still has its old SKU.
    perform shipkeeper.look_again(p_request, p_review, null);
    return;
  end if;

  p_review.normalised := v_differing;
  p_review.outcome := case when v_fatal = '{}' then 'verified' else 'mismatch' end;
  p_review.reason := nullif(left(array_to_string(v_fatal, ', '), 1000), '');
  if v_fatal = '{}' then
    v_problem_here := shipkeeper.write_lots(p_review, p_order);
    perform shipkeeper.say_one_of(
      p_request.cycle_id, 'warning', 'lot_updates', '⚠️ Order %s: its lots are up to date in ShipStation, but %s - look at it',
      shipkeeper.printable(p_review.order_number), v_problem_here
    ) where v_problem_here is not null;
  end if;
  perform shipkeeper.record_lot_update(p_review, p_review.outcome, shipkeeper.order_digest(p_order));
  perform shipkeeper.move_review(p_review, 'ended', p_request.cycle_id, p_request.request_id);
  if v_fatal <> '{}' then
    perform shipkeeper.brake_lot_updates(p_request.cycle_id);
  end if;
end
$$;
comment on function shipkeeper.handle_lot_check(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Compares an order with what was sent: verified, and the lines here get the new lot; mismatch, alerted and never repaired by guessing; or '
'not applied, or not yet. Writes: lot_update_audit, order_items_inbox, message, and what the functions write that it calls.';
revoke all on function shipkeeper.handle_lot_check(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
