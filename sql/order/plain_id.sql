create or replace function shipkeeper.plain_id(p_shipstation_order_id text)
returns text
language sql
immutable
return regexp_replace(p_shipstation_order_id, '^se-', '');
comment on function shipkeeper.plain_id(text) is
'A ShipStation id of a header as ShipStation''s API V1 writes it: API V2 puts "se-" before it.';
revoke all on function shipkeeper.plain_id(text) from public;
