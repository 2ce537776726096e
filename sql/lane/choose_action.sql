create or replace function shipkeeper.choose_action(p_order shipkeeper.known_order)
returns text
language sql
immutable
return case
  when p_order.is_paused then 'leave'
  when p_order.asked is not null then p_order.asked
  -- A line that cannot be read costs the lines; a ghost keeps its status with them.
  when
    p_order.problem is not null
    and (p_order.laid).is_header_usable and p_order.is_full and p_order.headers = 1 and p_order.lines_here > 0 and not p_order.is_stale
    then 'update'
  when p_order.problem is not null then 'refuse'
  when p_order.has_lines is null then case when p_order.headers = 1 and not p_order.is_empty then 'update' else 'see' end
  -- A stale page, or one order on two pages of a walk; refused it is worked on again, of stale data it stays refused.
  when (p_order.is_stale or p_order.is_unchanged and p_order.is_seen_in_cycle) and (p_order.refusal is null or not p_order.is_unchanged)
    then 'stale'
  -- Another program may be about to write its lines: it comes again as a ghost, or has them then.
  when p_order.headers = 1 and p_order.is_empty and not p_order.is_ghost then 'see'
  -- Held for what the page does not change, a person's word or the shop's own constraint; or looked at as it is now.
  when p_order.headers = 1 and p_order.is_ghost and (
    p_order.is_held or p_order.held_reason not in ('cancellations_stopped', 'cancelled_again', 'number_differs', 'open_under_another_id')
    or p_order.held_reason = 'number_differs' and p_order.number_differs
    or p_order.is_unchanged and p_order.last_outcome in ('work_in_progress', 'error')
  ) then 'see'
  -- Its units stand in the order that took it up.
  when p_order.headers = 1 and p_order.merged_into is not null and p_order.order_status not in ('shipped', 'cancelled') then 'see'
  when p_order.headers = 1 and p_order.is_ghost then 'heal'
  -- Our own word falls with its ground, in any mode.
  when p_order.given_back is not null then 'update'
  when p_order.has_number_elsewhere then 'conflict'
  when p_order.headers = 0 and p_order.is_full then 'import'
  -- What was written in this state is the shop's to change until ShipStation's order changes.
  when p_order.headers = 1 and p_order.is_full and not (
    p_order.is_unchanged and p_order.was_applied and coalesce(p_order.refusal, '') !~ '^(uploaded just now|duplicate SKUs, .*)$'
  ) then 'update'
  else 'see'
end;
comment on function shipkeeper.choose_action(shipkeeper.known_order) is 'What is to be done with an order, as decided_order.action.';
revoke all on function shipkeeper.choose_action(shipkeeper.known_order) from public;
