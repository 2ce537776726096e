-- What is kept of orders that repeat a SKU, and of the shop's rule of one row a SKU.
create table shipkeeper.repeated_sku (
  shipstation_order_id text not null,
  sku text not null,
  order_number text not null,
  lines bigint not null constraint repeated_sku_lines_check check (lines > 1),
  units bigint not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (shipstation_order_id, sku)
);
comment on table shipkeeper.repeated_sku is 'SKUs that stand on several lines of an order in ShipStation, as last seen there.';
comment on column shipkeeper.repeated_sku.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper.repeated_sku.sku is 'The SKU, as parse_sku reads it.';
comment on column shipkeeper.repeated_sku.order_number is 'The order''s number in ShipStation.';
comment on column shipkeeper.repeated_sku.lines is 'Lines that carry the SKU.';
comment on column shipkeeper.repeated_sku.units is 'Units on these lines together.';
comment on column shipkeeper.repeated_sku.found_at is 'When it was first seen.';
comment on column shipkeeper.repeated_sku.seen_at is 'When it was last seen.';

create table shipkeeper.scan (
  cycle_id bigint primary key references shipkeeper.cycle (cycle_id),
  orders_wanted integer not null,
  orders_read integer not null default 0,
  orders_unreadable integer not null default 0,
  next_page integer not null default 1,
  is_finished boolean not null default false
);
comment on table shipkeeper.scan is 'How far each scan for repeated SKUs has read ShipStation''s newest orders.';
comment on column shipkeeper.scan.cycle_id is 'The cycle that scans.';
comment on column shipkeeper.scan.orders_wanted is 'How many orders it was asked to read.';
comment on column shipkeeper.scan.orders_read is 'How many it has read.';
comment on column shipkeeper.scan.orders_unreadable is 'How many of these could not be used.';
comment on column shipkeeper.scan.next_page is 'The page to ask for next.';
comment on column shipkeeper.scan.is_finished is 'Whether there is nothing left to read.';

create table shipkeeper.collapsed_line (
  collapsed_line_id bigint generated always as identity primary key,
  order_inbox_id bigint not null,
  order_number text not null,
  line jsonb not null,
  collapsed_at timestamptz not null,
  collapsed_by text not null
);
comment on table shipkeeper.collapsed_line is
'Lines as they were before collapse_repeated_skus() merged them into one row a SKU.';
comment on column shipkeeper.collapsed_line.collapsed_line_id is 'Identity, in the order of collapsing.';
comment on column shipkeeper.collapsed_line.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.collapsed_line.order_number is 'orders_inbox.order_number, copied.';
alter table shipkeeper.collapsed_line alter column line set statistics 0;
comment on column shipkeeper.collapsed_line.line is 'The whole row of order_items_inbox.';
comment on column shipkeeper.collapsed_line.collapsed_at is 'When.';
comment on column shipkeeper.collapsed_line.collapsed_by is 'Who: the role that was logged in.';

create table shipkeeper.dropped_unique (
  name text primary key,
  index_definition text not null,
  constraint_definition text
);
comment on table shipkeeper.dropped_unique is
'The shop''s unique indexes and constraints on (order_inbox_id, sku), as they were before 0014 dropped them.';
comment on column shipkeeper.dropped_unique.name is 'Name of the index, and of the constraint where it was one.';
comment on column shipkeeper.dropped_unique.index_definition is 'As pg_get_indexdef gave it.';
comment on column shipkeeper.dropped_unique.constraint_definition is 'As pg_get_constraintdef gave it; null: it was an index alone.';

insert into shipkeeper.kept_table (table_name, why, migration)
values ('shipkeeper.collapsed_line', 'the single lines that were merged into one row a SKU', '0010_repeated_skus');
