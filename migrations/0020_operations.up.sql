-- What operators decide, what a day came to, and what is kept how long.
create table shipkeeper.pause (
  only_row boolean primary key default true constraint pause_only_row_check check (only_row),
  paused_at timestamptz,
  paused_by text,
  reason text,
  constraint pause_paused_check check (num_nonnulls(paused_at, paused_by, reason) in (0, 3))
);
insert into shipkeeper.pause default values;
comment on table shipkeeper.pause is 'Whether an operator has paused Shipkeeper: one row.';
comment on column shipkeeper.pause.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.pause.paused_at is 'Since when; null: not paused.';
comment on column shipkeeper.pause.paused_by is 'Who did.';
comment on column shipkeeper.pause.reason is 'Why.';

create table shipkeeper.order_hold (
  order_inbox_id bigint primary key,
  order_number text not null,
  reason text not null,
  held_by text not null,
  held_at timestamptz not null
);
comment on table shipkeeper.order_hold is 'Orders that an operator holds: Shipkeeper writes nothing of them, here or in ShipStation.';
comment on column shipkeeper.order_hold.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.order_hold.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.order_hold.reason is 'Why.';
comment on column shipkeeper.order_hold.held_by is 'Who holds it.';
comment on column shipkeeper.order_hold.held_at is 'Since when.';

create table shipkeeper.number_difference (
  order_inbox_id bigint primary key,
  shipstation_order_id text not null,
  order_number text not null,
  number_in_shipstation text not null,
  found_at timestamptz not null,
  accepted_at timestamptz
);
comment on table shipkeeper.number_difference is
'Orders whose ShipStation id leads to an order of another number: held until the numbers agree, or an operator accepts them.';
comment on column shipkeeper.number_difference.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.number_difference.shipstation_order_id is 'orderId.';
comment on column shipkeeper.number_difference.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.number_difference.number_in_shipstation is 'orderNumber.';
comment on column shipkeeper.number_difference.found_at is 'Since when these two numbers differ.';
comment on column shipkeeper.number_difference.accepted_at is 'When an operator accepted these two numbers; null: nobody has.';

create table shipkeeper.rolled_back_line (
  rolled_back_line_id bigint generated always as identity primary key,
  order_inbox_id bigint not null,
  order_number text not null,
  line jsonb not null,
  rolled_back_at timestamptz not null,
  rolled_back_by text not null
);
comment on table shipkeeper.rolled_back_line is 'Lines as they were before an operator rolled their order back to a ghost.';
comment on column shipkeeper.rolled_back_line.rolled_back_line_id is 'Identity, in the order of rolling back.';
comment on column shipkeeper.rolled_back_line.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.rolled_back_line.order_number is 'orders_inbox.order_number, copied.';
alter table shipkeeper.rolled_back_line alter column line set statistics 0;
comment on column shipkeeper.rolled_back_line.line is 'The whole row of order_items_inbox.';
comment on column shipkeeper.rolled_back_line.rolled_back_at is 'When.';
comment on column shipkeeper.rolled_back_line.rolled_back_by is 'Who: the role that was logged in.';

create table shipkeeper.daily_figure (
  day date not null,
  work_kind text not null,
  figure text not null,
  of_day text not null constraint daily_figure_of_day_check check (of_day in ('sum', 'last', 'most')),
  value numeric not null,
  primary key (day, work_kind, figure)
);
comment on table shipkeeper.daily_figure is
'What the cycles of a day came to, in the shop''s time zone; kept when the cycles themselves are deleted.';
comment on column shipkeeper.daily_figure.day is 'The day on which the cycles ended, in the shop''s time zone.';
comment on column shipkeeper.daily_figure.work_kind is 'The kind of work that reported it; cycle: what every cycle has.';
comment on column shipkeeper.daily_figure.figure is 'Its name.';
comment on column shipkeeper.daily_figure.of_day is 'How the cycles of the day made it: sum, last or most.';
comment on column shipkeeper.daily_figure.value is 'Its value; of a flag, the cycles in which it was true.';

create table shipkeeper.figure_total (
  work_kind text not null,
  figure text not null,
  total numeric not null,
  primary key (work_kind, figure)
);
comment on table shipkeeper.figure_total is
'What the figures that add up come to over all days: asked for often, by the exporter, and never deleted.';
comment on column shipkeeper.figure_total.work_kind is 'The kind of work that reported it.';
comment on column shipkeeper.figure_total.figure is 'Its name.';
comment on column shipkeeper.figure_total.total is 'The sum of all cycles.';

create table shipkeeper.upkeep (
  only_row boolean primary key default true constraint upkeep_only_row_check check (only_row),
  seen_orders_pruned_at timestamptz not null default '-infinity',
  seen_orders_looked_to timestamptz not null default '-infinity'
);
insert into shipkeeper.upkeep default values;
comment on table shipkeeper.upkeep is 'How far old records are deleted: one row.';
comment on column shipkeeper.upkeep.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.upkeep.seen_orders_pruned_at is 'When orders seen were last looked through, which is done once a day.';
comment on column shipkeeper.upkeep.seen_orders_looked_to is
'seen_order.seen_at up to which they are looked through so far; -infinity: not begun.';

insert into shipkeeper.kept_table (table_name, why, migration)
values ('shipkeeper.rolled_back_line', 'the lines of orders that were rolled back to ghosts', '0020_operations');
