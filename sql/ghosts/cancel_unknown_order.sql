create or replace function shipkeeper.cancel_unknown_order(
  p_order_inbox_id bigint,
  p_order_number text,
  p_shipstation_order_id text,
  p_cycle bigint,
  out outcome text,
  out reason text
)
returns record
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_number constant text := shipkeeper.printable(p_order_number);
  v_settings shipkeeper.settings;
  v_stop shipkeeper.cancellation_stop;
  v_ghost record;
  v_merged_into text;
  v_cancelled bigint;
  v_written text;
begin
  v_ghost := shipkeeper.lock_ghost(p_order_inbox_id, p_shipstation_order_id);
  if v_ghost.reason is not null then
    outcome := 'skipped';
    reason := v_ghost.reason;
    return;
  end if;

  select s.* into strict v_settings from shipkeeper.settings as s;
  select t.* into strict v_stop from shipkeeper.cancellation_stop as t;

  -- As instants: between two readings of the wall clock it may have been put forward.
  if v_ghost.status = 'uploaded'
    and v_ghost.updated_at at time zone v_settings.shop_time_zone > clock_timestamp() - v_settings.recently_uploaded
  then
    outcome := 'work_in_progress';
    reason := 'recently_uploaded';
    perform shipkeeper.say(p_cycle, 'warning', format(
      '⚠️ Order %s not found in ShipStation (404) - uploaded just now, asked again later', v_number
    ));
    return;
  end if;

  outcome := 'held';
  if exists (
    select from shipkeeper.cancellation as c
    where c.order_inbox_id = p_order_inbox_id and c.reason in ('not_found', 'merged') and c.undone_at is not null
  ) then
    reason := 'cancelled_again';
    perform shipkeeper.say(p_cycle, 'warning', format(
      '⚠️ Order %s not found in ShipStation (404) - held: an operator has undone its cancellation before', v_number
    ));
    return;
  end if;

  -- Another order of this account says it took this one up: no sign of a wrong key, so the brake is not for it.
  select m.merged_into_number into v_merged_into
  from shipkeeper.merged_order as m
  where m.shipstation_order_id = p_shipstation_order_id;

  select count(*) into v_cancelled
  from shipkeeper.cancellation as c
  where c.reason = 'not_found' and c.cancelled_at > greatest(clock_timestamp() - interval '24 hours', v_stop.resumed_at);
  if v_merged_into is null and v_stop.stopped_at is null and v_cancelled >= v_settings.cancellations_per_day then
    update shipkeeper.cancellation_stop set stopped_at = clock_timestamp() returning stopped_at into v_stop.stopped_at;
    perform shipkeeper.say(p_cycle, 'critical', format(
      '🚨 CRITICAL: %s orders cancelled in 24 hours for a 404 - no more is cancelled until an operator resumes', v_cancelled
    ));
  end if;
  if v_merged_into is null and v_stop.stopped_at is not null then
    reason := 'cancellations_stopped';
    perform shipkeeper.say(p_cycle, 'warning', format(
      '⚠️ Order %s not found in ShipStation (404) - held: cancellations are stopped', v_number
    ));
    return;
  end if;

  set local search_path = pg_catalog, public, pg_temp;
  update public.orders_inbox set status = 'cancelled', updated_at = shipkeeper.shop_now() where id = p_order_inbox_id
  returning status into v_written;
  -- What the shop has deferred fails here, this order alone; at the commit it would be the whole call.
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;
  if v_written is distinct from 'cancelled' then
    raise exception 'a trigger or rule of the shop kept the order from being cancelled'
    using errcode = 'triggered_data_change_violation';
  end if;
  perform shipkeeper.record_cancellation(
    p_order_inbox_id, p_order_number, p_shipstation_order_id,
    case when v_merged_into is null then 'not_found' else 'merged' end, v_ghost.status, p_cycle
  );
  outcome := 'cancelled';
  reason := case when v_merged_into is null then 'not_found' else 'merged' end;
  perform shipkeeper.say(p_cycle, 'warning', case
    when v_merged_into is null
      then format('⚠️ Order %s not found in ShipStation (404) - marked as cancelled', v_number)
    else format(
      '⚠️ Order %s not found in ShipStation (404): merged into order %s - marked as cancelled', v_number,
      shipkeeper.printable(v_merged_into)
    )
  end);
end
$$;
comment on function shipkeeper.cancel_unknown_order(bigint, text, text, bigint) is
'What a 404 means for a ghost: cancelled, with its status kept; asked again later where the uploader has just claimed it; held where '
'an operator undid this before, or where the day''s limit is reached: a key of another account must not cancel a '
'shop. One that was merged into another order does not count there. Returns '
'outcome and reason, and says it. Writes: orders_inbox, cancellation, cancellation_stop, message.';
revoke all on function shipkeeper.cancel_unknown_order(bigint, text, text, bigint) from public;
