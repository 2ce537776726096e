create or replace function shipkeeper.find_obstacle(p_order shipkeeper.known_order)
returns text
language sql
immutable
return case
  when p_order.header_id is null then 'order_gone'
  when not p_order.is_locked then 'locked'
  when not p_order.is_same_id then 'shipstation_id_changed'
  when p_order.status in ('shipped', 'cancelled') then 'closed_meanwhile'
  when p_order.is_held then 'held_by_operator'
  when p_order.lines_here > 0 then 'has_lines'
  when p_order.headers > 1 then 'shared_id'
  when not p_order.is_ghost then 'too_young'
end;
comment on function shipkeeper.find_obstacle(shipkeeper.known_order) is 'What keeps a ghost from being written, as a reason.';
revoke all on function shipkeeper.find_obstacle(shipkeeper.known_order) from public;
