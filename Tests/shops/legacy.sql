-- A shop that ran before Shipkeeper came: its tables, in schema public, as other programs made them.
-- Load it as the role that shall own the tables. Three shops differ from this one in known ways:
-- other_constraint_name.sql, with_name_column.sql and with_varchar.sql, each loaded after this file.

create table public.orders_inbox (
  id serial primary key,
  order_number text not null unique,
  order_date date not null,
  customer_email text,
  status text not null default 'pending',
  shipstation_order_id text,
  total_items integer default 0,
  total_amount_cents integer,
  source_system text default 'X-Cart',
  created_at timestamp without time zone default current_timestamp,
  updated_at timestamp without time zone default current_timestamp,
  failure_reason text,
  ship_name text,
  ship_company text,
  ship_street1 text,
  ship_street2 text,
  ship_city text,
  ship_state text,
  ship_postal_code text,
  ship_country text,
  ship_phone text,
  bill_name text,
  bill_company text,
  bill_street1 text,
  bill_street2 text,
  bill_city text,
  bill_state text,
  bill_postal_code text,
  bill_country text,
  bill_phone text,
  shipping_carrier_code text,
  shipping_carrier_id text,
  shipping_service_code text,
  shipping_service_name text,
  tracking_number text,
  is_flagged boolean default false,
  flag_reason varchar(200),
  notes text,
  flagged_at timestamp without time zone,
  flag_resolved boolean default false,
  flag_resolved_at timestamp without time zone,
  flag_resolved_by text,
  tracking_status varchar(10),
  tracking_status_description text,
  exception_description text,
  tracking_last_checked timestamp without time zone,
  tracking_last_updated timestamp without time zone,
  constraint orders_inbox_status_check check (
    status in (
      'pending', 'uploaded', 'awaiting_shipment', 'failed', 'synced_manual', 'shipped', 'cancelled', 'on_hold',
      'awaiting_payment'
    )
  )
);
create index idx_orders_inbox_awaiting on public.orders_inbox (status) where status = 'awaiting_shipment';

create table public.order_items_inbox (
  id serial primary key,
  order_inbox_id integer not null references public.orders_inbox (id) on delete cascade,
  sku text not null,
  sku_lot text,
  quantity integer not null check (quantity > 0),
  unit_price_cents integer,
  constraint order_items_inbox_order_sku_unique unique (order_inbox_id, sku)
);
create index idx_order_items_order on public.order_items_inbox (order_inbox_id);
create index idx_order_items_sku on public.order_items_inbox (sku);

create table public.sku_lot (
  id serial primary key,
  sku text not null,
  lot text not null,
  active integer not null default 1 check (active in (0, 1)),
  created_at text default current_timestamp,
  updated_at text default current_timestamp,
  unique (sku, lot)
);

create table public.sync_watermark (
  id serial primary key,
  workflow_name text unique not null,
  last_sync_timestamp text not null,
  updated_at text default current_timestamp
);

create table public.system_kpis (
  id serial primary key,
  snapshot_date text unique not null,
  orders_today integer,
  shipments_sent integer,
  pending_uploads integer,
  system_status text check (system_status in ('online', 'degraded', 'offline')),
  total_revenue_cents integer,
  created_at text default current_timestamp
);

create table public.workflow_controls (
  workflow_name text primary key,
  enabled boolean not null default true,
  last_run_at timestamp without time zone
);

-- Tables that Shipkeeper never reads, here because they lean on the ones above.
create table public.shipped_orders (
  id serial primary key,
  ship_date date,
  order_number text,
  order_inbox_id integer references public.orders_inbox (id) on delete set null
);
create table public.shipped_items (
  id serial primary key,
  shipped_order_id integer references public.shipped_orders (id) on delete cascade,
  sku text,
  quantity integer
);
create table public.shipstation_order_line_items (
  id serial primary key,
  order_inbox_id integer not null references public.orders_inbox (id) on delete cascade,
  sku text not null,
  shipstation_order_id text
);
