create or replace function shipkeeper.heal_order(
  p_order_inbox_id bigint,
  p_order_number text,
  p_shipstation_order_id text,
  p_order jsonb,
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
  v_ghost record;
  v_status text := p_order ->> 'orderStatus';
  v_known boolean;
  v_lines bigint;
  v_skus bigint;
  v_sku_list text;
  v_units integer;
begin
  reason := shipkeeper.order_problem(p_order, p_shipstation_order_id);
  if reason is not null then
    outcome := 'error';
    return;
  end if;

  v_ghost := shipkeeper.lock_ghost(p_order_inbox_id, p_shipstation_order_id);
  if v_ghost.reason is not null then
    outcome := 'skipped';
    reason := v_ghost.reason;
    return;
  end if;

  select
    count(*),
    count(distinct l.sku),
    (
      select string_agg(shipkeeper.printable(u.sku), ', ' order by u.place)
      from (
        select d.sku, min(d.place) as place from shipkeeper.product_lines(p_order) as d group by d.sku order by 2 limit 5
      ) as u
    )
  into v_lines, v_skus, v_sku_list
  from shipkeeper.product_lines(p_order) as l;
  v_known := shipkeeper.is_known_status(v_status);
  perform shipkeeper.note_repeated_skus(p_order);

  if v_lines > v_skus and shipkeeper.one_row_per_sku() then
    outcome := 'held';
    reason := 'duplicate_sku';
    perform shipkeeper.say(
      p_cycle, 'critical', format('🚨 CRITICAL: Order %s has duplicate SKUs - constraint violation risk!', v_number)
    );
    return;
  end if;

  if v_lines = 0 and v_status not in ('shipped', 'cancelled') then
    outcome := 'work_in_progress';
    perform shipkeeper.say(
      p_cycle, 'warning', format('⚠️ Order %s has 0 items in ShipStation - may be work-in-progress', v_number)
    );
    return;
  end if;

  if not v_known and v_ghost.status in ('pending', 'failed') then
    -- With lines and this status the shop's uploader would make the order a second time.
    outcome := 'error';
    reason := 'unknown status in ShipStation';
    return;
  end if;

  v_units := shipkeeper.write_order(p_order_inbox_id, p_order, case when v_known then v_status end);
  -- The rest of this very state a page has shown, and the sync does not write beside a ghost: now it can.
  update shipkeeper.seen_order as s
  set
    units_here = v_units,
    apply_at = case when t.sync_mode = 'full' and not s.was_applied then clock_timestamp() else s.apply_at end
  from shipkeeper.settings as t
  where s.shipstation_order_id = p_shipstation_order_id
    and s.modify_date = shipkeeper.pacific_time(p_order ->> 'modifyDate');

  if v_status = 'cancelled' then
    outcome := 'cancelled';
    reason := 'cancelled_in_shipstation';
    perform shipkeeper.record_cancellation(
      p_order_inbox_id, p_order_number, p_shipstation_order_id, reason, v_ghost.status, p_cycle
    );
    perform shipkeeper.say(
      p_cycle, 'warning', format('⚠️ Order %s is cancelled in ShipStation - marked as cancelled', v_number)
    );
  elsif v_lines = 0 then
    outcome := 'skipped';
    reason := 'shipped_without_items';
    perform shipkeeper.say(
      p_cycle, 'warning', format('⚠️ Order %s was shipped in ShipStation with 0 items - marked as shipped', v_number)
    );
  else
    outcome := 'backfilled';
    perform shipkeeper.say(p_cycle, 'info', format(
      '✅ Backfilled order %s: %s items (SKU %s%s), status: %s', v_number, v_units, v_sku_list,
      case when v_skus > 5 then ', …' else '' end, case when v_known then v_status else v_ghost.status end
    ));
    if not v_known then
      reason := 'unknown_status_left';
      perform shipkeeper.say(p_cycle, 'warning', format(
        '⚠️ Order %s has an unknown status in ShipStation (%s) - its status here is left', v_number,
        shipkeeper.printable(v_status, 30)
      ));
    end if;
  end if;
end
$$;
comment on function shipkeeper.heal_order(bigint, text, text, jsonb, bigint) is
'Gives one ghost its lines, total_items and status from an order of ShipStation''s, or leaves it whole as it is. Returns the outcome '
'(backfilled, cancelled, work_in_progress, skipped, held, error) and its reason, and says what it did. Errors: what write_order '
'raises; the caller''s subtransaction undoes this order alone. Writes: orders_inbox, order_items_inbox, cancellation, '
'repeated_sku, seen_order, message.';
revoke all on function shipkeeper.heal_order(bigint, text, text, jsonb, bigint) from public;
