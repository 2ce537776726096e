create or replace function shipkeeper.handle_lot_check(
  p_request shipkeeper.request, p_review shipkeeper.lot_review, p_order jsonb
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_cycle constant bigint := p_request.cycle_id;
  v_number constant text := shipkeeper.printable(p_review.order_number);
  v_differing constant text[] := array(
    select d from shipkeeper.differing_fields(p_order, p_review.field_digests, p_review.lot_review_id::text) as d
  );
  v_fatal constant text[] := array(select d from unnest(v_differing) as d where shipkeeper.is_fatal_field(d));
  v_is_unchanged constant boolean := shipkeeper.carries_old_skus(p_order, p_review.sku_changes);
  v_is_written boolean;
begin
  if 'items' = any(v_differing) and v_is_unchanged then
    perform shipkeeper.handle_unapplied(p_request, p_review);
    return;
  end if;

  update shipkeeper.lot_review as r set normalised = v_differing where r.lot_review_id = p_review.lot_review_id;
  if v_fatal <> '{}' then
    perform shipkeeper.record_lot_update(p_review, 'mismatch', shipkeeper.order_digest(p_order));
    perform shipkeeper.close_review(
      p_review, v_cycle, p_request.request_id, 'mismatch', left(array_to_string(v_fatal, ', '), 1000)
    );
    perform shipkeeper.say(v_cycle, 'critical', format(
      '🚨 CRITICAL: after its lots were updated order %s differs in ShipStation: %s - look at it there', v_number,
      array_to_string(v_fatal, ', ')
    ));
    perform shipkeeper.review_later_release(p_review);
    perform shipkeeper.brake_lot_updates(v_cycle);
    return;
  end if;

  begin
    v_is_written := shipkeeper.write_lots(p_review, p_order);
  exception
    when lock_not_available or deadlock_detected or serialization_failure then
      -- Another program is at work on the lines: looked at again.
      raise;
    when others then
      -- The shop refuses the text: what was changed in ShipStation is recorded all the same.
      v_is_written := false;
  end;
  if not v_is_written then
    perform shipkeeper.say(v_cycle, 'warning', format(
      '⚠️ Order %s: its lots are up to date in ShipStation, but a line here was changed meanwhile - look at it', v_number
    ));
  end if;
  perform shipkeeper.record_lot_update(p_review, 'verified', shipkeeper.order_digest(p_order));
  perform shipkeeper.close_review(p_review, v_cycle, p_request.request_id, 'verified', null);
  perform shipkeeper.review_later_release(p_review);
  perform shipkeeper.say(v_cycle, 'info', format(
    '🏷️ Lots of order %s updated: %s', v_number, shipkeeper.describe_changes(p_review.sku_changes)
  ));
end
$$;
comment on function shipkeeper.handle_lot_check(shipkeeper.request, shipkeeper.lot_review, jsonb) is
'Compares an order with what was sent: verified, and the lines here get the new lot; mismatch, alerted and never repaired by guessing; or '
'not applied. Writes: lot_review, lot_update_audit, order_outcome, order_items_inbox, message, and what the functions write that it calls.';
revoke all on function shipkeeper.handle_lot_check(shipkeeper.request, shipkeeper.lot_review, jsonb) from public;
