create or replace function shipkeeper.release_lock(p_order_inbox_id bigint)
returns bigint
language sql
immutable
-- Of a thousand orders that are released at once, each would take a place of the server's table of locks.
return hashtextextended('shipkeeper release', p_order_inbox_id % 64);
comment on function shipkeeper.release_lock(bigint) is
'The advisory lock that a transaction shares which has released an order, with one order in 64: until it ends no change of these is sent.';
revoke all on function shipkeeper.release_lock(bigint) from public;
