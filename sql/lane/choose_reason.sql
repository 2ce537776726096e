create or replace function shipkeeper.choose_reason(
  p_order shipkeeper.known_order, p_action text, p_obstacle text, p_lines_differ boolean
)
returns text
language sql
immutable
return case
  when p_action in ('see', 'update') and p_order.number_differs then 'number_differs'
  when p_action in ('leave', 'stale', 'see', 'conflict') then null
  when p_action = 'refuse' or p_order.problem is not null and p_action <> 'update' then p_order.problem
  -- A ghost
  when p_action in ('heal', 'cancel') and p_obstacle is not null then p_obstacle
  when p_action = 'heal' and p_order.number_differs or p_action = 'cancel' and p_order.is_v2_id
    then case when p_order.is_v2_id then 'invalid_id' else 'number_differs' end
  -- and a 404.
  when p_action = 'cancel' and p_order.is_claimed then 'recently_uploaded'
  when p_action = 'cancel' and p_order.open_as is not null then 'open_under_another_id'
  when p_action = 'cancel' and p_order.was_undone then 'cancelled_again'
  when p_action = 'cancel' and p_order.merged_into is null and p_order.are_cancellations_stopped then 'cancellations_stopped'
  when p_action = 'cancel' then case when p_order.merged_into is null then 'not_found' else 'merged' end
  -- A ghost and its order.
  when p_action = 'heal' and p_order.breaks_sku_rule then 'duplicate_sku'
  when p_action = 'heal' and not p_order.has_lines and p_order.order_status not in ('shipped', 'cancelled') then null
  when p_action = 'heal' and not p_order.is_known_status and p_order.status in ('pending', 'failed') then 'unknown status in ShipStation'
  when p_action = 'heal' and p_order.order_status = 'cancelled' then 'cancelled_in_shipstation'
  when p_action = 'heal' and not p_order.has_lines then 'shipped_without_items'
  when p_action = 'heal' then case when not p_order.is_known_status then 'unknown_status_left' end
  -- An order that is new.
  when p_action = 'import' and p_order.header_problem is not null then p_order.header_problem
  when p_action = 'import' and not p_order.is_wanted then null
  when p_action = 'import' and not p_order.is_known_status then 'unknown status in ShipStation'
  when p_action = 'import' and p_order.breaks_sku_rule then 'duplicate SKUs, which the shop''s constraint does not hold'
  when p_action = 'import' then case when not p_order.has_header_values then 'locked' end
  -- An order that is known.
  when p_order.is_held or p_order.status in ('pending', 'failed') then null
  -- All but its lines, which wait for the shop's constraint to go.
  when p_order.breaks_sku_rule and p_order.is_full and p_order.are_all_ours and p_order.status not in ('shipped', 'cancelled')
    then 'duplicate SKUs, which the shop''s constraint does not hold'
  when p_order.is_claimed then case when p_lines_differ then 'uploaded just now' end
  when (p_lines_differ or p_order.given_back is not null) and not p_order.is_locked then 'locked'
  when p_order.given_back is not null then 'open_again'
  when p_lines_differ then 'lines'
end;
comment on function shipkeeper.choose_reason(shipkeeper.known_order, text, text, boolean) is
'Why that becomes of an order, as decided_order.reason: the lines of choose_outcome; of an updated one whether its lines were.';
revoke all on function shipkeeper.choose_reason(shipkeeper.known_order, text, text, boolean) from public;
