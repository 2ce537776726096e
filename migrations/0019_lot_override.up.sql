-- shop-lock
-- A person's word that the lots of an order stay as they are. Constant defaults: no row is rewritten.
alter table public.orders_inbox
add column manual_lot_override boolean not null default false,
add column manual_lot_override_reason text,
add column manual_lot_override_by text,
add column manual_lot_override_at timestamptz;
comment on column public.orders_inbox.manual_lot_override is
'Whether Shipkeeper leaves the lots of this order alone in ShipStation.';
comment on column public.orders_inbox.manual_lot_override_reason is 'Why.';
comment on column public.orders_inbox.manual_lot_override_by is 'Who said so.';
comment on column public.orders_inbox.manual_lot_override_at is 'When.';
