create or replace function shipkeeper.choose_outcome(
  p_order shipkeeper.known_order, p_action text, p_obstacle text, p_lines_differ boolean, p_header_differs boolean
)
returns text
language sql
immutable
return case
  when p_action in ('see', 'update') and p_order.number_differs then 'held'
  when p_action in ('leave', 'stale', 'see', 'conflict') then null
  when p_action = 'refuse' or p_order.problem is not null and p_action <> 'update' then 'error'
  -- A ghost
  when p_action in ('heal', 'cancel') and p_obstacle is not null then 'skipped'
  when p_action = 'heal' and p_order.number_differs or p_action = 'cancel' and p_order.is_v2_id then 'held'
  -- and a 404.
  when p_action = 'cancel' and p_order.is_claimed then 'work_in_progress'
  when p_action = 'cancel' and p_order.open_as is not null then 'held'
  when p_action = 'cancel' and p_order.was_undone then 'held'
  when p_action = 'cancel' and p_order.merged_into is null and p_order.are_cancellations_stopped then 'held'
  when p_action = 'cancel' then 'cancelled'
  -- A ghost and its order.
  when p_action = 'heal' and p_order.breaks_sku_rule then 'held'
  when p_action = 'heal' and not p_order.has_lines and p_order.order_status not in ('shipped', 'cancelled') then 'work_in_progress'
  -- With lines and this status the shop's uploader would make the order a second time.
  when p_action = 'heal' and not p_order.is_known_status and p_order.status in ('pending', 'failed') then 'error'
  when p_action = 'heal' and p_order.order_status = 'cancelled' then 'cancelled'
  when p_action = 'heal' and not p_order.has_lines then 'skipped'
  when p_action = 'heal' then 'backfilled'
  -- An order that is new.
  when p_action = 'import' and p_order.header_problem is not null then 'error'
  when p_action = 'import' and not p_order.is_wanted then null
  when p_action = 'import' and not p_order.is_known_status then 'error'
  when p_action = 'import' and p_order.breaks_sku_rule then 'error'
  when p_action = 'import' and not p_order.has_header_values then 'error'
  when p_action = 'import' then 'imported'
  -- An order that is known.
  when p_order.is_held or p_order.status in ('pending', 'failed') then null
  -- All but its lines, which wait for the shop's constraint to go.
  when p_order.breaks_sku_rule and p_order.is_full and p_order.are_all_ours and p_order.status not in ('shipped', 'cancelled')
    then case when p_order.is_locked and p_header_differs and not p_order.is_claimed then 'updated' end
  when p_order.is_claimed then case when p_lines_differ then 'error' end
  when (p_lines_differ or p_order.given_back is not null) and not p_order.is_locked then 'error'
  when p_order.is_locked and (p_lines_differ or p_header_differs) then 'updated'
end;
comment on function shipkeeper.choose_outcome(shipkeeper.known_order, text, text, boolean, boolean) is
'What becomes of an order, as decided_order.outcome: one rule a line, the first that fits; choose_reason has the same lines. Given its '
'action, what keeps a ghost from being written, and whether its lines and the rest here are other than ShipStation''s.';
revoke all on function shipkeeper.choose_outcome(shipkeeper.known_order, text, text, boolean, boolean) from public;
