create or replace function shipkeeper.is_held_by_operator(p_order_inbox_id bigint)
returns boolean
language sql
stable
return exists (select from shipkeeper.order_hold as h where h.order_inbox_id = p_order_inbox_id);
comment on function shipkeeper.is_held_by_operator(bigint) is
'Whether an operator holds this order: then nothing of it is written, here or in ShipStation.';
revoke all on function shipkeeper.is_held_by_operator(bigint) from public;
