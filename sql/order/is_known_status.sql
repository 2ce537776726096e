create or replace function shipkeeper.is_known_status(p_status text)
returns boolean
language sql
immutable
return coalesce(
  p_status in (
    'awaiting_payment', 'awaiting_shipment', 'shipped', 'on_hold', 'cancelled', 'pending_fulfillment',
    'rejected_fulfillment'
  ),
  false
);
comment on function shipkeeper.is_known_status(text) is
'Whether a text is one of ShipStation''s order statuses. An unknown one is never written to the shop.';
revoke all on function shipkeeper.is_known_status(text) from public;
