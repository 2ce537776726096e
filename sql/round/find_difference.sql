create or replace function shipkeeper.find_difference(p_order shipkeeper.known_order, p_lines_differ boolean)
returns text
language sql
immutable
return case
  -- Said elsewhere: held, of another number, or of a header whose number is another's.
  when p_order.is_held or p_order.number_differs then null
  when p_order.has_number_elsewhere then null
  -- Refused; a line that cannot be read costs the lines alone.
  when p_order.problem is not null and (p_order.laid).is_header_usable is not true then null
  -- Its units stand in the order that took it up.
  when p_order.merged_into is not null and p_order.order_status not in ('shipped', 'cancelled') then null
  when p_order.headers = 0 then case when p_order.is_wanted and p_order.order_status not in ('shipped', 'cancelled') then 'not_here' end
  -- Ghosts, and headers that get their lines just now.
  when p_order.is_empty then null
  -- Statuses of the shop's own: what became of an order since it was uploaded is no matter of the uploader's any more.
  when p_order.status = 'uploaded' and not p_order.is_claimed and p_order.order_status in ('shipped', 'cancelled') then 'status'
  when p_order.status in ('pending', 'uploaded', 'failed', 'synced_manual') or not p_order.is_known_status then null
  when p_order.status <> p_order.order_status then 'status'
  when p_lines_differ and p_order.problem is null then 'lines'
end;
comment on function shipkeeper.find_difference(shipkeeper.known_order, boolean) is
'How an order stands otherwise here than in ShipStation, as difference.what; null: it does not, or something else says so. p_lines_differ: '
'with as many units.';
revoke all on function shipkeeper.find_difference(shipkeeper.known_order, boolean) from public;
