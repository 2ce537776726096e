create or replace function shipkeeper.to_decide(
  p_laid shipkeeper.laid_order, p_ghost bigint default null, p_ghost_number text default null, p_action text default null,
  p_open_as text default null
)
returns shipkeeper.decided_order
language sql
immutable
return (
  p_laid, p_ghost, p_ghost_number, null, p_action, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
  p_open_as
)::shipkeeper.decided_order;
comment on function shipkeeper.to_decide(shipkeeper.laid_order, bigint, text, text, text) is
'An order that is laid out, as work_orders takes it. Of a ghost that was asked for: its header, its number, heal or cancel, '
'and of one that was not found the orderId of an open order of its number.';
revoke all on function shipkeeper.to_decide(shipkeeper.laid_order, bigint, text, text, text) from public;
