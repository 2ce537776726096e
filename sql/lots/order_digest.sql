create or replace function shipkeeper.order_digest(p_order jsonb)
returns text
language sql
immutable
-- jsonb writes one order in one way, whatever the order of its members was.
return encode(sha256(convert_to(p_order::text, 'UTF8')), 'hex');
comment on function shipkeeper.order_digest(jsonb) is
'SHA-256 of an order of ShipStation''s, as hexadecimal digits: tells whether anything in it changed, without keeping it.';
revoke all on function shipkeeper.order_digest(jsonb) from public;
