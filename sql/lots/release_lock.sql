create or replace function shipkeeper.release_lock(p_order_inbox_id bigint)
returns bigint
language sql
immutable
return hashtextextended('shipkeeper release ' || p_order_inbox_id, 0);
comment on function shipkeeper.release_lock(bigint) is
'The advisory lock that a transaction shares which has released an order and could not touch its review: until it ends nothing is sent.';
revoke all on function shipkeeper.release_lock(bigint) from public;
